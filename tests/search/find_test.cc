// What is found and what is not.
#include <algorithm>

#include "base/utf8.h"
#include "search/index.h"
#include "support/data.h"

namespace pressmark::search {
namespace {

// The input is a text. Each line of expected is "+ query" that finds it, or "- query" that doesn't.
TEST(Search, finds) {
  for (const auto& one : testing::read_cases(testing::own_data("search/data/found.test"))) {
    Index index;
    index.add(1, one.input);
    for (std::size_t at = 0; at < one.expected.size();) {
      const std::size_t end = std::min(one.expected.find('\n', at), one.expected.size());
      const std::string_view line = std::string_view(one.expected).substr(at, end - at);
      EXPECT_EQ(index.find(line.substr(2)).size(), line.starts_with('+') ? 1u : 0u) << one.name << ": " << line;
      at = end + 1;
    }
  }
}

std::uint64_t next(std::uint64_t& seed) {
  seed = seed * 6364136223846793005 + 1442695040888963407;
  return seed >> 33;
}

// Runs of one script after another, with Latin words and signs between.
std::vector<std::u32string> random_runs(std::uint64_t& seed) {
  constexpr char32_t kFirsts[] = {0x4E00, 0x5F00, 0x7E00, 0x3042, 0x30A2, 0xAC00, 0xC700, 0x0E01, 0x20000};
  std::vector<std::u32string> runs;
  for (std::uint64_t count = 3 + next(seed) % 12; count > 0; --count) {
    const char32_t first = kFirsts[next(seed) % std::size(kFirsts)];
    std::u32string run;
    for (std::uint64_t length = 1 + next(seed) % 9; length > 0; --length) {
      run += first + static_cast<char32_t>(next(seed) % 40);
    }
    runs.push_back(run);
  }
  return runs;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) utf8::append(out, c);
  return out;
}

// 2,000 strings of one, two and three characters each, of texts in Chinese, Japanese, Korean, Thai and mixed.
TEST(Search, finds_every_short_string_of_a_run) {
  constexpr std::string_view kBetween[] = {" ", "，", "gen-itgc", " 2024 ", "a", "。\n"};
  constexpr int kTexts = 400, kStrings = 2000;
  Index index;
  std::uint64_t seed = 1;
  std::vector<std::vector<std::u32string>> texts;
  index.run("BEGIN");
  for (int id = 0; id < kTexts; ++id) {
    texts.push_back(random_runs(seed));
    std::string text;
    for (const std::u32string& run : texts.back()) {
      text += utf8_of(run) + std::string(kBetween[next(seed) % std::size(kBetween)]);
    }
    index.add(id, text);
  }
  index.run("COMMIT");
  for (std::size_t length = 1; length <= 3; ++length) {
    int found = 0;
    for (int tries = 0; tries < kStrings;) {
      const std::size_t id = next(seed) % kTexts;
      const std::u32string& run = texts[id][next(seed) % texts[id].size()];
      if (run.size() < length) continue;
      ++tries;
      const std::string query = utf8_of(run.substr(next(seed) % (run.size() - length + 1), length));
      const std::vector<int> ids = index.find(query);
      const bool is_found = std::ranges::find(ids, static_cast<int>(id)) != ids.end();
      found += is_found;
      EXPECT_TRUE(is_found) << query << " of text " << id;
    }
    EXPECT_EQ(found, kStrings);
  }
}

TEST(Search, tells_FTS5_where_tokens_stand) {
  Index index;
  index.run("CREATE VIRTUAL TABLE kept USING fts5(text, tokenize='pressmark')");
  index.run("INSERT INTO kept VALUES('Café: 昨天重跑Gen-ITGC後發現')");
  const auto highlighted = [&](std::string_view query) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(index.connection(), "SELECT highlight(kept, 0, '[', ']') FROM kept WHERE kept MATCH ?1", -1,
                       &statement, nullptr);
    const std::string match = parse(query)->match;
    sqlite3_bind_text(statement, 1, match.data(), static_cast<int>(match.size()), SQLITE_TRANSIENT);
    std::string shown;
    if (sqlite3_step(statement) == SQLITE_ROW) shown = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return shown;
  };
  EXPECT_EQ(highlighted("cafe"), "[Café]: 昨天重跑Gen-ITGC後發現");
  EXPECT_EQ(highlighted("天重跑"), "Café: 昨[天重跑]Gen-ITGC後發現");
  EXPECT_EQ(highlighted("跑gen-itgc后发"), "Café: 昨天重[跑Gen-ITGC後發]現");
}

TEST(Search, takes_away_what_is_deleted) {
  Index index;
  index.add(1, "重跑gen-itgc后", "标题");
  index.add(2, "重跑", "另一个");
  index.rows("INSERT INTO search(search, rowid, title, source, tags, text) VALUES('delete', 1, ?1, '', '', ?2)",
             {"标题", "重跑gen-itgc后"});
  EXPECT_EQ(index.find("重跑"), std::vector<int>{2});
  EXPECT_EQ(index.find("itgc"), std::vector<int>{});
  index.run("INSERT INTO search(search) VALUES('integrity-check')");
}

}  // namespace
}  // namespace pressmark::search
