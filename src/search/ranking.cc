// The hits of a query, the best first.
#include <sqlite3.h>

#include <algorithm>

#include "pressmark/search.h"

namespace pressmark::search {

std::string hits_sql(const Query& query, const Tables& tables, std::string_view conditions) {
  const std::string& index = tables.index;
  std::string where;
  const auto require = [&where](const std::string& condition) {
    where += (where.empty() ? " WHERE " : " AND ") + condition;
  };
  if (!query.match.empty()) require(index + " MATCH :match");
  if (!query.without.empty()) {
    require(fmt::format("{} NOT IN (SELECT rowid FROM {} WHERE {} MATCH :without)", tables.id, index, index));
  }
  if (query.from_day != Query::kFirstDay) require(fmt::format("{} >= {}", tables.day, query.from_day));
  if (query.to_day != Query::kLastDay) require(fmt::format("{} < {}", tables.day, query.to_day));
  if (!conditions.empty()) require("(" + std::string(conditions) + ")");
  const std::size_t most = kMostRanked + 1;
  if (query.match.empty()) {
    return fmt::format("SELECT {}, {} FROM {} AS article{} ORDER BY {} DESC LIMIT {}", tables.id, tables.day,
                       tables.article, where, tables.id, most);
  }
  // The index leads, in its own order from the newest on: so nothing is sorted, and it stops early.
  return fmt::format(
      "SELECT {0}.rowid, pressmark_relevance({0}, {1}, :today - {2}) FROM {0} CROSS JOIN {3} AS article ON {4} = "
      "{0}.rowid{5} ORDER BY {0}.rowid DESC LIMIT {6}",
      index, tables.length, tables.day, tables.article, tables.id, where, most);
}

Result<Ranking> rank(sqlite3_stmt* hits, std::size_t offset, std::size_t limit) {
  Ranking ranking;
  std::vector<Hit> found;
  int outcome = SQLITE_OK;
  while ((outcome = sqlite3_step(hits)) == SQLITE_ROW) {
    found.push_back({sqlite3_column_int64(hits, 0), sqlite3_column_double(hits, 1)});
  }
  if (outcome != SQLITE_DONE) {
    return fail(Code::kUnreadable, "the index can't be searched: {}", sqlite3_errmsg(sqlite3_db_handle(hits)));
  }
  ranking.is_partial = found.size() > kMostRanked;
  if (ranking.is_partial) found.resize(kMostRanked);
  ranking.count = found.size();
  const auto first = static_cast<std::ptrdiff_t>(std::min(offset, found.size()));
  const auto last =
      static_cast<std::ptrdiff_t>(std::min(found.size() - static_cast<std::size_t>(first), limit)) + first;
  std::ranges::partial_sort(found, found.begin() + last, [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.id > b.id;
  });
  ranking.hits.assign(found.begin() + first, found.begin() + last);
  return ranking;
}

}  // namespace pressmark::search
