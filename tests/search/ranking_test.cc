// The order of what was found.
#include "search/index.h"

namespace pressmark::search {
namespace {

constexpr int kToday = 20'000;

Ranking ranked(Index& index, std::string_view text, std::string_view conditions = {}, std::size_t offset = 0,
               std::size_t limit = 20) {
  const auto query = parse(text);
  EXPECT_TRUE(query) << text;
  const std::string sql = hits_sql(*query, {}, conditions);
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(index.connection(), sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
      << sqlite3_errmsg(index.connection()) << " in " << sql;
  const auto bind = [&](const char* name, const std::string& value) {
    const int at = sqlite3_bind_parameter_index(statement, name);
    if (at > 0) sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  };
  bind(":match", query->match);
  bind(":without", query->without);
  if (const int at = sqlite3_bind_parameter_index(statement, ":today")) sqlite3_bind_int(statement, at, kToday);
  auto ranking = rank(statement, offset, limit);
  EXPECT_TRUE(ranking) << ranking.error().text();
  sqlite3_finalize(statement);
  return ranking ? *std::move(ranking) : Ranking{};
}

std::vector<std::int64_t> ids(const Ranking& ranking) {
  std::vector<std::int64_t> out;
  for (const Hit& hit : ranking.hits) out.push_back(hit.id);
  return out;
}

using Ids = std::vector<std::int64_t>;

TEST(Ranking, puts_titles_first_then_frequent_then_new) {
  Index index;
  const std::string filler(4000, ' ');
  index.add(1, "rust once" + filler, "other", kToday - 3000);
  index.add(2, "rust and rust and rust" + filler, "other", kToday - 3000);
  index.add(3, "nothing" + filler, "all of rust", kToday - 3000);
  index.add(4, "rust once" + filler, "other", kToday - 1);
  index.add(5, "something else" + filler, "other", kToday - 1);
  EXPECT_EQ(ids(ranked(index, "rust")), (Ids{3, 2, 4, 1}));
}

TEST(Ranking, prefers_the_rarer_word_and_the_shorter_text) {
  Index index;
  for (int id = 1; id <= 20; ++id) index.add(id, id == 7 ? "rare common" : id == 8 ? "rare" : "common");
  EXPECT_EQ(ids(ranked(index, "rare OR common", {}, 0, 2)), (Ids{7, 8}));
  index.add(30, "apple " + std::string(9000, ' '));
  index.add(29, "apple");
  EXPECT_EQ(ids(ranked(index, "apple")), (Ids{29, 30}));
}

TEST(Ranking, obeys_days_and_conditions) {
  Index index;
  for (int id = 1; id <= 9; ++id) index.add(id, "same", {}, id);
  EXPECT_EQ(ids(ranked(index, "same after:1970-01-04 before:1970-01-09", "article.id <> 5 OR 0")), (Ids{7, 6, 4, 3}));
  EXPECT_EQ(ids(ranked(index, "after:1970-01-09")), (Ids{9, 8}));
  EXPECT_EQ(ids(ranked(index, "-same before:1970-01-03")), (Ids{}));
  EXPECT_EQ(ids(ranked(index, "-other before:1970-01-03")), (Ids{1}));
}

TEST(Ranking, gives_a_page) {
  Index index;
  for (int id = 1; id <= 9; ++id) index.add(id, "same");
  EXPECT_EQ(ids(ranked(index, "same", {}, 0, 3)), (Ids{9, 8, 7}));
  EXPECT_EQ(ids(ranked(index, "same", {}, 6, 9)), (Ids{3, 2, 1}));
  EXPECT_EQ(ids(ranked(index, "same", {}, 50, 9)), (Ids{}));
  EXPECT_EQ(ranked(index, "same", {}, 6, 2).count, 9u);
}

TEST(Ranking, is_of_the_newest_where_there_are_too_many) {
  Index index;
  index.run("BEGIN");
  for (int id = 1; id <= static_cast<int>(kMostRanked) + 5; ++id) index.add(id, id < 4 ? "same" : "same same same");
  index.run("COMMIT");
  const Ranking all = ranked(index, "same", {}, kMostRanked - 1, 5);
  EXPECT_TRUE(all.is_partial);
  EXPECT_EQ(all.count, kMostRanked);
  EXPECT_EQ(ids(all), (Ids{6}));
  EXPECT_FALSE(ranked(index, "same before:1970-01-01").is_partial);
}

TEST(Ranking, uses_the_index_in_its_own_order) {
  Index index;
  for (const auto& [text, expected] :
       {std::pair("same", 0), std::pair("is:unread", 0), std::pair("a OR b -c after:2020", 0)}) {
    const auto query = parse(text);
    ASSERT_TRUE(query);
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(index.connection(), ("EXPLAIN QUERY PLAN " + hits_sql(*query, {}, "")).c_str(), -1, &statement,
                       nullptr);
    int sorts = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      const std::string step = reinterpret_cast<const char*>(sqlite3_column_text(statement, 3));
      sorts += step.find("TEMP B-TREE") != step.npos;
    }
    sqlite3_finalize(statement);
    EXPECT_EQ(sorts, expected) << text;
  }
}

}  // namespace
}  // namespace pressmark::search
