// Finding: a query of words and filters to entries with snippets, the best first.
#include <sqlite3.h>

#include <chrono>
#include <memory>

#include "archive/entry_row.h"
#include "archive/search_index.h"
#include "archive/state.h"
#include "pressmark/search.h"

namespace pressmark::archive {
namespace {

using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

// The query's filters and conditions as SQL, and the values that it names, :p0 and so on.
class Conditions {
 public:
  explicit Conditions(const search::Query& query) {
    add("article.trashed = 0");
    for (const search::Filter& filter : query.filters) {
      std::string any;
      for (const std::string& value : filter.any_of) any += (any.empty() ? "" : " OR ") + one(filter.field, value);
      add((filter.is_negated ? "NOT (" : "(") + any + ")");
    }
    for (const search::Condition& condition : query.conditions) {
      add((condition.is_negated ? "NOT " : "") + of(condition.state));
    }
  }
  const std::string& sql() const { return sql_; }
  const std::vector<std::string>& values() const { return values_; }

 private:
  void add(const std::string& condition) { sql_ += (sql_.empty() ? "" : " AND ") + condition; }

  std::string value(std::string text) {
    values_.push_back(std::move(text));
    return ":p" + std::to_string(values_.size() - 1);
  }

  std::string one(search::Field field, const std::string& text) {
    switch (field) {
      case search::Field::kTag:
        return "article.row IN (SELECT article FROM tag WHERE folded = " + value(search::folded(text)) + ")";
      case search::Field::kSource:
        return "instr(' ' || article.source_folded || ' ', " + value(" " + search::folded(text) + " ") + ")";
      case search::Field::kAuthor:
        return "instr(' ' || article.author_folded || ' ', " + value(" " + search::folded(text) + " ") + ")";
      case search::Field::kSite:
        return "(article.site = " + value(text) + " OR substr(article.site, -" + std::to_string(text.size() + 1) +
               ") = " + value("." + text) + ")";
      case search::Field::kLanguage:
        return "(article.language = " + value(text) + " COLLATE NOCASE OR substr(article.language, 1, " +
               std::to_string(text.size() + 1) + ") = " + value(text + "-") + " COLLATE NOCASE)";
    }
    return "0";
  }

  static std::string of(search::State state) {
    switch (state) {
      case search::State::kUnread: return "article.is_read = 0";
      case search::State::kFavourite: return "article.favourite = 1";
      case search::State::kLiked: return "article.liked = 1";
      case search::State::kRecommended: return "article.recommended = 1";
      case search::State::kArchived: return "article.archived = 1";
      case search::State::kHighlight: return "EXISTS (SELECT 1 FROM highlight WHERE highlight.article = article.row)";
      case search::State::kNote: return "article.note != ''";
      case search::State::kImage: return "EXISTS (SELECT 1 FROM image WHERE image.article = article.row)";
    }
    return "1";
  }

  std::string sql_;
  std::vector<std::string> values_;
};

void bind_text(sqlite3_stmt* statement, const std::string& name, const std::string& value) {
  const int place = sqlite3_bind_parameter_index(statement, name.c_str());
  if (place > 0) sqlite3_bind_text64(statement, place, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

Result<search::Ranking> ranked(Database& index, const search::Query& query, const FindOptions& options) {
  const Conditions conditions(query);
  const search::Tables tables{.id = "article.row"};
  const std::string sql = search::hits_sql(query, tables, conditions.sql());
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(index.handle(), sql.data(), static_cast<int>(sql.size()), &prepared, nullptr) != SQLITE_OK) {
    return index.failed();
  }
  const Statement statement(prepared, &sqlite3_finalize);
  bind_text(prepared, ":match", query.match);
  bind_text(prepared, ":without", query.without);
  for (std::size_t i = 0; i < conditions.values().size(); ++i) {
    bind_text(prepared, ":p" + std::to_string(i), conditions.values()[i]);
  }
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count();
  if (const int place = sqlite3_bind_parameter_index(prepared, ":today"); place > 0) {
    sqlite3_bind_int64(prepared, place, today);
  }
  return search::rank(prepared, options.offset, options.limit);
}

}  // namespace

Result<Found> Archive::find(std::string_view text, const FindOptions& options) {
  const search::Query query = PM_TRY(search::parse(text));
  const search::Ranking ranking = PM_TRY(ranked(state_->index, query, options));
  Found found{.count = ranking.count, .is_partial = ranking.is_partial};
  for (const search::Hit& hit : ranking.hits) {
    FoundEntry one{PM_TRY(entry_of(state_->index, hit.id)), {}};
    const std::string body = PM_TRY(indexed_text(state_->index, hit.id));
    one.snippet = search::marked(search::snippet(body, query, options.snippet_width), options.open, options.close);
    found.entries.push_back(std::move(one));
  }
  return found;
}

}  // namespace pressmark::archive
