/// How an edge is known.
///
/// The raw value is what the catalog and the graph's edge labels store; never renumber.
public enum Evidence: UInt8, CaseIterable, Sendable, Codable {
  /// The model's own card or tags say so.
  case declared = 0
  /// A file on disk says so (`adapter_config.json`, a GGUF header, ...).
  case detected = 1
  /// A rule on names says so.
  case inferred = 2
  /// A source outside the Hub reports it.
  case reported = 3
  /// The maker admitted it later.
  case admitted = 4
  /// A paper or report by the maker documents it.
  case documented = 5
  /// Somebody claims it and nobody confirmed it.
  case alleged = 6

  /// The word used in every output.
  public var word: String {
    switch self {
    case .declared: "declared"
    case .detected: "detected"
    case .inferred: "inferred"
    case .reported: "reported"
    case .admitted: "admitted"
    case .documented: "documented"
    case .alleged: "alleged"
    }
  }

  /// Reads one of the words; nil for any other.
  public init?(word: some StringProtocol) {
    guard let match = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = match
  }

  /// Order for `--min-evidence`: declared 5, detected 4, documented 3, admitted 2, reported and inferred 1, alleged 0.
  public var grade: Int {
    switch self {
    case .declared: 5
    case .detected: 4
    case .documented: 3
    case .admitted: 2
    case .reported, .inferred: 1
    case .alleged: 0
    }
  }
}
