// Hub records from JSON, by simdjson: one call parses one record and hands back views.
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

/// UTF-8 inside the parser or the text it was given, valid until its next call. `bytes` is NULL when the field is
/// absent.
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
  CFJ_TOO_LONG,
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
  CFJ_DOWNLOADS_ALL = 1u << 16,
} cfj_field;

/// The fields of one record that say something about lineage or license.
typedef struct cfj_record {
  cfj_status status;
  /// Where it stands in the run of lines: its number, from 0, and its text without the line end. Only of cfj_next.
  uint32_t line;
  cfj_text text;
  /// A bit of cfj_field for each field of the wrong type.
  uint32_t wrong_types;
  /// Why the text is no JSON; a constant, NULL otherwise.
  const char *reason;
  /// `id`, else `modelId`.
  cfj_text id;
  /// True if the id is one the Hub gives out: owner and name of ASCII letters, digits, `_`, `.` and `-`, with one
  /// slash between, and neither `.` nor `..`.
  bool id_is_hub;
  /// `createdAt`, else `created_at`.
  cfj_text created;
  cfj_text pipeline_tag;
  cfj_text library_name;
  /// -1 when absent.
  int64_t downloads;
  /// `downloadsAllTime`; -1 when absent.
  int64_t downloads_all;
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

/// Begins a run of whole lines, the last with or without its line end. They must stay as they are until the run is
/// read, and at least CFJ_PADDING more bytes must be readable after them. Lines of more than `limit` bytes are
/// CFJ_TOO_LONG.
void cfj_begin(cfj_parser *parser, const void *bytes, size_t count, size_t limit);

/// Fills `record` from the next line of the run that is not blank; false at its end.
///
/// The outcome is that of cfj_read; lines of the usual form are read without building a document.
bool cfj_next(cfj_parser *parser, cfj_record *record);

/// Number of lines of the run so far, blank ones too.
size_t cfj_lines(const cfj_parser *parser);

#ifdef __cplusplus
}
#endif

#endif
