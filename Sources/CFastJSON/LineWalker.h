// Reads one line from its tokens.
#ifndef CFASTJSON_LINEWALKER_H
#define CFASTJSON_LINEWALKER_H

#include "Parser.h"

/// Reads a Hub record of the usual form: right types, no field twice, no backslash, and valid JSON throughout.
///
/// What it may take for granted, because simdjson's first stage has checked it: the text is UTF-8; a token is a
/// brace, bracket, colon or comma outside strings, the opening quote of a string, or the first byte of anything else;
/// every string is closed and holds no control character; only blanks stand between a string and the next token.
/// The tokens end with two positions at the end of the text, so a step may look at two tokens after one that is known
/// to be in the line.
class LineWalker {
 public:
  /// A walker from the parser's next token to the end of a line.
  LineWalker(cfj_parser &parser, cfj_record &record, uint32_t end)
      : parser(parser), record(record), text(parser.run.origin), next(parser.run.token), end(end) {}

  /// Fills the record and passes the tokens; false if the line is not of the usual form.
  bool read();

 private:
  cfj_parser &parser;
  cfj_record &record;
  const uint8_t *const text;
  const uint32_t *next;
  const uint32_t end;
  uint32_t seen = 0;

  uint8_t byte() const { return text[*next]; }
  bool isInLine() const { return *next < end; }

  /// The string that begins at the next token.
  std::string_view string() const { return string(next); }

  /// The string that begins at a token.
  std::string_view string(const uint32_t *at) const {
    const uint8_t *first = text + *at + 1;
    const uint8_t *last = text + at[1] - 1;
    while (*last != '"') --last;
    return {reinterpret_cast<const char *>(first), static_cast<size_t>(last - first)};
  }

  /// What follows leaves the next token behind what it reads, or says false: the line is not of the usual form.
  template <class Read> bool object(Read field);
  template <class Read> bool array(Read item);

  bool skip();
  bool skipNested();
  bool isPlain(const uint8_t *at) const;
  const uint8_t *digits(const uint8_t *at) const;
  static bool isWord(const uint8_t *at, const char *word, size_t count);
  bool word(const char *word, size_t count);

  bool isFirst(uint32_t bit);
  bool take(uint32_t bit, cfj_text &into);
  bool count(uint32_t bit, int64_t &into);
  bool gated();
  bool tags();
  bool list(uint32_t bit, Texts &into, cfj_texts &view);
  bool card();
};

#endif
