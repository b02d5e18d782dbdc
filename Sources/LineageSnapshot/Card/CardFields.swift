import LineageCore

/// What a card's front matter declares about lineage and license, every scalar as written.
struct CardFields {
  /// `base_model`; nil when the key is absent or null.
  var bases: [String]?
  /// `merged_models`, which the Hub does not read.
  var merged: [String]?
  /// `base_model_relation` as written.
  var relationText: String?
  /// `license`; several are joined by ", ".
  var license: String?
  /// `license_name`.
  var licenseName: String?
  /// `license_link`.
  var licenseLink: String?
  /// `pipeline_tag`.
  var task: String?
  /// `library_name`.
  var library: String?
  /// `tags`.
  var tags: [String] = []
  /// `datasets`: what the model was trained on.
  var datasets: [String] = []
  /// True if a program that quantizes models put its name into the card (`quantized_by`).
  var namesQuantizer = false

  /// The relation the card states; nil if it states none that is known.
  var relation: Relation? {
    let stated = relationText.map { Relation(spelling: $0) } ?? .unspecified
    return stated == .unspecified ? nil : stated
  }

  /// The parents the card declares, and the relation that the key itself implies.
  var parents: (ids: [String], implied: Relation)? {
    if let bases { return (bases.isEmpty ? [""] : bases, .unspecified) }
    return merged.map { ($0, .merge) }
  }
}

/// The keys of a card that are read.
enum CardKey: String {
  case baseModel = "base_model"
  case mergedModels = "merged_models"
  case relation = "base_model_relation"
  case license
  case licenseName = "license_name"
  case licenseLink = "license_link"
  case task = "pipeline_tag"
  case library = "library_name"
  case tags
  case datasets
  case quantizedBy = "quantized_by"

  /// The key meant by a spelling that the Hub does not read; nil if none is.
  static func misspelled(_ key: String) -> CardKey? {
    let folded = String(key.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    switch folded {
    case "licence", "licenses", "licences": return .license
    case "licence_name": return .licenseName
    case "licence_link": return .licenseLink
    case "base_models", "basemodel", "basemodels": return .baseModel
    default:
      guard folded != key, let meant = CardKey(rawValue: folded),
        ![.tags, .datasets, .quantizedBy].contains(meant)
      else {
        return nil
      }
      return meant
    }
  }
}
