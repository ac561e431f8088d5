// Queries as people write them, right and wrong.
#include <gtest/gtest.h>

#include "search/dates.h"
#include "search/index.h"
#include "support/data.h"

namespace pressmark::search {
namespace {

constexpr std::string_view kFields[] = {"tag", "source", "author", "site", "lang"};
constexpr std::string_view kStates[] = {"unread",   "favourite", "liked", "recommended",
                                        "archived", "highlight", "note",  "image"};

std::string shown(const Query& query) {
  std::string out;
  if (!query.match.empty()) out += "match: " + query.match + "\n";
  if (!query.without.empty()) out += "without: " + query.without + "\n";
  for (const Filter& filter : query.filters) {
    out += std::string(filter.is_negated ? "not " : "") + std::string(kFields[static_cast<int>(filter.field)]) + ":";
    for (const std::string& value : filter.any_of) out += " [" + value + "]";
    out += "\n";
  }
  for (const Condition& condition : query.conditions) {
    out += (condition.is_negated ? "not " : "") + std::string(kStates[static_cast<int>(condition.state)]) + "\n";
  }
  if (query.from_day != Query::kFirstDay) out += "from: " + std::to_string(query.from_day) + "\n";
  if (query.to_day != Query::kLastDay) out += "to: " + std::to_string(query.to_day) + "\n";
  if (!out.empty()) out.pop_back();
  return out;
}

// Each line of the input is a query; expected is what all of them are, or the error.
TEST(Query, is_read_as) {
  Index index;
  for (const auto& one : testing::read_cases(testing::own_data("search/data/queries.test"))) {
    for (std::size_t at = 0; at <= one.input.size();) {
      const std::size_t end = std::min(one.input.find('\n', at), one.input.size());
      const testing::ExactCopy copy(std::string_view(one.input).substr(at, end - at));
      const auto query = parse(copy.view());
      EXPECT_EQ(query ? shown(*query) : query.error().text(), one.expected) << one.name << ": " << copy.view();
      if (query) index.find(copy.view());
      at = end + 1;
    }
  }
}

TEST(Query, is_bounded) {
  EXPECT_FALSE(parse(std::string(2001, 'a')));
  EXPECT_TRUE(parse(std::string(2000, 'a')));
  std::string words;
  for (int i = 0; i < 64; ++i) words += "ab ";
  EXPECT_TRUE(parse(words));
  EXPECT_EQ(
      parse(words + "c").error().text(),
      "the query has more than 64 words and filters (search for a part of it, or for a phrase in quotation marks)");
}

TEST(Query, of_the_most_words_is_taken_by_SQLite) {
  Index index;
  index.add(1, "w1 w2 w3");
  std::string all, any, none = "w1";
  for (int i = 0; i < 32; ++i) {
    any += (i > 0 ? " OR w" : "w") + std::to_string(i);
    all += "w" + std::to_string(i % 3 + 1) + " w" + std::to_string((i + 1) % 3 + 1) + " ";
    none += " -x" + std::to_string(i);
  }
  EXPECT_EQ(index.find(all), std::vector<int>{1});
  EXPECT_EQ(index.find(any), std::vector<int>{1});
  EXPECT_EQ(index.find(none), std::vector<int>{1});
  std::string phrase = "\"";
  for (int i = 0; i < 600; ++i) phrase += "中";
  EXPECT_EQ(index.find(phrase + "\""), std::vector<int>{});
}

TEST(Query, knows_its_phrases) {
  const auto query = parse("重跑gen -no \"Two Words\" pre* a OR b");
  ASSERT_TRUE(query);
  std::string shown;
  for (const Phrase& phrase : query->phrases) {
    for (const std::string& token : phrase.tokens) shown += token + " ";
    shown += phrase.is_prefix ? "*|" : "|";
  }
  EXPECT_EQ(shown, "重跑 跑 gen |two words |pre *|a |b |");
}

TEST(Query, of_hostile_text_is_understood_by_SQLite_or_explained) {
  Index index;
  index.add(1, "some text");
  for (const char* text : {"\" OR 1=1 --",
                           "a\") OR (\"b",
                           "title:a",
                           "^a",
                           "NEAR(a b)",
                           "{a b}:c",
                           "a + b",
                           "a AND b",
                           "(a OR b) c",
                           "NOT",
                           "AND",
                           "a NOT b",
                           "- -",
                           "--",
                           "-\"",
                           "a\\\"b",
                           "'",
                           "''a",
                           "*",
                           "**",
                           "a**",
                           "-*",
                           "OR",
                           "OR OR",
                           "-OR",
                           "a OR OR b",
                           "\"\"",
                           "\"\" OR a",
                           "\"!\" OR a",
                           "! OR !",
                           "-!",
                           "tag:",
                           "tag:\"\"",
                           ":",
                           "is:",
                           "before:",
                           "after:9999999999",
                           "\xff\xfe",
                           "a\xe4",
                           "“a",
                           "”a“",
                           "\"a“ b",
                           "重*跑",
                           "重跑*",
                           "\"a b\"*",
                           "\"a \"*"}) {
    const auto query = parse(text);
    if (query) {
      if (!query->match.empty()) index.rows("SELECT rowid FROM search WHERE search MATCH ?1", {query->match});
      if (!query->without.empty()) index.rows("SELECT rowid FROM search WHERE search MATCH ?1", {query->without});
    } else {
      EXPECT_FALSE(query.error().remedy.pattern.empty()) << text;
    }
  }
  const std::string with_zero("a\0\"b\" OR c", 10);
  const auto query = parse(with_zero);
  ASSERT_TRUE(query);
  index.rows("SELECT rowid FROM search WHERE search MATCH ?1", {query->match});
}

TEST(Dates, are_days_months_or_years_that_exist) {
  EXPECT_EQ(first_day_of("1970"), 0);
  EXPECT_EQ(first_day_of("1970-02"), 31);
  EXPECT_EQ(first_day_of("2024-02-29"), 19782);
  EXPECT_EQ(first_day_of("2024-2-9"), 19762);
  for (const char* text : {"", "-", "24", "20240", "2023-02-29", "2024-13", "2024-00", "2024-01-", "2024-",
                           "2024-1-1-1", "2024-1-111", "today", "2024/01", "+024", "２０２４"}) {
    EXPECT_EQ(first_day_of(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace pressmark::search
