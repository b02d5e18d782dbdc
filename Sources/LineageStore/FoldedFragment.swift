import LineageCore

/// A piece of text that is looked for in names without regard to letter case.
struct FoldedFragment {
  /// Lower case, UTF-8; not empty.
  let bytes: [UInt8]
  /// Lower case, as Unicode scalars.
  let scalars: [Unicode.Scalar]

  /// Nil for empty text.
  init?(_ text: some StringProtocol) {
    let folded = ModelID.folded(String(text))
    guard !folded.isEmpty else { return nil }
    (bytes, scalars) = (Array(folded.utf8), Array(folded.unicodeScalars))
  }

  /// Whether a name holds the fragment.
  ///
  /// - Complexity: O(bytes of the name) for nearly all names.
  func occurs(in name: UnsafeRawBufferPointer) -> Bool {
    if name.contains(where: { $0 >= 0x80 }) {
      let folded = Array(ModelID.folded(String(decoding: name, as: UTF8.self)).utf8)
      return folded.withUnsafeBytes { occurs(inFolded: $0) }
    }
    return occurs(inFolded: name)
  }

  /// The same for text whose letters beyond ASCII are lower case already.
  private func occurs(inFolded text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= bytes.count else { return false }
    return bytes.withUnsafeBufferPointer { needle in
      for start in 0...(text.count - needle.count) {
        var length = 0
        while length < needle.count, Self.lower(text[start + length]) == needle[length] { length += 1 }
        if length == needle.count { return true }
      }
      return false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte | 0x20 : byte }

  /// Trigrams that every name with the fragment has: enough to cover each of its characters once. Empty for
  /// fragments of less than three characters.
  ///
  /// Only trigrams of printable ASCII: there, SQLite and the standard library agree on letter case.
  var trigrams: [String] { Self.trigrams(scalars[...]) }

  /// The same for a piece of a fragment.
  static func trigrams(_ scalars: ArraySlice<Unicode.Scalar>) -> [String] {
    guard scalars.count >= 3 else { return [] }
    let last = scalars.endIndex - 3
    let starts = Array(stride(from: scalars.startIndex, to: last, by: 3)) + [last]
    return starts.compactMap { start in
      let piece = scalars[start..<start + 3]
      guard piece.allSatisfy({ 0x20...0x7E ~= $0.value }) else { return nil }
      return String(String.UnicodeScalarView(piece))
    }
  }

  /// A full-text query for names that hold all of the trigrams; nil if there is none.
  static func query(_ trigrams: [String]) -> String? {
    guard !trigrams.isEmpty else { return nil }
    return trigrams.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: " AND ")
  }
}
