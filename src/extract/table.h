// Tables: which are data and which only lay a page out, and the grid of those that are data.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// What is in a table, nested tables' contents left out.
struct TableShape {
  std::uint32_t rows = 0, cells = 0, widest_row = 0;
  std::uint32_t longest_cell = 0;  // bytes of text
  std::uint32_t block_cells = 0;   // cells with headings, lists, several paragraphs, embeds
  bool has_header = false;         // th, thead or caption
  bool has_table = false;          // a table within
};

// The shapes of `table` and all tables within it, by node. One walk.
void survey_tables(html::Node table, std::unordered_map<html::NodeIndex, TableShape>& shapes);

// Whether the table only places its contents on the page: they are read as blocks, one after the other.
bool is_layout(html::Node table, const TableShape& shape);

// Gathers rows and cells in the order of the page.
class TableBuilder {
 public:
  void begin_row(bool in_head);
  void add_cell(TableCell cell, Table::Align align, bool skipped_text);
  // The cells that hold something, and those whose text was left out.
  std::uint32_t filled() const { return filled_; }
  std::uint32_t skipped() const { return skipped_; }
  Table& table() { return table_; }
  // The table, or nullopt when no cell holds anything.
  std::optional<Table> finish() &&;

 private:
  Table table_;
  std::vector<bool> head_;               // by row: stands in thead
  std::vector<std::uint16_t> occupied_;  // by grid column: rows that a cell above still covers
  std::uint32_t column_ = 0;             // where the next cell is tried
  std::uint32_t filled_ = 0, skipped_ = 0;
};

// The cell's own say, or its row's or column group's.
Table::Align alignment_of(html::Node cell);
// The spans of td and th by the standard's limits; a rowspan of 0 is 65534.
std::uint16_t span_of(html::Node cell, html::Name attribute);

}  // namespace pressmark::extract
