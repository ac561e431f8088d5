#include "archive/index_words.h"

#include <array>
#include <string>
#include <unordered_map>

#include "archive/search_index.h"
#include "base/hash.h"
#include "search/tokenizer.h"

namespace pressmark::archive {
namespace {

constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;

// The hash of each article's ID, by its row: rows may differ between two indexes of the same log.
Result<std::unordered_map<std::int64_t, std::uint64_t>> hashes_of_ids(Database& index) {
  std::unordered_map<std::int64_t, std::uint64_t> hashes;
  Query query = PM_TRY(index.query("SELECT row, id FROM article"));
  while (PM_TRY(query.next())) hashes.emplace(query.number(0), base::hash(query.text(1)));
  return hashes;
}

std::uint64_t hash_of_place(std::uint64_t word, std::uint64_t column, std::uint64_t article, std::uint64_t offset) {
  return (word ^ (article ^ (column + offset) * kOdd) * kOdd) * kOdd;
}

// As the tokenizer gives them to FTS5: of two characters also the first, in the same place.
std::uint64_t sum_of_text(std::string_view text, std::uint64_t column, std::uint64_t article) {
  std::uint64_t sum = 0, offset = 0;
  search::Tokenizer tokenizer(text, search::Purpose::kText);
  for (search::Token token; tokenizer.next(token); ++offset) {
    sum += hash_of_place(base::hash(token.text), column, article, offset);
    if (token.first_size == token.text.size()) continue;
    sum += hash_of_place(base::hash(token.text.substr(0, token.first_size)), column, article, offset);
  }
  return sum;
}

}  // namespace

Result<std::uint64_t> sum_of_index(Database& index) {
  const auto ids = PM_TRY(hashes_of_ids(index));
  PM_TRY(index.script("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, search, instance)"));
  Query query = PM_TRY(index.query("SELECT term, doc, col, offset FROM temp.words"));
  std::uint64_t sum = 0, word = 0, column = 0;
  std::string term, name;
  while (PM_TRY(query.next())) {
    if (query.text(0) != term) {
      term = query.text(0);
      word = base::hash(term);
    }
    if (query.text(2) != name) {
      name = query.text(2);
      column = base::hash(name);
    }
    const auto id = ids.find(query.number(1));
    sum += hash_of_place(word, column, id == ids.end() ? 1 : id->second, static_cast<std::uint64_t>(query.number(3)));
  }
  return sum;
}

Result<std::uint64_t> sum_of_texts(Database& index) {
  std::uint64_t sum = 0;
  Query query = PM_TRY(index.query("SELECT row, id FROM article JOIN indexed ON article = row"));
  while (PM_TRY(query.next())) {
    const std::uint64_t article = base::hash(query.text(1));
    for (const auto& [column, text] : PM_TRY(indexed_columns(index, query.number(0)))) {
      sum += sum_of_text(text, base::hash(column), article);
    }
  }
  return sum;
}

Result<void> leave_out_words(Database& copy) {
  return copy.script(
      "DROP TABLE search;"
      "CREATE VIEW search AS SELECT 0 AS rowid, 0 AS search, 0 AS title, 0 AS source, 0 AS tags, 0 AS text;"
      "CREATE TRIGGER no_words INSTEAD OF INSERT ON search BEGIN SELECT 0; END");
}

}  // namespace pressmark::archive
