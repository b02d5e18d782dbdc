/// The path of a request, taken apart before anything is decoded: a `%2F` is part of a segment and never a boundary.
struct RequestPath: Equatable {
  /// Decoded segments without those that are empty at the end.
  let segments: [String]
  /// Whether it names a folder: it ends with a slash.
  let isFolder: Bool
  /// As it was asked for, still encoded; begins with exactly one slash.
  let raw: String

  /// Nil for what no address of ours looks like: not absolute, an empty segment inside, a broken escape, a text that
  /// is not UTF-8, a control character.
  init?(_ raw: String) {
    guard raw.utf8.first == UInt8(ascii: "/") else { return nil }
    var parts = raw.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    isFolder = parts.last?.isEmpty ?? true
    if isFolder { parts = parts.dropLast() }
    var segments: [String] = []
    for part in parts {
      guard !part.isEmpty, let text = Self.decoded(part) else { return nil }
      segments.append(text)
    }
    (self.segments, self.raw) = (segments, raw)
  }

  /// The path of some segments.
  init(segments: [String]) {
    (self.segments, isFolder) = (segments, false)
    raw = "/" + segments.map(Self.encoded).joined(separator: "/")
  }

  /// - Parameter plusIsBlank: As in the values of a query.
  static func decoded(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
          return nil
        }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsBlank: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    guard !bytes.contains(where: { $0 < 32 || $0 == 127 }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// A text as a segment of a path or a value of a query.
  static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexDigit(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
