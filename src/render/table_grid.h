// A table with spanning cells as the even grid that Markdown has.
#pragma once

#include <cstddef>
#include <vector>

#include "pressmark/article.h"

namespace pressmark::render {

inline constexpr std::size_t kMaxGridColumns = 1000;

struct Grid {
  // By row and column; nullptr for a place that only a span covers. Rows may be shorter than `columns`.
  std::vector<std::vector<const TableCell*>> rows;
  std::size_t columns = 0;
};

// `spare` is how many places that hold no cell of their own the whole article may still have, and is drawn upon. A
// table that needs more has its spans read as 1 and its rows left uneven. Cells beyond kMaxGridColumns stay, in a place
// of their own.
Grid grid_of(const Table& table, std::size_t& spare);

}  // namespace pressmark::render
