/// A declared license label in the spelling of the Hub's list of license ids.
///
/// Only spelling is repaired here. What a label means, and what `other` with a name and a link means, is not.
public struct LicenseLabel: Hashable, Sendable {
  /// What became of the label.
  public enum Change: Sendable {
    /// It was spelled right, or nothing was declared.
    case none
    /// It was spelled in another way.
    case repaired
    /// It says nothing that can be looked up.
    case unusable
  }

  /// The label, several joined by ", "; nil when nothing usable was declared.
  public let text: String?
  /// What became of the label.
  public let change: Change

  /// Reads a label as declared; several are separated by commas.
  ///
  /// Addresses are kept as written, because paths may depend on letter case. The Hub's own ids `other` and
  /// `unknown` are labels like any other.
  public init(written: String) {
    let bare = Self.stripped(written)
    if bare.isEmpty || bare == "null" || bare == "~" {
      (text, change) = (nil, .none)
      return
    }
    if bare.contains("://") {
      (text, change) = (bare, bare == written ? .none : .repaired)
      return
    }
    var labels: [String] = []
    for part in bare.split(separator: ",") {
      let label = Self.spelled(Self.stripped(part))
      if !label.isEmpty, !labels.contains(label), !Self.unusable.contains(label) { labels.append(label) }
    }
    let joined = labels.joined(separator: ", ")
    text = joined.isEmpty ? nil : joined
    change = joined.isEmpty ? .unusable : joined == written ? .none : .repaired
  }

  private static func spelled(_ label: String) -> String {
    var text = String(label.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
    for ending in ["-license", "-licence"] where text.hasSuffix(ending) {
      let short = String(text.dropLast(ending.count))
      if short == "mit" || spellings[short] != nil || isVersioned(short) { text = short }
    }
    return spellings[text] ?? text
  }

  /// Whether the text is a Hub id that ends in a version, like `apache-2.0`.
  private static func isVersioned(_ text: String) -> Bool {
    let families = [
      "apache-", "gpl-", "lgpl-", "agpl-", "cc-by-", "cc0-", "bsd-", "afl-", "mpl-", "osl-", "epl-",
    ]
    return text.last?.isNumber == true && families.contains { text.hasPrefix($0) }
  }

  private static func stripped(_ text: some StringProtocol) -> String {
    let around: Set<Character> = [" ", "\t", "\n", "\r", "\r\n", "\"", "'", "[", "]"]
    var rest = Substring(text)
    while let first = rest.first, around.contains(first) { rest.removeFirst() }
    while let last = rest.last, around.contains(last) { rest.removeLast() }
    return String(rest)
  }

  /// Spellings seen for an id of the Hub, in lower case with hyphens for blanks.
  private static let spellings: [String: String] = [
    "apache2": "apache-2.0", "apache2.0": "apache-2.0", "apache-2": "apache-2.0",
    "apache-license-2.0": "apache-2.0", "apache-v2": "apache-2.0", "apache-license-version-2.0": "apache-2.0",
    "llama-2": "llama2", "llama-3": "llama3", "llama-3.1": "llama3.1", "llama-3.2": "llama3.2",
    "llama-3.3": "llama3.3", "llama-4": "llama4", "llama3-1": "llama3.1", "llama3-2": "llama3.2",
    "llama3-3": "llama3.3",
    "gpl2": "gpl-2.0", "gplv2": "gpl-2.0", "gpl-2": "gpl-2.0", "gpl3": "gpl-3.0", "gplv3": "gpl-3.0",
    "gpl-v3": "gpl-3.0", "gpl-3": "gpl-3.0", "agpl3": "agpl-3.0", "agplv3": "agpl-3.0", "agpl-3": "agpl-3.0",
    "lgpl3": "lgpl-3.0", "lgplv3": "lgpl-3.0", "lgpl-3": "lgpl-3.0",
    "bsd2": "bsd-2-clause", "bsd-2": "bsd-2-clause", "bsd3": "bsd-3-clause", "bsd-3": "bsd-3-clause",
    "cc0": "cc0-1.0", "cc-0": "cc0-1.0", "cc-by4.0": "cc-by-4.0", "cc-by-4": "cc-by-4.0",
    "cc-by-nc-4": "cc-by-nc-4.0", "cc-by-sa-4": "cc-by-sa-4.0", "cc-by-nc-sa-4": "cc-by-nc-sa-4.0",
    "cc-by-nc-nd-4": "cc-by-nc-nd-4.0",
  ]

  private static let unusable: Set<String> = [
    "not-specified", "unspecified", "multiple", "none", "n/a", "na", "tbd", "todo", "?", "-", "license",
    "licence",
    "null", "custom", "more-information-needed",
  ]
}
