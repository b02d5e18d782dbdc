/// How a text is packed on its way, RFC 9110 section 8.4.1.
public enum ContentCoding: String, CaseIterable, Sendable {
  /// As it is.
  case identity
  /// What every client knows.
  case gzip
  /// Brotli.
  case br
  /// Zstandard.
  case zstd

  /// What is added to the name of a file that is packed beside it; nil for the file itself.
  var fileSuffix: String? {
    switch self {
    case .identity: nil
    case .gzip: ".gz"
    case .br: ".br"
    case .zstd: ".zst"
    }
  }

  /// The codings that a request accepts, the dearest first; `identity` is left out only if it is refused.
  ///
  /// Among equals the smaller result comes first, and packed before plain.
  static func accepted(_ field: String?) -> [ContentCoding] {
    guard let field else { return [.identity] }
    var weights: [String: Double] = [:]
    for item in field.split(separator: ",") {
      let parts = item.split(separator: ";").map { $0.trimmingBlanks }
      guard let name = parts.first?.lowercased(), !name.isEmpty else { continue }
      let weight = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }.flatMap {
        Double($0.dropFirst(2))
      }
      weights[name == "x-gzip" ? "gzip" : name] = min(1, max(0, weight ?? 1))
    }
    func weight(_ coding: ContentCoding) -> Double {
      weights[coding.rawValue] ?? weights["*"] ?? (coding == .identity ? 0.000_1 : 0)
    }
    let order: [ContentCoding] = [.br, .zstd, .gzip, .identity]
    return order.filter { weight($0) > 0 }.enumerated()
      .sorted { (weight($1.element), $0.offset) < (weight($0.element), $1.offset) }.map(\.element)
  }
}
