/// Finds the objects of a saved page of the Hub's API: a JSON array of them, or objects over several lines.
///
/// The brackets and commas between them are passed over, so that every object can be read like a line.
enum JSONElements {
  /// What stands at the beginning of a text.
  enum Element {
    /// Blanks, commas and brackets of the outer array.
    case separator(count: Int)
    /// A whole object.
    case object(count: Int)
    /// Something else up to the next separator or line end.
    case other(count: Int)
    /// The text ends within an object or other value.
    case incomplete
  }

  /// Looks at the beginning of a text; `isAtEnd` says that no more text follows.
  static func next(in text: UnsafeRawBufferPointer, isAtEnd: Bool) -> Element {
    var i = 0
    while i < text.count, isSeparator(text[i]) { i += 1 }
    if i > 0 || text.isEmpty { return .separator(count: i) }
    if text[0] == UInt8(ascii: "{") { return object(text) }
    var isQuoted = false
    while i < text.count {
      let byte = text[i]
      if byte == UInt8(ascii: "\n") || (!isQuoted && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")))
      {
        return .other(count: i)
      }
      if byte == UInt8(ascii: "\\") { i += 1 } else if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      i += 1
    }
    return isAtEnd ? .other(count: text.count) : .incomplete
  }

  private static func object(_ text: UnsafeRawBufferPointer) -> Element {
    var (i, depth, isQuoted) = (0, 0, false)
    while i < text.count {
      switch text[i] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\") where isQuoted: i += 1
      case UInt8(ascii: "{") where !isQuoted: depth += 1
      case UInt8(ascii: "}") where !isQuoted:
        depth -= 1
        if depth == 0 { return .object(count: i + 1) }
      default: break
      }
      i += 1
    }
    return .incomplete
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
  }
}
