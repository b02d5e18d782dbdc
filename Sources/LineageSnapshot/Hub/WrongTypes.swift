import CFastJSON
import LineageCore

/// The fields of a Hub record whose value can have the wrong type, and what each should be.
enum WrongTypes {
  private static let fields: [(bit: cfj_field, name: String, wanted: String)] = [
    (CFJ_CREATED, "createdAt", "a text"),
    (CFJ_TAGS, "tags", "a list of texts"),
    (CFJ_CARD, "cardData", "an object"),
    (CFJ_PIPELINE_TAG, "pipeline_tag", "a text"),
    (CFJ_LIBRARY_NAME, "library_name", "a text"),
    (CFJ_DOWNLOADS, "downloads", "a count"),
    (CFJ_DOWNLOADS_ALL, "downloadsAllTime", "a count"),
    (CFJ_LIKES, "likes", "a count"),
    (CFJ_GATED, "gated", "false, \"auto\" or \"manual\""),
    (CFJ_BASE_MODELS, "baseModels", "an object with a relation and models"),
    (CFJ_CARD_BASE_MODEL, "base_model", "a text or a list of texts"),
    (CFJ_CARD_RELATION, "base_model_relation", "a text"),
    (CFJ_CARD_LICENSE, "license", "a text or a list of texts"),
    (CFJ_CARD_LICENSE_NAME, "license_name", "a text"),
    (CFJ_CARD_LICENSE_LINK, "license_link", "a text"),
    (CFJ_MERGED_MODELS, "merged_models", "a list of texts"),
    (CFJ_FRONT_MATTER, "front_matter", "a text"),
  ]

  /// Makes one finding for each field that is flagged.
  static func report(_ bits: UInt32, id: TextID, line: Int, into sink: inout RecordSink) {
    let subject = sink.table.texts[id]
    for field in fields where bits & field.bit.rawValue != 0 {
      sink.repair(.wrongType, subject: subject, detail: "\(field.name) is not \(field.wanted)", line: line)
    }
  }
}
