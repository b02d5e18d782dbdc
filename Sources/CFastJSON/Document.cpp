// Any JSON object into a record, through simdjson's document.
#include "Parser.h"

namespace {

using namespace simdjson;

cfj_text text(std::string_view view) { return {view.data(), view.size()}; }

bool startsWith(std::string_view view, std::string_view prefix) {
  return view.size() >= prefix.size() && view.compare(0, prefix.size(), prefix) == 0;
}

/// Walks one parsed object once and sorts its fields into a record.
class DocumentReader {
 public:
  DocumentReader(cfj_parser &parser, cfj_record &record) : parser(parser), record(record) {}

  void read(dom::object object) {
    cfj_text id{}, modelID{}, createdAt{}, createdAtSnake{};
    bool hasID = false, idIsText = true;
    dom::object card;
    bool hasCard = false, cardIsWrong = false;
    for (auto field : object) {
      const std::string_view key = field.key;
      const dom::element value = field.value;
      switch (key.size()) {
        case 2:
          if (key == "id") hasID = true, idIsText = value.is_string(), id = string(value);
          break;
        case 4:
          if (key == "tags") tags(value);
          break;
        case 5:
          if (key == "likes") number(value, CFJ_LIKES, record.likes);
          else if (key == "gated") gated(value);
          break;
        case 7:
          if (key == "modelId") modelID = string(value);
          break;
        case 8:
          if (key == "cardData") {
            if (value.get(card) == SUCCESS) hasCard = true;
            else cardIsWrong = !value.is_null();
          }
          break;
        case 9:
          if (key == "createdAt") take(value, CFJ_CREATED, createdAt);
          else if (key == "downloads") number(value, CFJ_DOWNLOADS, record.downloads);
          else if (key == "card_data") hasCard |= clientCard(value, card);
          break;
        case 10:
          if (key == "created_at") take(value, CFJ_CREATED, createdAtSnake);
          else if (key == "baseModels") apiBases(value);
          break;
        case 12:
          if (key == "pipeline_tag") take(value, CFJ_PIPELINE_TAG, record.pipeline_tag);
          else if (key == "library_name") take(value, CFJ_LIBRARY_NAME, record.library_name);
          else if (key == "front_matter") record.is_card = true, take(value, CFJ_FRONT_MATTER, record.front_matter);
          break;
        case 16:
          if (key == "downloadsAllTime") number(value, CFJ_DOWNLOADS_ALL, record.downloads_all);
          break;
        default: break;
      }
    }
    record.id = hasID ? id : modelID;
    record.created = createdAt.bytes ? createdAt : createdAtSnake;
    if (!idIsText) record.status = CFJ_ID_NOT_TEXT;
    else if (record.id.count == 0) record.status = CFJ_NO_ID;
    else record.status = CFJ_RECORD;
    record.id_is_hub = isHubID(record.id);
    if (cardIsWrong && !hasCard && !record.card_yaml.bytes) wrong(CFJ_CARD);
    if (hasCard) readCard(card);
    record.can_declare = hasCard || record.card_yaml.bytes || record.license_tags.stated;
  }

 private:
  cfj_parser &parser;
  cfj_record &record;

  static cfj_text string(dom::element value) {
    std::string_view view;
    return value.get(view) == SUCCESS ? text(view) : cfj_text{};
  }

  void wrong(cfj_field field) { record.wrong_types |= field; }

  void take(dom::element value, cfj_field field, cfj_text &into) {
    into = string(value);
    if (!into.bytes && !value.is_null()) wrong(field);
  }

  void number(dom::element value, cfj_field field, int64_t &into) {
    int64_t count;
    if (value.get(count) == SUCCESS && count >= 0) into = count;
    else if (!value.is_null()) wrong(field);
  }

  void gated(dom::element value) {
    bool flag;
    std::string_view word;
    if (value.get(flag) == SUCCESS) record.gated = flag;
    else if (value.get(word) == SUCCESS && (word == "auto" || word == "manual")) record.gated = 1;
    else if (!value.is_null()) wrong(CFJ_GATED);
  }

  void tags(dom::element value) {
    static constexpr std::string_view baseModel = "base_model:", license = "license:";
    dom::array array;
    if (value.get(array) != SUCCESS) {
      if (!value.is_null()) wrong(CFJ_TAGS);
      return;
    }
    parser.baseModelTags.clear();
    parser.licenseTags.clear();
    record.base_model_tags.stated = record.license_tags.stated = true;
    for (dom::element item : array) {
      std::string_view tag;
      if (item.get(tag) != SUCCESS) wrong(CFJ_TAGS);
      else if (startsWith(tag, baseModel)) parser.baseModelTags.push_back(text(tag.substr(baseModel.size())));
      else if (startsWith(tag, license)) parser.licenseTags.push_back(text(tag.substr(license.size())));
    }
  }

  /// A text or a list of texts; what is neither is left out and flagged.
  void list(dom::element value, cfj_field field, Texts &into, cfj_texts &view) {
    if (value.is_null()) return;
    into.clear();
    std::string_view single;
    dom::array array;
    if (value.get(single) == SUCCESS) {
      into.push_back(text(single));
    } else if (value.get(array) == SUCCESS) {
      for (dom::element item : array) {
        if (item.get(single) == SUCCESS) into.push_back(text(single));
        else wrong(field);
      }
      if (into.empty() && array.size() > 0) return;
    } else {
      wrong(field);
      return;
    }
    view.stated = true;
  }

  void apiBases(dom::element value) {
    dom::object object;
    dom::array models;
    if (value.is_null()) return;
    if (value.get(object) != SUCCESS || object["models"].get(models) != SUCCESS) {
      wrong(CFJ_BASE_MODELS);
      return;
    }
    parser.apiBases.clear();
    record.api_bases.stated = true;
    dom::element relation;
    if (object["relation"].get(relation) == SUCCESS) take(relation, CFJ_BASE_MODELS, record.api_relation);
    for (dom::element model : models) {
      std::string_view id;
      if (model["id"].get(id) == SUCCESS || model.get(id) == SUCCESS) parser.apiBases.push_back(text(id));
      else wrong(CFJ_BASE_MODELS);
    }
  }

  /// What the Hub's Python client calls `card_data`: an object, or the YAML text of one. True if it is an object.
  bool clientCard(dom::element value, dom::object &card) {
    if (value.get(card) == SUCCESS) return true;
    take(value, CFJ_CARD, record.card_yaml);
    return false;
  }

  void readCard(dom::object card) {
    record.card_yaml = {};
    for (auto field : card) {
      const std::string_view key = field.key;
      const dom::element value = field.value;
      switch (key.size()) {
        case 7:
          if (key == "license") list(value, CFJ_CARD_LICENSE, parser.cardLicenses, record.card_licenses);
          break;
        case 10:
          if (key == "base_model") list(value, CFJ_CARD_BASE_MODEL, parser.cardBases, record.card_bases);
          break;
        case 12:
          if (key == "license_name") take(value, CFJ_CARD_LICENSE_NAME, record.card_license_name);
          else if (key == "license_link") take(value, CFJ_CARD_LICENSE_LINK, record.card_license_link);
          break;
        case 13:
          if (key == "merged_models") list(value, CFJ_MERGED_MODELS, parser.cardMerged, record.card_merged);
          break;
        case 19:
          if (key == "base_model_relation") take(value, CFJ_CARD_RELATION, record.card_relation);
          break;
        default: break;
      }
    }
  }
};

void parse(cfj_parser &parser, const void *bytes, size_t count, cfj_record &record) {
  dom::element root;
  const error_code error = parser.document.parse(static_cast<const uint8_t *>(bytes), count, false).get(root);
  if (error) {
    record.status = error == UTF8_ERROR ? CFJ_NOT_UTF8 : CFJ_NOT_JSON;
    record.reason = error_message(error);
    return;
  }
  dom::object object;
  if (root.get(object) != SUCCESS) {
    record.status = CFJ_NOT_OBJECT;
    return;
  }
  DocumentReader(parser, record).read(object);
  parser.publish(record);
}

}  // namespace

void cfj_read(cfj_parser *parser, const void *bytes, size_t count, cfj_record *record) {
  try {
    parser->reset(*record);
    parse(*parser, bytes, count, *record);
  } catch (...) {
    parser->reset(*record);
    record->status = CFJ_NOT_JSON;
    record->reason = "there is not enough memory for the record";
  }
}
