/// A JSON document that is written the same way every time: keys sorted by bytes, two blanks of indent, one
/// newline at the end.
indirect enum JSONText {
  case null
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([JSONText])
  case object([String: JSONText])

  /// A text, or null.
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }

  /// The document's bytes.
  ///
  /// - Complexity: O(bytes), and a sort of the keys of each object.
  func document() -> [UInt8] {
    var out: [UInt8] = []
    write(to: &out, indent: 0)
    out.append(UInt8(ascii: "\n"))
    return out
  }

  private func write(to out: inout [UInt8], indent: Int) {
    switch self {
    case .null: out += "null".utf8
    case .text(let text): Self.quote(text, to: &out)
    case .number(let value): out += String(value).utf8
    case .flag(let value): out += (value ? "true" : "false").utf8
    case .list(let items):
      Self.wrap(items, "[", "]", &out, indent) { item, out in item.write(to: &out, indent: indent + 1) }
    case .object(let fields):
      let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.wrap(sorted, "{", "}", &out, indent) { field, out in
        Self.quote(field.key, to: &out)
        out += ": ".utf8
        field.value.write(to: &out, indent: indent + 1)
      }
    }
  }

  private static func wrap<Item>(
    _ items: [Item], _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ out: inout [UInt8], _ indent: Int,
    _ write: (Item, inout [UInt8]) -> Void
  ) {
    out.append(UInt8(ascii: open))
    for (i, item) in items.enumerated() {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      newline(&out, indent + 1)
      write(item, &out)
    }
    if !items.isEmpty { newline(&out, indent) }
    out.append(UInt8(ascii: close))
  }

  private static func newline(_ out: inout [UInt8], _ indent: Int) {
    out.append(UInt8(ascii: "\n"))
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
  }

  static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    defer { out.append(UInt8(ascii: "\"")) }
    let isPlain = !text.utf8.contains {
      $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
    }
    if isPlain {
      out.append(contentsOf: text.utf8)
      return
    }
    let hex = Array("0123456789abcdef".utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): out += "\\\"".utf8
      case UInt8(ascii: "\\"): out += "\\\\".utf8
      case UInt8(ascii: "\n"): out += "\\n".utf8
      case UInt8(ascii: "\t"): out += "\\t".utf8
      case 0..<0x20, 0x7F: out += "\\u00".utf8 + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
  }
}
