// The full-text index of the articles, in step with their rows. docs/formats/search.md
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "archive/database.h"

namespace pressmark::archive {

// Indexes the article anew by what its row, tags and note now say; its text is `text`, or where that is absent the one
// that was indexed before.
Result<void> index_article(Database& index, std::int64_t row, std::optional<std::string_view> text);
Result<void> remove_from_index(Database& index, std::int64_t row);
// The text that was indexed; "" where there is none.
Result<std::string> indexed_text(Database& index, std::int64_t row);

struct IndexedColumn {
  std::string_view name;
  std::string text;
};
// All that was indexed of an article, by column; empty where there is none.
Result<std::array<IndexedColumn, 4>> indexed_columns(Database& index, std::int64_t row);

// Days since 1970-01-01 of a text that begins with YYYY-MM-DD; 0 for another.
int day_of(std::string_view date);

}  // namespace pressmark::archive
