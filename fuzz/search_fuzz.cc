// modules: search
// The first line is a query, the rest a text. Whatever the query, SQLite understands what became of it; a query of any
// stretch of the text finds the text; the phrases that snippets mark are those that FTS5 finds; snippets are valid
// UTF-8 with marks inside; what is folded stays as it is.
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "oracle.h"
#include "pressmark/search.h"
#include "search/phrase_matcher.h"

namespace {

using namespace pressmark::search;
using pressmark::fuzz::PlacedCopy;
using pressmark::fuzz::require;

// An index that holds one text at a time.
class Index {
 public:
  Index() {
    sqlite3_open(":memory:", &connection_);
    require(add_tokenizer(connection_).has_value(), "the tokenizer is taken");
    run("CREATE VIRTUAL TABLE search USING fts5(text, content='', columnsize=0, tokenize='pressmark')");
    add_ = prepare("INSERT INTO search(rowid, text) VALUES(1, ?1)");
    find_ = prepare("SELECT rowid FROM search WHERE search MATCH ?1");
  }
  void begin(std::string_view text) {
    run("BEGIN");
    require(step(add_, text) == SQLITE_DONE, "a text is indexed");
  }
  void end() { run("ROLLBACK"); }
  bool finds(std::string_view match) {
    const int outcome = step(find_, match);
    require(outcome == SQLITE_ROW || outcome == SQLITE_DONE, "SQLite understands the query");
    return outcome == SQLITE_ROW;
  }

 private:
  void run(const char* sql) {
    require(sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, "SQLite runs a statement");
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    require(sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr) == SQLITE_OK, "SQLite takes a statement");
    return statement;
  }
  static int step(sqlite3_stmt* statement, std::string_view text) {
    sqlite3_bind_text(statement, 1, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    const int outcome = sqlite3_step(statement);
    sqlite3_reset(statement);
    return outcome;
  }

  sqlite3* connection_ = nullptr;
  sqlite3_stmt* add_ = nullptr;
  sqlite3_stmt* find_ = nullptr;
};

void check_query(Index& index, std::string_view text, std::string_view source) {
  const auto query = parse(text);
  if (!query) {
    require(!query.error().reason.pattern.empty() && !query.error().remedy.pattern.empty(), "an error is explained");
    return;
  }
  if (!query->match.empty()) index.finds(query->match);
  if (!query->without.empty()) index.finds(query->without);
  const Snippet made = snippet(source, *query, text.size() % 90);
  require(pressmark::fuzz::valid_utf8(made.text) == made.text, "a snippet is valid UTF-8");
  std::size_t at = 0;
  for (const Snippet::Range& mark : made.marks) {
    require(mark.begin >= at && mark.begin < mark.end && mark.end <= made.text.size(), "marks are inside and in order");
    at = mark.end + 1;
  }
}

// What stands from one token's beginning to another's end, as a phrase.
void check_stretch(Index& index, std::string_view source, std::size_t choice) {
  std::vector<Token> tokens;
  Tokenizer tokenizer(source, Purpose::kText);
  for (Token token; tokenizer.next(token) && tokens.size() < 4096;) tokens.push_back(token);
  if (tokens.empty()) return;
  const std::size_t first = choice % tokens.size();
  const std::size_t last = std::min(tokens.size() - 1, first + choice / 7 % 5);
  const std::size_t begin = tokens[first].begin;
  const std::string_view stretch = source.substr(begin, tokens[last].first_end - begin);
  const auto query = parse("\"" + std::string(stretch) + "\"");
  if (!query || query->phrases.size() != 1) return;  // It has quotation marks of its own, or is too long.
  require(index.finds(query->match), "a stretch of the text finds it");
}

// FTS5 and the phrases of snippets, on the first word or phrase of the query.
void check_phrases(Index& index, std::string_view text, std::string_view source) {
  const auto query = parse(text);
  if (!query || query->phrases.size() != 1 || query->match.find(" NOT ") != std::string::npos) return;
  bool is_found = false;
  PhraseMatcher(query->phrases).find(source, [&](const Occurrence& one) {
    require(one.begin < one.end && one.end <= source.size(), "an occurrence is in the text");
    is_found = true;
  });
  require(is_found == index.finds(query->match), "snippets mark what FTS5 finds");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Index index;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), size);
  const PlacedCopy query(input.substr(0, line), 0);
  const PlacedCopy source(input.substr(std::min(line + 1, size)), 0);
  index.begin(source.view());
  check_query(index, query.view(), source.view());
  check_phrases(index, query.view(), source.view());
  check_stretch(index, source.view(), pressmark::fuzz::choice_from(input));
  index.end();
  const std::string folded_once = folded(source.view());
  require(folded(folded_once) == folded_once, "what is folded stays as it is");
  return 0;
}
