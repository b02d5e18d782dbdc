#include "LineWalker.h"

#include <cstring>

namespace {

/// Fields that may stand in a record once; a second one is left to the document.
enum Field : uint32_t {
  id = 1 << 0,
  modelID = 1 << 1,
  created = 1 << 2,
  tags = 1 << 3,
  cardData = 1 << 4,
  task = 1 << 5,
  library = 1 << 6,
  downloads = 1 << 7,
  likes = 1 << 8,
  gated = 1 << 9,
  base = 1 << 10,
  relation = 1 << 11,
  license = 1 << 12,
  licenseName = 1 << 13,
  licenseLink = 1 << 14,
  merged = 1 << 15,
  downloadsAll = 1 << 16,
};

bool isDigit(uint8_t byte) { return static_cast<uint8_t>(byte - '0') < 10; }

/// Whether a number or word may end before that byte.
bool endsValue(uint8_t byte) {
  switch (byte) {
    case ',': case '}': case ']': case ' ': case '\t': case '\r': case '\n': return true;
    default: return false;
  }
}

uint64_t word8(const char *bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

/// Eight bytes below 128 at once: the high bit of each that lies in the range.
uint64_t between(uint64_t word, uint8_t first, uint8_t last) {
  const uint64_t each = 0x0101010101010101;
  return (word + (0x80 - first) * each) & ~(word + (0x7F - last) * each);
}

bool isDots(std::string_view part) { return part == "." || part == ".."; }

}  // namespace

bool isHubID(cfj_text id) {
  const uint64_t high = 0x8080808080808080;
  size_t slash = 0, slashes = 0;
  for (size_t i = 0; i < id.count; i += 8) {
    uint64_t word = word8(id.bytes + i), used = high;
    if (i + 8 > id.count) used >>= 8 * (i + 8 - id.count);
    word &= used | (used - (used >> 7));
    if (word & high) return false;
    const uint64_t allowed = between(word | 0x2020202020202020, 'a', 'z') | between(word, '0', '9') |
                             between(word, '-', '.') | between(word, '_', '_');
    const uint64_t separator = between(word, '/', '/') & used;
    if (((allowed | separator) & used) != used) return false;
    if (separator) {
      slashes += static_cast<size_t>(__builtin_popcountll(separator));
      slash = i + static_cast<size_t>(__builtin_ctzll(separator)) / 8;
    }
  }
  const std::string_view text(id.bytes, id.count);
  return slashes == 1 && slash > 0 && slash + 1 < id.count && !isDots(text.substr(0, slash)) &&
         !isDots(text.substr(slash + 1));
}

bool LineWalker::read() {
  cfj_text own{}, modelID{};
  if (byte() != '{') return false;
  const bool isObject = object([&](std::string_view key) {
    switch (key.size()) {
      case 2:
        if (key == "id") return take(Field::id, own);
        break;
      case 4:
        if (key == "tags") return tags();
        break;
      case 5:
        if (key == "likes") return count(Field::likes, record.likes);
        if (key == "gated") return gated();
        break;
      case 7:
        if (key == "modelId") return take(Field::modelID, modelID);
        break;
      case 8:
        if (key == "cardData") return card();
        break;
      case 9:
        if (key == "createdAt") return take(Field::created, record.created);
        if (key == "downloads") return count(Field::downloads, record.downloads);
        if (key == "card_data") return card();
        break;
      case 10:
        if (key == "created_at") return take(Field::created, record.created);
        if (key == "baseModels") return word("null", 4);
        break;
      case 12:
        if (key == "pipeline_tag") return take(Field::task, record.pipeline_tag);
        if (key == "library_name") return take(Field::library, record.library_name);
        if (key == "front_matter") return false;
        break;
      case 16:
        if (key == "downloadsAllTime") return count(Field::downloadsAll, record.downloads_all);
        break;
      default: break;
    }
    return skip();
  });
  // The object must have ended in the line, and be all that is in it.
  if (!isObject || next[-1] >= end || isInLine()) return false;
  record.id = seen & Field::id ? own : modelID;
  if (record.id.count == 0) return false;
  record.id_is_hub = isHubID(record.id);
  record.status = CFJ_RECORD;
  record.can_declare = seen & Field::cardData || record.license_tags.stated;
  parser.publish(record);
  parser.run.token = next;
  return true;
}

/// Reads an object whose brace is the next token; `field` gets each key and reads its value.
template <class Read> bool LineWalker::object(Read field) {
  ++next;
  if (byte() == '}') return ++next, true;
  while (true) {
    if (!isInLine() || byte() != '"' || text[next[1]] != ':') return false;
    const std::string_view key = string();
    next += 2;
    if (!isInLine() || !field(key) || !isInLine()) return false;
    const uint8_t after = byte();
    ++next;
    if (after == '}') return true;
    if (after != ',') return false;
  }
}

/// Reads an array of strings whose bracket is the next token.
template <class Read> bool LineWalker::array(Read item) {
  const uint32_t *at = next + 1;
  if (text[*at] == ']') return next = at + 1, true;
  while (true) {
    if (at[1] >= end || text[*at] != '"') return false;
    item(string(at));
    const uint8_t after = text[at[1]];
    at += 2;
    if (after == ',') continue;
    return next = at, after == ']';
  }
}

/// Passes a value of any kind, and checks it.
bool LineWalker::skip() {
  switch (byte()) {
    case '"': return ++next, true;
    case '{': case '[': return skipNested();
    default: return isPlain(text + *next) && ++next;
  }
}

bool LineWalker::skipNested() {
  const uint32_t *at = next;
  // A bit for each object or array that is open, the innermost last: 1 for an object.
  uint64_t open = 0;
  int depth = 0;
  while (true) {
    // Opens what begins here.
    const bool isObject = text[*at] == '{';
    if (++depth > 60) return false;
    open = open << 1 | isObject;
    if (*++at >= end) return false;
    bool isEmpty = text[*at] == (isObject ? '}' : ']');
    // One value a turn, and the commas and closing brackets after it.
    while (true) {
      if (!isEmpty) {
        if (open & 1) {
          if (at[1] >= end || text[*at] != '"' || text[at[1]] != ':') return false;
          at += 2;
        }
        if (*at >= end) return false;
        const uint8_t first = text[*at];
        if (first == '{' || first == '[') break;
        if (first != '"' && !isPlain(text + *at)) return false;
        if (*++at >= end) return false;
      }
      while (text[*at] == (open & 1 ? '}' : ']')) {
        ++at;
        open >>= 1;
        if (--depth == 0) return next = at, true;
        if (*at >= end) return false;
      }
      if (text[*at++] != ',') return false;
      isEmpty = false;
    }
  }
}

/// Whether a number, `true`, `false` or `null` stands there. Numbers that need more than a look are left to the
/// document.
bool LineWalker::isPlain(const uint8_t *at) const {
  switch (*at) {
    case 't': return isWord(at, "true", 4);
    case 'f': return isWord(at, "false", 5);
    case 'n': return isWord(at, "null", 4);
    default: break;
  }
  if (*at == '-') ++at;
  at = digits(at);
  if (!at) return false;
  if (*at == '.') {
    const uint8_t *first = ++at;
    while (isDigit(*at)) ++at;
    if (at == first || at - first > 18) return false;
  }
  return endsValue(*at);
}

/// The end of a whole number of few digits, without needless zeros; null for anything else.
const uint8_t *LineWalker::digits(const uint8_t *at) const {
  const uint8_t *first = at;
  while (isDigit(*at)) ++at;
  if (at == first || at - first > 18 || (*first == '0' && at - first > 1)) return nullptr;
  return at;
}

bool LineWalker::isWord(const uint8_t *at, const char *word, size_t count) {
  return std::memcmp(at, word, count) == 0 && endsValue(at[count]);
}

/// Passes that word.
bool LineWalker::word(const char *word, size_t count) {
  return isWord(text + *next, word, count) && ++next;
}

bool LineWalker::isFirst(uint32_t bit) {
  const bool isFirst = !(seen & bit);
  seen |= bit;
  return isFirst;
}

bool LineWalker::take(uint32_t bit, cfj_text &into) {
  if (!isFirst(bit)) return false;
  if (byte() != '"') return bit != Field::id && word("null", 4);
  const std::string_view value = string();
  into = {value.data(), value.size()};
  return ++next, true;
}

bool LineWalker::count(uint32_t bit, int64_t &into) {
  if (!isFirst(bit)) return false;
  const uint8_t *first = text + *next;
  const uint8_t *last = digits(first);
  if (!last) return word("null", 4);
  if (!endsValue(*last)) return false;
  int64_t value = 0;
  for (const uint8_t *at = first; at < last; ++at) value = value * 10 + (*at - '0');
  into = value;
  return ++next, true;
}

bool LineWalker::gated() {
  if (!isFirst(Field::gated)) return false;
  switch (byte()) {
    case 'f': record.gated = 0; return word("false", 5);
    case 't': record.gated = 1; return word("true", 4);
    case '"': {
      const std::string_view value = string();
      record.gated = 1;
      return ++next, value == "auto" || value == "manual";
    }
    default: return word("null", 4);
  }
}

bool LineWalker::tags() {
  static const uint64_t license = word8("license:"), base = word8("base_mod");
  if (!isFirst(Field::tags)) return false;
  if (byte() != '[') return word("null", 4);
  record.base_model_tags.stated = record.license_tags.stated = true;
  return array([&](std::string_view tag) {
    // Eight bytes may be read of any string: what follows the text is readable, too.
    const uint64_t head = word8(tag.data());
    if (head == license && tag.size() >= 8) {
      parser.licenseTags.push_back({tag.data() + 8, tag.size() - 8});
    } else if (head == base && tag.size() >= 11 && std::memcmp(tag.data() + 8, "el:", 3) == 0) {
      parser.baseModelTags.push_back({tag.data() + 11, tag.size() - 11});
    }
  });
}

/// A text or a list of texts.
bool LineWalker::list(uint32_t bit, Texts &into, cfj_texts &view) {
  if (!isFirst(bit)) return false;
  const auto add = [&](std::string_view item) { into.push_back({item.data(), item.size()}); };
  switch (byte()) {
    case '"': add(string()), ++next; break;
    case '[':
      if (!array(add)) return false;
      break;
    default: return word("null", 4);
  }
  return view.stated = true;
}

bool LineWalker::card() {
  if (byte() == 'n') return word("null", 4);
  if (!isFirst(Field::cardData) || byte() != '{') return false;
  return object([&](std::string_view key) {
    switch (key.size()) {
      case 7:
        if (key == "license") return list(Field::license, parser.cardLicenses, record.card_licenses);
        break;
      case 10:
        if (key == "base_model") return list(Field::base, parser.cardBases, record.card_bases);
        break;
      case 12:
        if (key == "license_name") return take(Field::licenseName, record.card_license_name);
        if (key == "license_link") return take(Field::licenseLink, record.card_license_link);
        break;
      case 13:
        if (key == "merged_models") return list(Field::merged, parser.cardMerged, record.card_merged);
        break;
      case 19:
        if (key == "base_model_relation") return take(Field::relation, record.card_relation);
        break;
      default: break;
    }
    return skip();
  });
}
