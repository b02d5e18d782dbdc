// One Hub record from one JSON text, by simdjson: a single call parses and hands back views.
#ifndef CFASTJSON_H
#define CFASTJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that must be readable after the text given to cfj_read; what they hold does not matter.
enum { CFJ_PADDING = 64 };

/// UTF-8 inside the parser, valid until its next call. `bytes` is NULL when the field is absent.
typedef struct cfj_text {
  const char *bytes;
  size_t count;
} cfj_text;

/// Several texts, in the order written. `stated` is false when the field is absent.
typedef struct cfj_texts {
  const cfj_text *items;
  size_t count;
  bool stated;
} cfj_texts;

/// What the JSON text was found to be; all but CFJ_RECORD leave the fields empty.
typedef enum cfj_status : int32_t {
  CFJ_RECORD,
  CFJ_NOT_JSON,
  CFJ_NOT_UTF8,
  CFJ_NOT_OBJECT,
  CFJ_NO_ID,
  CFJ_ID_NOT_TEXT,
} cfj_status;

/// Fields that were present with a value of the wrong type; they count as absent.
typedef enum cfj_field : uint32_t {
  CFJ_CREATED = 1u << 0,
  CFJ_TAGS = 1u << 1,
  CFJ_CARD = 1u << 2,
  CFJ_PIPELINE_TAG = 1u << 3,
  CFJ_LIBRARY_NAME = 1u << 4,
  CFJ_DOWNLOADS = 1u << 5,
  CFJ_LIKES = 1u << 6,
  CFJ_GATED = 1u << 7,
  CFJ_BASE_MODELS = 1u << 8,
  CFJ_CARD_BASE_MODEL = 1u << 9,
  CFJ_CARD_RELATION = 1u << 10,
  CFJ_CARD_LICENSE = 1u << 11,
  CFJ_CARD_LICENSE_NAME = 1u << 12,
  CFJ_CARD_LICENSE_LINK = 1u << 13,
  CFJ_MERGED_MODELS = 1u << 14,
  CFJ_FRONT_MATTER = 1u << 15,
} cfj_field;

/// The fields of one record that say something about lineage or license.
typedef struct cfj_record {
  cfj_status status;
  /// A bit of cfj_field for each field of the wrong type.
  uint32_t wrong_types;
  /// Why the text is no JSON; a constant, NULL otherwise.
  const char *reason;
  /// `id`, else `modelId`.
  cfj_text id;
  /// `createdAt`, else `created_at`.
  cfj_text created;
  cfj_text pipeline_tag;
  cfj_text library_name;
  /// -1 when absent.
  int64_t downloads;
  /// -1 when absent.
  int64_t likes;
  /// 1 for true, "auto" and "manual"; 0 for false; -1 when absent.
  int32_t gated;
  /// True if the object has tags or a card: then a license that is not there was not declared.
  bool can_declare;
  /// True if the object has a `front_matter`, even null: it is a card, not a Hub record.
  bool is_card;
  /// `front_matter`.
  cfj_text front_matter;
  /// `card_data` where it is a text, as in dumps of the Hub's Python client: YAML front matter.
  cfj_text card_yaml;
  /// The tags that begin with `base_model:`, without that prefix.
  cfj_texts base_model_tags;
  /// The tags that begin with `license:`, without that prefix.
  cfj_texts license_tags;
  /// `baseModels`: the relation, and the ids of its `models`.
  cfj_text api_relation;
  cfj_texts api_bases;
  /// `cardData`, else `card_data`: its `base_model`, `base_model_relation`, `merged_models`, `license` and so on.
  cfj_texts card_bases;
  cfj_text card_relation;
  cfj_texts card_merged;
  cfj_texts card_licenses;
  cfj_text card_license_name;
  cfj_text card_license_link;
} cfj_record;

/// A parser with its buffers; one per thread.
typedef struct cfj_parser cfj_parser;

/// A new parser, to be freed with cfj_free; NULL when there is no memory.
cfj_parser *cfj_new(void);

void cfj_free(cfj_parser *parser);

/// Parses `count` bytes and fills `record`. At least CFJ_PADDING more bytes must be readable after them.
void cfj_read(cfj_parser *parser, const void *bytes, size_t count, cfj_record *record);

#ifdef __cplusplus
}
#endif

#endif
