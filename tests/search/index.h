// An index of texts in memory, made and asked as docs/formats/search.md has it.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/search.h"

namespace pressmark::search {

class Index {
 public:
  explicit Index(const std::string& options = "columnsize=0, tokenize='pressmark'") {
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    connection_.reset(opened);
    const auto added = add_tokenizer(opened);
    EXPECT_TRUE(added) << added.error().text();
    run("CREATE VIRTUAL TABLE search USING fts5(title, source, tags, text, content='', " + options + ")");
    run("CREATE TABLE article(id INTEGER PRIMARY KEY, day INTEGER NOT NULL, length INTEGER NOT NULL)");
  }

  sqlite3* connection() const { return connection_.get(); }

  void run(const std::string& sql) {
    EXPECT_EQ(sqlite3_exec(connection(), sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection()) << " in " << sql;
  }

  void add(int id, std::string_view text, std::string_view title = {}, int day = 0) {
    run(fmt::format("INSERT INTO article VALUES({}, {}, {})", id, day, text.size()));
    rows("INSERT INTO search(rowid, text, title) VALUES(" + std::to_string(id) + ", ?1, ?2)", {text, title});
  }

  // Rowids that the statement gives; fails the test on an error.
  std::vector<int> rows(const std::string& sql, const std::vector<std::string_view>& values = {}) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(connection(), sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection()) << " in " << sql;
    int number = 0;
    for (const std::string_view value : values) {
      sqlite3_bind_text(statement, ++number, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    }
    std::vector<int> found;
    int outcome = SQLITE_OK;
    while ((outcome = sqlite3_step(statement)) == SQLITE_ROW) found.push_back(sqlite3_column_int(statement, 0));
    EXPECT_EQ(outcome, SQLITE_DONE) << sqlite3_errmsg(connection()) << " in " << sql
                                    << (values.empty() ? "" : values[0]);
    sqlite3_finalize(statement);
    return found;
  }

  // Of a query in our language, in the order of rowids.
  std::vector<int> find(std::string_view query) {
    const auto parsed = parse(query);
    EXPECT_TRUE(parsed) << query << ": " << parsed.error().text();
    if (!parsed) return {};
    if (parsed->match.empty() && parsed->without.empty()) return {};
    if (!parsed->match.empty()) {
      return rows("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid", {parsed->match});
    }
    return rows("SELECT id FROM article WHERE id NOT IN (SELECT rowid FROM search WHERE search MATCH ?1)",
                {parsed->without});
  }

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace pressmark::search
