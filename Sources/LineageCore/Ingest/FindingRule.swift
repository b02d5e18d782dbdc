// A rule documents itself: its summary is what the report, the help and the site print.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// A rule that makes findings, as a value: the report, the help and the documentation are made from ``all``.
public struct FindingRule: Hashable, Sendable {
  /// Stable name, used in reports and to look the rule up.
  public let id: String
  /// How much its findings matter.
  public let level: Finding.Level
  /// What a finding of it means, in one sentence.
  public let summary: String

  init(_ id: String, _ level: Finding.Level, _ summary: String) {
    (self.id, self.level, self.summary) = (id, level, summary)
  }

  /// The rule with that id; nil if there is none.
  public static func named(_ id: String) -> FindingRule? { all.first { $0.id == id } }
}

// Inputs and records: made by the readers.
extension FindingRule {
  public static let unreadableSource = Self(
    "unreadable-source", .error, "The input could not be read to its end.")
  public static let unknownFormat = Self(
    "unknown-format", .warning, "The file is no input we know; it was left out.")
  public static let emptySource = Self("empty-source", .warning, "The input holds no record.")
  public static let malformedRecord = Self(
    "malformed-record", .error, "The record is not valid JSON, CSV or UTF-8.")
  public static let recordWithoutID = Self("record-without-id", .error, "The record names no model.")
  public static let invalidModelID = Self(
    "invalid-model-id", .error, "The model's id is not of the form owner/name.")
  public static let wrongType = Self(
    "wrong-type", .warning, "A field has a value of the wrong type; it was left out.")
  public static let invalidDate = Self(
    "invalid-date", .warning, "A date is no calendar date; the model counts as undated.")
  public static let errorPage = Self(
    "error-page", .error, "The card is an error page of the Hub, not a card.")
  public static let cardWithoutFrontMatter = Self(
    "card-without-front-matter", .note, "The card declares nothing: it has no front matter.")
  public static let unterminatedFrontMatter = Self(
    "unterminated-front-matter", .warning,
    "The card's front matter has no closing line; it was read to the end.")
  public static let invalidYAML = Self("invalid-yaml", .error, "The card's front matter is not YAML.")
  public static let duplicateKey = Self(
    "duplicate-key", .warning, "A key occurs twice in the front matter; the last counts.")
  public static let oversizedFrontMatter = Self(
    "oversized-front-matter", .warning,
    "The front matter is larger than 1 MiB or nested deeper than 64; it was left out.")
  public static let misspelledKey = Self(
    "misspelled-key", .warning, "A key is spelled in a way that the Hub does not read.")
  public static let inferredRelation = Self(
    "inferred-relation", .note, "The card names no relation; it was inferred by the Hub's own rule.")
  public static let malformedFile = Self(
    "malformed-file", .error, "A file of the model is not what its name says; nothing was taken from it.")
  public static let cardFileConflict = Self(
    "card-file-conflict", .warning, "The card and a file of the model disagree on a parent or a license.")
  public static let detectedLicense = Self(
    "detected-license", .note, "No card declares a license; the one that a file names was taken.")
}

// References and identity: made by the normaliser.
extension FindingRule {
  public static let urlReference = Self(
    "url-reference", .note, "A parent is written as a URL; the id in it was taken.")
  public static let quotedReference = Self(
    "quoted-reference", .note, "A parent is wrapped in quotes, brackets or blanks; they were removed.")
  public static let cachePath = Self(
    "cache-path", .warning, "A parent is a path into a download cache; the id in the path was taken.")
  public static let localPath = Self(
    "local-path", .error, "A parent is a path on somebody's machine; nobody else can resolve it.")
  public static let underscoreForSlash = Self(
    "underscore-for-slash", .warning,
    "A parent is written owner_name; the model owner/name is present and was taken.")
  public static let ownerlessID = Self(
    "ownerless-id", .error, "A parent has no owner, and no alias says whose it is.")
  public static let productName = Self(
    "product-name", .error, "A parent is a product's name, not a repository.")
  public static let placeholder = Self(
    "placeholder-reference", .error, "A parent is a template's placeholder, not a repository.")
  public static let emptyReference = Self("empty-reference", .warning, "A parent is declared but empty.")
  public static let invalidReference = Self(
    "invalid-reference", .error, "A parent is not of the form owner/name, and no rule can repair it.")
  public static let aliasResolved = Self(
    "alias-resolved", .note, "A parent is a known copy or former name; the original was taken.")
  public static let caseFixed = Self(
    "case-fixed", .warning, "A parent is spelled in another letter case than the repository.")
  public static let selfLoop = Self("self-loop", .error, "The model names itself as its parent.")
  public static let duplicateReference = Self(
    "duplicate-reference", .note, "A parent is declared more than once; one edge was kept.")
  public static let relationConflict = Self(
    "relation-conflict", .warning, "One pair is declared with two relations; the stronger was kept.")
  public static let caseTwins = Self(
    "case-twins", .note, "Models differ only in letter case; they are kept apart.")
  public static let repeatedModel = Self(
    "repeated-model", .note, "The model has several rows; parents were joined, the earliest date kept.")
  public static let childOlderThanParent = Self(
    "child-older-than-parent", .warning, "The model is older than the parent it declares.")
  public static let cycle = Self(
    "cycle", .error, "Models name each other as parents, directly or around a ring.")
  public static let licenseLabelRepaired = Self(
    "license-label-repaired", .note, "The license label was not spelled as the Hub spells it.")
  public static let licenseUnusable = Self(
    "license-unusable", .warning, "The license label says nothing that can be looked up.")
}

extension FindingRule {
  /// Whether a finding of the normaliser means that a reference was read as something else than what is written.
  /// Aliases are knowledge of ours and no repair of the record.
  var repairs: Bool {
    switch self {
    case .urlReference, .quotedReference, .cachePath, .underscoreForSlash, .caseFixed: true
    default: false
    }
  }

  /// Every rule, in the order of the report.
  public static let all: [FindingRule] = [
    unreadableSource, unknownFormat, emptySource, malformedRecord, recordWithoutID, invalidModelID, wrongType,
    invalidDate, errorPage, cardWithoutFrontMatter, unterminatedFrontMatter, invalidYAML, duplicateKey,
    oversizedFrontMatter, misspelledKey, inferredRelation, malformedFile, cardFileConflict, detectedLicense,
    urlReference, quotedReference, cachePath, localPath, underscoreForSlash, ownerlessID, productName,
    placeholder,
    emptyReference, invalidReference, aliasResolved, caseFixed, selfLoop, duplicateReference,
    relationConflict,
    caseTwins, repeatedModel, childOlderThanParent, cycle, licenseLabelRepaired, licenseUnusable,
  ]
}
