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

// A part of a text around what was found in it.
struct Snippet {
  struct Range {
    std::size_t begin, end;  // in `text`, in bytes
  };
  std::string text;           // in one line; always whole characters, also of several code points
  std::vector<Range> marks;   // what was found, from the first to the last, apart from each other
  bool starts_later = false;  // The source has more before,
  bool ends_earlier = false;  // or behind it.
};
// The part with the most of the query's phrases, about `width` columns wide (a Chinese character has two); the
// beginning where none is found. Linear in the source.
Snippet snippet(std::string_view source, const Query& query, std::size_t width = 160);
// The snippet with `open` and `close` around its marks, and "…" where the source goes on.
std::string marked(const Snippet& snippet, std::string_view open, std::string_view close);

// Where the archive keeps what ranking needs, as SQL: expressions may name columns of the table `article`.
struct Tables {
  std::string index = "search";
  std::string article = "article";
  std::string id = "article.id";          // the index's rowid; greater for what was saved later
  std::string day = "article.day";        // since 1970-01-01
  std::string length = "article.length";  // of the text, in bytes
};
// Beyond so many hits only the newest are ranked.
inline constexpr std::size_t kMostRanked = 20'000;
// The statement for rank(). `conditions` is SQL over the article for the query's filters and conditions, "" for none
// (days are dealt with here). To be bound: :match where the query has one, else :without where it has one; :today with
// `match`, as days since 1970-01-01; and what `conditions` names.
std::string hits_sql(const Query& query, const Tables& tables, std::string_view conditions);

struct Hit {
  std::int64_t id = 0;
  double score = 0;
};
struct Ranking {
  std::vector<Hit> hits;    // of the page asked for, the best first
  std::size_t count = 0;    // of all that were ranked
  bool is_partial = false;  // There are more than kMostRanked, and older ones were not looked at.
};
// Steps through the bound statement to its end. Errors: kUnreadable when SQLite fails.
Result<Ranking> rank(sqlite3_stmt* hits, std::size_t offset, std::size_t limit);

}  // namespace pressmark::search
