/// The rule for a repository id: `owner/name`, one slash, no blank anywhere (shares definition, section 1).
///
/// Ids travel through the program as plain strings or interned bytes, exactly as spelled; this type holds what
/// can be asked of them.
public enum ModelID {
  /// Whether the text has the form `owner/name`.
  public static func isValid(_ text: some StringProtocol) -> Bool {
    var copy = String(text)
    return copy.withUTF8 { isValid(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// The same for UTF-8 bytes, without making a string unless a byte is not ASCII.
  ///
  /// - Complexity: O(bytes).
  public static func isValid(utf8 bytes: UnsafeRawBufferPointer) -> Bool {
    var slash = -1
    for (i, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "/"):
        if slash >= 0 { return false }
        slash = i
      case 9...13, 28...32: return false  // the ASCII blanks, as Unicode and Python's \s have them
      case 128...:
        return isValidUnicode(String(decoding: bytes, as: UTF8.self))
      default: break
      }
    }
    return slash > 0 && slash < bytes.count - 1
  }

  /// The part before the slash; the whole text if there is none.
  public static func owner(_ id: some StringProtocol) -> String {
    String(id.prefix { $0 != "/" })
  }

  /// The part after the slash; the whole text if there is none.
  public static func name(_ id: some StringProtocol) -> String {
    guard let slash = id.firstIndex(of: "/") else { return String(id) }
    return String(id[id.index(after: slash)...])
  }

  /// The form in which references are compared: lower case.
  public static func folded(_ id: String) -> String { id.lowercased() }

  private static func isValidUnicode(_ text: String) -> Bool {
    let parts = text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && !text.unicodeScalars.contains { $0.properties.isWhitespace || (28...31).contains($0.value) }
  }
}
