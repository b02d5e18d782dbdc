import COpenSSL

/// One folder name of a model's address: reversible, and safe on every file system and in every URL.
///
/// `~` never occurs in a Hub id, so every escape begins with it:
/// - a byte outside `A-Za-z0-9._-`, a leading dot and a final dot become `~XX` (upper-case hex);
/// - a Windows device name (`con`, `aux.txt`, ...) gets a `~` after its stem, our own file names one at the end;
/// - a segment over 120 bytes keeps its first 104 and gets `~` and 12 hex digits of the id's SHA-256; it is the
///   only form that ``decode(_:)`` cannot undo.
public enum PathSegment {
  /// Longest segment in bytes that is written out in full.
  public static let longest = 120
  static let ownFiles: Set<String> = ["index.html", "index.json", "index.md"]

  /// The segment for a part of an id; `id` is the whole id, which a long segment is told apart by.
  ///
  /// - Complexity: O(bytes).
  public static func encode(_ part: String, of id: String) -> String {
    let bytes = Array(part.utf8)
    if bytes.isEmpty { return "~" }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for (i, byte) in bytes.enumerated() {
      let dotAtEdge = byte == UInt8(ascii: ".") && (i == 0 || i == bytes.count - 1)
      if isPlain(byte), !dotAtEdge { out.append(byte) } else { out += escape(byte) }
    }
    var segment = String(decoding: out, as: UTF8.self)
    let stem = segment.prefix { $0 != "." }
    if isDevice(stem) {
      segment = stem + "~" + segment.dropFirst(stem.count)
    } else if ownFiles.contains(segment.lowercased()) {
      segment += "~"
    }
    if segment.utf8.count <= longest { return segment }
    return segment.prefix(104) + "~" + digest(id).prefix(12)
  }

  /// The part of an id that a segment was made from; nil if it is no segment, or was cut.
  ///
  /// - Complexity: O(bytes).
  public static func decode(_ segment: String) -> String? {
    let bytes = Array(segment.utf8)
    var out: [UInt8] = []
    var i = 0
    while i < bytes.count {
      if bytes[i] != UInt8(ascii: "~") {
        guard isPlain(bytes[i]) else { return nil }
        out.append(bytes[i])
        i += 1
      } else if i + 2 < bytes.count, let high = value(bytes[i + 1]), let low = value(bytes[i + 2]) {
        out.append(high << 4 | low)
        i += 3
      } else if i + 1 == bytes.count || bytes[i + 1] == UInt8(ascii: ".") {
        i += 1  // the mark after a device name or one of our own file names
      } else {
        return nil
      }
    }
    return String(validating: out, as: UTF8.self)
  }

  /// Lower-case hex digits of the SHA-256 of a text.
  static func digest(_ text: String) -> String {
    var copy = text
    var hash = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    copy.withUTF8 { bytes in _ = SHA256(bytes.baseAddress, bytes.count, &hash) }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func escape(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "~"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func isDevice(_ stem: Substring) -> Bool {
    let folded = stem.lowercased()
    switch folded {
    case "con", "prn", "aux", "nul": return true
    default:
      guard folded.utf8.count == 4, folded.hasPrefix("com") || folded.hasPrefix("lpt"),
        let digit = folded.utf8.last
      else { return false }
      return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
    }
  }
}
