/// A pattern on ids without regard to letter case; `*` is any run of characters, also none.
public struct TextGlob: Hashable, Sendable {
  /// The pattern as written.
  public let pattern: String
  private let folded: [UInt8]

  /// A pattern.
  public init(_ pattern: String) { (self.pattern, folded) = (pattern, Array(ModelID.folded(pattern).utf8)) }

  /// False if a text certainly does not fit; judged by what stands before the first `*`.
  func mayMatch(_ text: UnsafeRawBufferPointer) -> Bool {
    for (position, byte) in folded.enumerated() {
      if byte == UInt8(ascii: "*") || byte >= 128 { return true }
      guard position < text.count else { return false }
      let other = text[position]
      if other >= 128 { return true }
      if ((65...90).contains(other) ? other + 32 : other) != byte { return false }
    }
    return true
  }

  /// Whether the whole text fits.
  ///
  /// - Complexity: O(text · pattern) at worst.
  public func matches(_ text: String) -> Bool {
    let glob = Glob(pattern)
    return Array(ModelID.folded(text).utf8).withUnsafeBufferPointer { glob.matches($0) }
  }
}
