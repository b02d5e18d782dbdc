// Lines of JSON into records. simdjson finds the tokens of many lines at once; a line of the usual form is read from
// them, every other one through a document. Both give the same record: the usual form is checked to the last byte,
// and whatever is in doubt is left to the document.
#include <cstring>
#include <new>

#include "LineWalker.h"
#include "Parser.h"

static_assert(CFJ_PADDING >= simdjson::SIMDJSON_PADDING, "the padding promised is too small for simdjson");

namespace {

using namespace simdjson;

/// Bytes whose tokens are found at once: they and their tokens stay in the fast part of the cache.
constexpr size_t blockSize = 1 << 16;

const uint8_t *find(uint8_t byte, const uint8_t *from, const uint8_t *end) {
  const void *hit = from < end ? std::memchr(from, byte, static_cast<size_t>(end - from)) : nullptr;
  return hit ? static_cast<const uint8_t *>(hit) : end;
}

/// Finds the tokens of a text of at most `blockSize` bytes; false if it is no JSON or there is no memory.
bool index(cfj_parser &parser, const uint8_t *from, const uint8_t *end) {
  Run &run = parser.run;
  if (!parser.indexer) return false;
  if (parser.indexer->stage1(from, static_cast<size_t>(end - from), stage1_mode::regular) != SUCCESS) return false;
  run.origin = from;
  run.token = parser.indexer->structural_indexes.get();
  return true;
}

/// Goes on to the next whole lines, as many as fit; at least one.
void openBlock(cfj_parser &parser) {
  Run &run = parser.run;
  const size_t left = static_cast<size_t>(run.end - run.cursor);
  run.blockEnd = run.end;
  run.blockIsIndexed = false;
  if (left > blockSize) {
    const uint8_t *last = run.cursor + blockSize;
    while (last > run.cursor && last[-1] != '\n') --last;
    run.blockEnd = last;
    if (last == run.cursor) {  // one long line
      const uint8_t *lineEnd = find('\n', run.cursor + blockSize, run.end);
      run.blockEnd = lineEnd < run.end ? lineEnd + 1 : run.end;
      return;
    }
  }
  run.backslash = find('\\', run.cursor, run.blockEnd);
  run.blockIsIndexed = index(parser, run.cursor, run.blockEnd);
}

bool isBlank(const uint8_t *from, const uint8_t *end) {
  while (from < end && (*from == ' ' || *from == '\t' || *from == '\r' || *from == '\n')) ++from;
  return from == end;
}

/// Reads a line that is not blank through its tokens; false if that must be left to the document.
bool walk(cfj_parser &parser, const uint8_t *from, const uint8_t *end, cfj_record &record) {
  Run &run = parser.run;
  if (run.backslash < from) run.backslash = find('\\', from, run.blockEnd);
  if (run.backslash < end || static_cast<size_t>(end - from) > blockSize) return false;
  if (!run.blockIsIndexed && !index(parser, from, end)) return false;
  while (run.origin + *run.token < from) ++run.token;
  parser.reset(record);
  return LineWalker(parser, record, static_cast<uint32_t>(end - run.origin)).read();
}

void place(cfj_record &record, size_t line, const uint8_t *from, const uint8_t *end) {
  record.line = static_cast<uint32_t>(line);
  record.text = {reinterpret_cast<const char *>(from), static_cast<size_t>(end - from)};
}

}  // namespace

cfj_parser *cfj_new(void) {
  auto *parser = new (std::nothrow) cfj_parser();
  if (!parser) return nullptr;
  // Without it every line goes through a document.
  if (get_active_implementation()->create_dom_parser_implementation(blockSize, 1, parser->indexer) != SUCCESS) {
    parser->indexer.reset();
  }
  return parser;
}

void cfj_free(cfj_parser *parser) { delete parser; }

void cfj_begin(cfj_parser *parser, const void *bytes, size_t count, size_t limit) {
  Run run;
  run.cursor = static_cast<const uint8_t *>(bytes);
  run.end = run.cursor + count;
  run.backslash = run.blockEnd = run.cursor;
  run.limit = limit;
  parser->run = run;
}

bool cfj_next(cfj_parser *parser, cfj_record *record) {
  Run &run = parser->run;
  while (run.cursor < run.end) {
    if (run.cursor == run.blockEnd) openBlock(*parser);
    const uint8_t *from = run.cursor;
    const uint8_t *end = find('\n', from, run.blockEnd);
    run.cursor = end < run.blockEnd ? end + 1 : end;
    const size_t line = run.lines++;
    const auto count = static_cast<size_t>(end - from);
    if (count > run.limit) {
      parser->reset(*record);
      record->status = CFJ_TOO_LONG;
    } else {
      if (isBlank(from, end)) continue;
      if (!walk(*parser, from, end, *record)) cfj_read(parser, from, count, record);
    }
    place(*record, line, from, end);
    return true;
  }
  return false;
}

size_t cfj_lines(const cfj_parser *parser) { return parser->run.lines; }
