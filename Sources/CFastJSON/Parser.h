// What both readers of records share: the buffers of a parser.
#ifndef CFASTJSON_PARSER_H
#define CFASTJSON_PARSER_H

#include <simdjson.h>

#include <memory>
#include <string_view>
#include <vector>

#include "CFastJSON.h"

/// Texts of one field, collected while a record is read.
using Texts = std::vector<cfj_text>;

/// A run of lines that is being read.
struct Run {
  /// Text between two positions; `cursor` is where the next line begins.
  const uint8_t *cursor = nullptr, *end = nullptr;
  size_t limit = 0;
  size_t lines = 0;
  /// End of the lines whose tokens are known, or were looked for in vain.
  const uint8_t *blockEnd = nullptr;
  /// False if the tokens of the block could not be found at once: some line of it is no JSON.
  bool blockIsIndexed = false;
  /// The first backslash of the block that is not passed yet; its end if there is none.
  const uint8_t *backslash = nullptr;
  /// Where the positions of the tokens count from, and the first that is not passed yet.
  const uint8_t *origin = nullptr;
  const uint32_t *token = nullptr;
};

struct cfj_parser {
  simdjson::dom::parser document;
  /// Finds the tokens of many lines at once; empty where there was no memory for it.
  std::unique_ptr<simdjson::internal::dom_parser_implementation> indexer;
  Run run;
  Texts baseModelTags, licenseTags, apiBases, cardBases, cardMerged, cardLicenses;

  /// Empties the record and the collected texts.
  void reset(cfj_record &record) {
    record = cfj_record{};
    record.downloads = record.downloads_all = record.likes = record.gated = -1;
    for (Texts *texts : {&baseModelTags, &licenseTags, &apiBases, &cardBases, &cardMerged, &cardLicenses}) {
      texts->clear();
    }
  }

  /// Shows the collected texts in the record.
  void publish(cfj_record &record) const {
    const auto put = [](const Texts &from, cfj_texts &to) { to.items = from.data(), to.count = from.size(); };
    put(baseModelTags, record.base_model_tags);
    put(licenseTags, record.license_tags);
    put(apiBases, record.api_bases);
    put(cardBases, record.card_bases);
    put(cardMerged, record.card_merged);
    put(cardLicenses, record.card_licenses);
  }
};

/// Whether the Hub could have given out that id. Eight more bytes must be readable after it.
bool isHubID(cfj_text id);

#endif
