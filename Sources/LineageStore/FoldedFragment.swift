import LineageCore

/// A piece of text that is looked for in names without regard to letter case.
struct FoldedFragment {
  /// Lower case, UTF-8; not empty.
  let bytes: [UInt8]

  /// Nil for empty text.
  init?(_ text: some StringProtocol) {
    let folded = ModelID.folded(String(text))
    guard !folded.isEmpty else { return nil }
    bytes = Array(folded.utf8)
  }

  /// Whether a name holds the fragment.
  ///
  /// - Complexity: O(bytes of the name) for nearly all names.
  func occurs(in name: UnsafeRawBufferPointer) -> Bool {
    if isPart(of: name) { return true }
    return Self.isBeyondASCII(name) && Self.withFolded(name) { isPart(of: $0) }
  }

  /// Whether a name begins with the fragment.
  func begins(_ name: UnsafeRawBufferPointer) -> Bool {
    if matches(name, at: 0) { return true }
    return Self.isBeyondASCII(name) && Self.withFolded(name) { matches($0, at: 0) }
  }

  /// The same for a name of which the letters beyond ASCII are lower case.
  private func isPart(of name: UnsafeRawBufferPointer) -> Bool {
    let last = name.count - bytes.count
    guard last >= 0 else { return false }
    // Eight places at a time: a byte of `differences` is zero where the fragment may begin.
    let first = UInt64(bytes[0] | 0x20) &* 0x0101_0101_0101_0101
    var start = 0
    while start <= last, start + 8 <= name.count {
      let word = UInt64(littleEndian: name.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      let differences = (word | 0x2020_2020_2020_2020) ^ first
      var zeros = (differences &- 0x0101_0101_0101_0101) & ~differences & Self.highBits
      while zeros != 0 {
        if matches(name, at: start + zeros.trailingZeroBitCount >> 3) { return true }
        zeros &= zeros - 1
      }
      start += 8
    }
    while start <= last {
      if matches(name, at: start) { return true }
      start += 1
    }
    return false
  }

  private func matches(_ name: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard name.count - start >= bytes.count else { return false }
    return bytes.withUnsafeBufferPointer { needle in
      for i in needle.indices where Self.lower(name[start + i]) != needle[i] { return false }
      return true
    }
  }

  private static func isBeyondASCII(_ name: UnsafeRawBufferPointer) -> Bool {
    var all: UInt64 = 0
    var i = 0
    while i + 8 <= name.count {
      all |= name.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      i += 8
    }
    while i < name.count {
      all |= UInt64(name[i])
      i += 1
    }
    return all & highBits != 0
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  private static func withFolded(_ name: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool)
    -> Bool
  {
    let folded = Array(ModelID.folded(String(decoding: name, as: UTF8.self)).utf8)
    return folded.withUnsafeBytes(body)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte | 0x20 : byte }
}
