/// Interned UTF-8 texts in one arena: equal bytes have equal ids, and an id is the order of first appearance.
///
/// The table hashes without regard to letter case, so that it also knows which texts are equal but for it:
/// ``leader(of:)``. Not for more than 4 GiB of text or 2^32 - 1 texts: ``intern(_:)`` traps there.
public struct TextTable: Sendable {
  var bytes: [UInt8] = []
  var ends: [UInt32] = []
  /// By id.
  var hashes: [UInt32] = []
  /// Open addressing: the hash above, the id plus one below; 0 for an empty slot. The size is a power of two.
  var slots: [UInt64] = [UInt64](repeating: 0, count: 1024)
  /// Texts that equal an earlier one but for letter case, and that one.
  var leaders: [TextID: TextID] = [:]
  /// Leaders that have such followers, and those, in order of appearance.
  var followers: [TextID: [TextID]] = [:]

  /// An empty table.
  public init() {}

  /// Number of distinct texts.
  public var count: Int { ends.count }

  /// Size of all texts together, in bytes.
  public var byteCount: Int { bytes.count }

  /// All ids, in order of first appearance.
  public var ids: some RandomAccessCollection<TextID> {
    (0..<count).lazy.map { TextID(rawValue: UInt32($0)) }
  }

  /// The id of a text, a new one if it was not seen before.
  ///
  /// - Complexity: O(bytes) expected.
  public mutating func intern(_ text: UnsafeRawBufferPointer) -> TextID {
    intern(text, hash: FoldedText.hash(text))
  }

  /// The same for a string.
  public mutating func intern(_ text: some StringProtocol) -> TextID {
    var copy = String(text)
    return copy.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  /// The same for a text of another table; its hash is taken over.
  public mutating func intern(_ id: TextID, of other: borrowing TextTable) -> TextID {
    let hash = other.hashes[Int(id.rawValue)]
    let range = other.range(id)
    return other.bytes.withUnsafeBytes { intern(UnsafeRawBufferPointer(rebasing: $0[range]), hash: hash) }
  }

  private mutating func intern(_ text: UnsafeRawBufferPointer, hash: UInt32) -> TextID {
    var slot = Int(hash) & (slots.count - 1)
    var twin: TextID?
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
        let id = TextID(rawValue: UInt32(truncatingIfNeeded: slots[slot]) - 1)
        if equals(id, text) { return id }
        if twin == nil, equalsFolded(id, text) { twin = leader(of: id) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    precondition(bytes.count + text.count <= UInt32.max, "more than 4 GiB of names")
    bytes.append(contentsOf: text)
    return add(hash, leader: twin, slot: slot)
  }

  /// Registers the text that ends the arena, in an empty slot.
  private mutating func add(_ hash: UInt32, leader: TextID?, slot: Int) -> TextID {
    ends.append(UInt32(bytes.count))
    hashes.append(hash)
    let id = TextID(rawValue: UInt32(ends.count - 1))
    slots[slot] = UInt64(hash) << 32 | UInt64(id.rawValue + 1)
    if let leader {
      leaders[id] = leader
      followers[leader, default: []].append(id)
    }
    // A small table should stay in the cache, a large one should not be rehashed often.
    if ends.count * 2 > slots.count { rehash(slots.count * (slots.count < 1 << 16 ? 2 : 4)) }
    return id
  }

  /// The id of a text, nil if it was never interned.
  ///
  /// - Complexity: O(bytes) expected.
  public func find(_ text: UnsafeRawBufferPointer) -> TextID? { find(text) { equals($0, text) } }

  /// The same for a string.
  public func find(_ text: String) -> TextID? {
    var copy = text
    return copy.withUTF8 { find(UnsafeRawBufferPointer($0)) }
  }

  /// The leader of the texts that are equal to this one but for letter case; nil if there is none.
  ///
  /// - Complexity: O(bytes) expected.
  public func findFolded(_ text: String) -> TextID? {
    var copy = text
    return copy.withUTF8 { text in
      let bytes = UnsafeRawBufferPointer(text)
      return find(bytes) { equalsFolded($0, bytes) }.map { leader(of: $0) }
    }
  }

  private func find(_ text: UnsafeRawBufferPointer, _ isWanted: (TextID) -> Bool) -> TextID? {
    let hash = FoldedText.hash(text)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
        let id = TextID(rawValue: UInt32(truncatingIfNeeded: slots[slot]) - 1)
        if isWanted(id) { return id }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The first text of those that are equal but for letter case; nearly always the text itself.
  ///
  /// - Complexity: O(1) expected.
  public func leader(of id: TextID) -> TextID {
    // Most tables hold few such texts or none, and most texts are long ids.
    leaders.isEmpty ? id : leaders[id] ?? id
  }

  /// The texts that are equal to a leader but for letter case, itself first, in order of appearance.
  public func sameButForCase(as leader: TextID) -> [TextID] { [leader] + (followers[leader] ?? []) }

  /// The leaders that are not alone.
  public var crowdedLeaders: [TextID] { followers.keys.sorted { $0.rawValue < $1.rawValue } }

  /// A hash of the text without regard to letter case, the same on every run and machine: ``FoldedText/hash(_:)``.
  public func hash(_ id: TextID) -> UInt32 { hashes[Int(id.rawValue)] }

  /// The text as a string.
  ///
  /// - Complexity: O(bytes).
  public subscript(id: TextID) -> String { withBytes(of: id) { String(decoding: $0, as: UTF8.self) } }

  /// Lends the bytes of a text.
  public func withBytes<Result, Failure: Error>(
    of id: TextID, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = self.range(id)
    // Typed throws do not pass through withUnsafeBytes of Array in this toolchain; carry the outcome instead.
    let outcome: Swift.Result<Result, Failure> = bytes.withUnsafeBytes { all in
      do throws(Failure) {
        return .success(try body(UnsafeRawBufferPointer(rebasing: all[range])))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// Length of a text in bytes.
  public func length(_ id: TextID) -> Int { range(id).count }

  /// Byte order of two texts (the order of their Unicode code points).
  public func precedes(_ a: TextID, _ b: TextID) -> Bool {
    let (x, y) = (range(a), range(b))
    return bytes.withUnsafeBytes { all in
      all[x].lexicographicallyPrecedes(all[y])
    }
  }

  /// Forgets all texts and keeps the memory.
  ///
  /// - Complexity: O(capacity).
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    leaders.removeAll()
    followers.removeAll()
    slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }

  private func range(_ id: TextID) -> Range<Int> {
    let i = Int(id.rawValue)
    return (i == 0 ? 0 : Int(ends[i - 1]))..<Int(ends[i])
  }

  func equals(_ id: TextID, _ text: UnsafeRawBufferPointer) -> Bool {
    let range = self.range(id)
    guard range.count == text.count else { return false }
    return bytes.withUnsafeBytes { FoldedText.same(UnsafeRawBufferPointer(rebasing: $0[range]), text) }
  }

  func equalsFolded(_ id: TextID, _ text: UnsafeRawBufferPointer) -> Bool {
    withBytes(of: id) { FoldedText.sameButForCase($0, text) }
  }

  private mutating func rehash(_ size: Int) {
    var wider = [UInt64](repeating: 0, count: size)
    for (i, hash) in hashes.enumerated() {
      var slot = Int(hash) & (size - 1)
      while wider[slot] != 0 { slot = (slot + 1) & (size - 1) }
      wider[slot] = UInt64(hash) << 32 | UInt64(i + 1)
    }
    slots = wider
  }
}

extension TextTable {
  /// Interns all texts of another table, whose hashes are taken over, and writes the id of each to `moved`.
  ///
  /// What a text needs of a large table is looked at before it is needed: each look waits for memory, and so the
  /// looks of several texts wait together.
  /// - Precondition: `moved` has room for all of them.
  /// - Complexity: O(bytes) expected.
  mutating func intern(all other: borrowing TextTable, into moved: UnsafeMutableBufferPointer<TextID>) {
    precondition(moved.count >= other.count)
    let step = 32
    withUnsafeTemporaryAllocation(of: Candidate.self, capacity: step) { candidates in
      for first in stride(from: 0, to: other.count, by: step) {
        let last = min(first + step, other.count)
        for i in first..<last { candidates[i - first] = candidate(hash: other.hashes[i]) }
        for i in 0..<(last - first) where candidates[i].isPresent { locate(&candidates[i]) }
        for i in 0..<(last - first) where candidates[i].isPresent { read(&candidates[i]) }
        for i in first..<last {
          let range = other.range(TextID(rawValue: UInt32(i)))
          moved[i] = other.bytes.withUnsafeBytes { bytes in
            let text = UnsafeRawBufferPointer(rebasing: bytes[range])
            let candidate = candidates[i - first]
            if candidate.isPresent, candidate.mayBe(text), equals(candidate.id, text) { return candidate.id }
            return intern(text, hash: other.hashes[i])
          }
        }
      }
    }
  }

  /// The first text on the way of a hash that has this hash: nearly always the text that is looked for.
  private struct Candidate {
    var isPresent: Bool
    var id: TextID
    var start: UInt32 = 0
    var end: UInt32 = 0
    var firstByte: UInt8 = 0

    func mayBe(_ text: UnsafeRawBufferPointer) -> Bool {
      text.count == Int(end - start) && (text.isEmpty || text[0] == firstByte)
    }
  }

  private func candidate(hash: UInt32) -> Candidate {
    let slot = slots[Int(hash) & (slots.count - 1)]
    let isPresent = slot != 0 && UInt32(truncatingIfNeeded: slot >> 32) == hash
    return Candidate(isPresent: isPresent, id: TextID(rawValue: UInt32(truncatingIfNeeded: slot) &- 1))
  }

  private func locate(_ candidate: inout Candidate) {
    let range = self.range(candidate.id)
    (candidate.start, candidate.end) = (UInt32(range.lowerBound), UInt32(range.upperBound))
  }

  private func read(_ candidate: inout Candidate) {
    if candidate.start < candidate.end { candidate.firstByte = bytes[Int(candidate.start)] }
  }

  /// Makes room, so that the table does not grow step by step.
  public mutating func reserve(texts: Int, byteCount: Int) {
    bytes.reserveCapacity(byteCount)
    ends.reserveCapacity(texts)
    hashes.reserveCapacity(texts)
    var size = slots.count
    while texts * 2 > size { size *= 2 }
    if size > slots.count { rehash(size) }
  }

  /// Some texts of another table, numbered by their place in the list.
  ///
  /// - Precondition: No text stands in the list twice.
  /// - Complexity: O(bytes); nothing is hashed anew.
  public init(_ other: borrowing TextTable, ids: [TextID]) {
    self.init()
    let total = ids.reduce(0) { $0 + other.length($1) }
    ends.reserveCapacity(ids.count)
    hashes.reserveCapacity(ids.count)
    var end = 0
    bytes = [UInt8](unsafeUninitializedCapacity: total) { target, count in
      other.bytes.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        for id in ids {
          let range = other.range(id)
          (to + end).update(from: from + range.lowerBound, count: range.count)
          end += range.count
          ends.append(UInt32(end))
          hashes.append(other.hash(id))
        }
      }
      count = end
    }
    var size = slots.count
    while ids.count * 2 > size { size *= 2 }
    rehash(size)
    joinFollowers(of: other, ids)
  }

  private mutating func joinFollowers(of other: borrowing TextTable, _ ids: [TextID]) {
    guard !other.leaders.isEmpty else { return }
    var first: [TextID: TextID] = [:]
    for (number, id) in ids.enumerated() where other.leaders[id] != nil || other.followers[id] != nil {
      let new = TextID(rawValue: UInt32(number))
      let group = other.leader(of: id)
      if let leader = first[group] {
        leaders[new] = leader
        followers[leader, default: []].append(new)
      } else {
        first[group] = new
      }
    }
  }
}

/// A text of a ``TextTable``.
public struct TextID: Hashable, Sendable {
  /// Order of first appearance, from 0.
  public let rawValue: UInt32

  /// The text that appeared at that position.
  public init(rawValue: UInt32) { self.rawValue = rawValue }
}
