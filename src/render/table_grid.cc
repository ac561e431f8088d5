#include "render/table_grid.h"

#include <algorithm>
#include <optional>

namespace pressmark::render {
namespace {

// Forming a table, as HTML does: a cell goes into the first free place of its row, and covers what it spans.
// https://html.spec.whatwg.org/multipage/tables.html#forming-a-table
// nullopt when that takes more than `spare` empty places.
std::optional<Grid> spanned(const Table& table, std::size_t& spare) {
  Grid grid;
  std::size_t left = spare;
  std::vector<std::size_t> covered_until;  // By column: the row below the span that covers it.
  for (std::size_t y = 0; y < table.rows.size(); ++y) {
    std::vector<const TableCell*>& row = grid.rows.emplace_back();
    const auto is_covered = [&] { return row.size() < covered_until.size() && covered_until[row.size()] > y; };
    const auto skip = [&] {
      if (left == 0) return false;
      --left;
      row.push_back(nullptr);
      return true;
    };
    for (const TableCell& cell : table.rows[y]) {
      while (is_covered()) {
        if (!skip()) return std::nullopt;
      }
      const std::size_t x = row.size();
      row.push_back(&cell);
      const std::size_t width =
          x < kMaxGridColumns ? std::min<std::size_t>(std::max<std::size_t>(cell.column_span, 1), kMaxGridColumns - x)
                              : 1;
      for (std::size_t i = 1; i < width; ++i) {
        if (!skip()) return std::nullopt;
      }
      if (cell.row_span > 1 && covered_until.size() < x + width) covered_until.resize(x + width, 0);
      for (std::size_t i = x; i < x + width && i < covered_until.size(); ++i)
        covered_until[i] = y + std::max<std::size_t>(cell.row_span, 1);
    }
    grid.columns = std::max(grid.columns, row.size());
  }
  for (auto& row : grid.rows) {
    if (grid.columns - row.size() > left) return std::nullopt;
    left -= grid.columns - row.size();
    row.resize(grid.columns, nullptr);
  }
  spare = left;
  return grid;
}

}  // namespace

Grid grid_of(const Table& table, std::size_t& spare) {
  if (std::optional<Grid> grid = spanned(table, spare)) return *std::move(grid);
  Grid grid;
  for (const auto& cells : table.rows) {
    auto& row = grid.rows.emplace_back();
    for (const TableCell& cell : cells) row.push_back(&cell);
    grid.columns = std::max(grid.columns, row.size());
  }
  return grid;
}

}  // namespace pressmark::render
