/// Interned UTF-8 texts in one arena: equal bytes have equal ids, and an id is the order of first appearance.
///
/// Not for more than 4 GiB of text or 2^32 - 1 texts: ``intern(_:)`` traps there.
public struct TextTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// Open addressing: the id plus one, 0 for an empty slot. The size is a power of two.
  private var slots: [UInt32] = [UInt32](repeating: 0, count: 1024)

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
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = TextID(rawValue: slots[slot] - 1)
      if equals(id, text) { return id }
      slot = (slot + 1) & (slots.count - 1)
    }
    precondition(bytes.count + text.count <= UInt32.max, "more than 4 GiB of names")
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
    slots[slot] = UInt32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return TextID(rawValue: UInt32(ends.count - 1))
  }

  /// The same for a string.
  public mutating func intern(_ text: some StringProtocol) -> TextID {
    var copy = String(text)
    return copy.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  /// The id of a text, nil if it was never interned.
  ///
  /// - Complexity: O(bytes) expected.
  public func find(_ text: UnsafeRawBufferPointer) -> TextID? {
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = TextID(rawValue: slots[slot] - 1)
      if equals(id, text) { return id }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The same for a string.
  public func find(_ text: String) -> TextID? {
    var copy = text
    return copy.withUTF8 { find(UnsafeRawBufferPointer($0)) }
  }

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

  private func range(_ id: TextID) -> Range<Int> {
    let i = Int(id.rawValue)
    return (i == 0 ? 0 : Int(ends[i - 1]))..<Int(ends[i])
  }

  private func equals(_ id: TextID, _ text: UnsafeRawBufferPointer) -> Bool {
    let range = self.range(id)
    guard range.count == text.count else { return false }
    return bytes.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[range]).elementsEqual(text) }
  }

  private mutating func grow() {
    var wider = [UInt32](repeating: 0, count: slots.count * 4)
    for i in 0..<ends.count {
      let hash = withBytes(of: TextID(rawValue: UInt32(i))) { Self.hash($0) }
      var slot = hash & (wider.count - 1)
      while wider[slot] != 0 { slot = (slot + 1) & (wider.count - 1) }
      wider[slot] = UInt32(i + 1)
    }
    slots = wider
  }

  /// Eight bytes at a step, multiplied and folded; the table never leaves the process, so no seed is needed
  /// beyond being equal on every run.
  private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    var i = 0
    while i + 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      hash = mix(hash ^ word)
      i += 8
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while i < text.count {
      tail |= UInt64(text[i]) << shift
      shift += 8
      i += 1
    }
    return Int(truncatingIfNeeded: mix(hash ^ tail) >> 1)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return high ^ low
  }
}

/// A text of a ``TextTable``.
public struct TextID: Hashable, Sendable {
  /// Order of first appearance, from 0.
  public let rawValue: UInt32

  /// The text that appeared at that position.
  public init(rawValue: UInt32) { self.rawValue = rawValue }
}
