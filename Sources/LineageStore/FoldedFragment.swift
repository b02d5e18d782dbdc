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
    guard name.count >= bytes.count else { return false }
    let lower = bytes[0]
    let upper = 97...122 ~= lower ? lower & 0xDF : lower
    for start in 0...(name.count - bytes.count) {
      if name[start] == lower || name[start] == upper, matches(name, at: start) { return true }
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
    var all: UInt8 = 0
    for byte in name { all |= byte }
    return all >= 0x80
  }

  private static func withFolded(_ name: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    let folded = Array(ModelID.folded(String(decoding: name, as: UTF8.self)).utf8)
    return folded.withUnsafeBytes(body)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte | 0x20 : byte }
}
