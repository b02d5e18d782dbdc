import LineageSite

/// Addresses of models in bills of materials.
enum PackageAddress {
  /// An id with everything but letters, digits, `.`, `-`, `_`, `~` and `/` percent-encoded.
  static func path(_ id: String) -> String {
    id.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        String(Character(Unicode.Scalar(byte)))
      default:
        ".-_~/".utf8.contains(byte)
          ? String(Character(Unicode.Scalar(byte)))
          : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  /// The page of a model; of a text that is no id on the Hub, where it would be.
  static func page(_ id: String) -> String {
    HubAddress.ofModel(id) ?? "https://huggingface.co/" + path(id)
  }
}
