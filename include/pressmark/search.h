// What an archive in SQLite finds its articles by: a tokenizer for FTS5, a query language, a ranking, snippets.
// docs/formats/search.md has the tables and the query language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace pressmark::search {

// Which tokens the same text gives. An index that was made by another version must be made anew.
inline constexpr int kIndexVersion = 1;

// Makes the FTS5 tokenizer "pressmark" and the ranking function pressmark_relevance() known to the connection; to be
// called on every connection that uses them. Errors: kUnreadable where SQLite has no FTS5.
Result<void> add_tokenizer(sqlite3* connection);

// As the tokenizer compares text: without case, accents, and the difference of simplified and traditional characters.
// All that is neither letter nor digit becomes one space between the rest; where
// there is no letter nor digit, the text stays as it is. For names: tags, sources, authors.
std::string folded(std::string_view text);

enum class Field : std::uint8_t { kTag, kSource, kAuthor, kSite, kLanguage };
// An article passes when its field is one of the values; when negated, when it is none of them. Values are as written:
// compare them folded().
struct Filter {
  Field field;
  std::vector<std::string> any_of;
  bool is_negated = false;
};

enum class State : std::uint8_t {
  kUnread,
  kFavourite,
  kLiked,
  kRecommended,
  kArchived,
  kHighlight,  // has one
  kNote,
  kImage
};
struct Condition {
  State state;
  bool is_negated = false;
};

// Tokens that follow each other.
struct Phrase {
  std::vector<std::string> tokens;
  bool is_prefix = false;  // The last one is only how a word begins.
};

// All of it must hold.
struct Query {
  std::string match;    // What MATCH takes; "" when the query names no words that must be there.
  std::string without;  // The same for what must not be there; only when `match` is "", which has it otherwise.
  std::vector<Filter> filters;
  std::vector<Condition> conditions;
  int from_day = kFirstDay;     // since 1970-01-01, with it
  int to_day = kLastDay;        // without it
  std::vector<Phrase> phrases;  // of `match`, without those that must not be there

  static constexpr int kFirstDay = -1'000'000, kLastDay = 10'000'000;
};

// Errors: kUsage, with the place in the text, the reason and the remedy.
Result<Query> parse(std::string_view text);

}  // namespace pressmark::search
