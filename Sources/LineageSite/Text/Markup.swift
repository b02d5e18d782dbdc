/// Text that may stand in HTML or XML, in content and in quoted attribute values.
///
/// Templates print values as they are; only this type makes them, so nothing unescaped reaches a page.
/// Escaping works on Unicode scalars: a quote followed by a combining mark is one `Character` and would pass a
/// rule written for characters.
struct Markup: Hashable, Sendable {
  /// The escaped text.
  let text: String

  /// Escapes a text after ``visible(_:)``.
  ///
  /// - Complexity: O(bytes).
  init(_ raw: String) {
    text = Self.visible(raw).rewritten(where: Self.isSpecial) { byte, bytes in
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      default: bytes += "&#39;".utf8
      }
    }
  }

  /// Takes markup that this module wrote.
  init(trusted: String) { text = trusted }

  /// A text without what XML forbids or what shows something other than it is: controls, noncharacters,
  /// invisible and direction-changing characters become U+FFFD, line breaks and tabs a blank.
  ///
  /// - Complexity: O(bytes); no copy for printable ASCII.
  static func visible(_ raw: String) -> String {
    guard raw.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return raw }
    var result = String.UnicodeScalarView()
    for scalar in raw.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: result.append(" ")
      case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
        0xFFF9...0xFFFB, 0xFDD0...0xFDEF, 0xE0000...0xE007F:
        result.append("\u{FFFD}")
      default: result.append(scalar.value & 0xFFFE == 0xFFFE ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    default: false
    }
  }
}

extension String {
  /// The text with something else in the place of some ASCII bytes; no copy if there are none.
  ///
  /// - Complexity: O(bytes).
  func rewritten(where isSpecial: (UInt8) -> Bool, _ write: (UInt8, inout [UInt8]) -> Void) -> String {
    guard utf8.contains(where: isSpecial) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + 32)
    for byte in utf8 {
      if isSpecial(byte) { write(byte, &bytes) } else { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
