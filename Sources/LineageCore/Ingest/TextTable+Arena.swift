extension TextTable {
  /// The texts of an arena that ``withArena(_:)`` lent once: text `id` is `bytes[ends[id - 1]..<ends[id]]`.
  ///
  /// Nil if the ends fall or lie outside, or if two texts are equal.
  ///
  /// - Complexity: O(bytes); faster than interning one text after the other, because nothing grows.
  public init?(arena bytes: [UInt8], ends: [UInt32]) {
    guard Int(ends.last ?? 0) == bytes.count, bytes.count <= UInt32.max,
      !zip(ends, ends.dropFirst()).contains(where: { $0 > $1 })
    else { return nil }
    self.init()
    (self.bytes, self.ends) = (bytes, ends)
    hashes = Self.hashes(bytes, ends)
    var size = slots.count
    while ends.count * 2 > size { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    for number in ends.indices {
      guard enter(TextID(rawValue: UInt32(number))) else { return nil }
    }
  }

  /// Lends the arena: text `id` is `bytes[ends[id - 1]..<ends[id]]`, the first begins at 0.
  public func withArena<Result>(
    _ body: (_ bytes: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<UInt32>) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer { bytes in
      try ends.withUnsafeBufferPointer { try body(bytes, $0) }
    }
  }

  /// Lends the hashes of all texts without regard to letter case, by number: see ``hash(_:)``.
  public func withHashes<Result>(_ body: (UnsafeBufferPointer<UInt32>) throws -> Result) rethrows -> Result {
    try hashes.withUnsafeBufferPointer(body)
  }

  private static func hashes(_ bytes: [UInt8], _ ends: [UInt32]) -> [UInt32] {
    bytes.withUnsafeBytes { all in
      var start = 0
      return ends.map { end in
        defer { start = Int(end) }
        return FoldedText.hash(UnsafeRawBufferPointer(rebasing: all[start..<Int(end)]))
      }
    }
  }

  /// Takes the first free slot for a text; false if an equal one has one.
  private mutating func enter(_ id: TextID) -> Bool {
    let hash = hash(id)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    var twin: TextID?
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
        let other = TextID(rawValue: UInt32(truncatingIfNeeded: slots[slot]) - 1)
        if withBytes(of: id, { equals(other, $0) }) { return false }
        if twin == nil, withBytes(of: id, { equalsFolded(other, $0) }) { twin = leader(of: other) }
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = UInt64(hash) << 32 | UInt64(id.rawValue + 1)
    if let twin {
      leaders[id] = twin
      followers[twin, default: []].append(id)
    }
    return true
  }
}
