#include "extract/table.h"

#include <algorithm>
#include <charconv>

#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

// Columns beyond these have no alignment, and cells that cover more are cut to fit.
constexpr std::uint32_t kWidestGrid = 1000;

bool makes_cell_a_block(Node node) {
  return heading_level(node) > 0 || node.is(Name::kUl) || node.is(Name::kOl) || node.is(Name::kFigure) ||
         node.is(Name::kIframe) || node.is(Name::kVideo) || node.is(Name::kForm) || node.is(Name::kArticle) ||
         node.is(Name::kSection) || node.is(Name::kBlockquote);
}

// The tables that are open while one walk passes through them, the innermost last.
struct Open {
  Node table;
  TableShape shape;
  std::uint32_t cell_bytes = 0, row_cells = 0, paragraphs = 0;
  bool cell_is_block = false;

  void end_cell() {
    shape.longest_cell = std::max(shape.longest_cell, cell_bytes);
    shape.block_cells += cell_is_block || paragraphs > 2;
    cell_bytes = paragraphs = 0;
    cell_is_block = false;
  }
  void see(Node node) {
    if (node.is(Name::kTr)) {
      ++shape.rows;
      row_cells = 0;
    } else if (node.is(Name::kTd) || node.is(Name::kTh)) {
      end_cell();
      ++shape.cells;
      shape.widest_row = std::max(shape.widest_row, ++row_cells);
      shape.has_header |= node.is(Name::kTh);
    } else if (node.is(Name::kCaption) || node.is(Name::kThead)) {
      shape.has_header = true;
    } else if (node.is(Name::kP)) {
      ++paragraphs;
    } else if (makes_cell_a_block(node)) {
      cell_is_block = true;
    }
  }
};

// The names that WordPress and Bootstrap have for it.
std::string_view alignment_in_class(Node element) {
  if (has_any_class<"has-text-align-right", "text-right", "text-end">(element)) return "right";
  if (has_any_class<"has-text-align-center", "text-center">(element)) return "center";
  if (has_any_class<"has-text-align-left", "text-left", "text-start">(element)) return "left";
  return {};
}

}  // namespace

void survey_tables(Node root, std::unordered_map<html::NodeIndex, TableShape>& shapes) {
  std::vector<Open> open;
  const auto close = [&] {
    open.back().end_cell();
    shapes[open.back().table.index()] = open.back().shape;
    open.pop_back();
  };
  Node node = root;
  while (true) {
    if (node.is(Name::kTable)) {
      if (!open.empty()) open.back().shape.has_table = true;
      open.push_back({.table = node, .shape = {}});
    } else if (node.is_element()) {
      open.back().see(node);
    } else if (node.is_text()) {
      open.back().cell_bytes += static_cast<std::uint32_t>(node.text().size());
    }
    if (const Node child = node.first_child()) {
      node = child;
      continue;
    }
    while (true) {
      if (node.is(Name::kTable)) close();
      if (node == root) return;
      if (const Node sibling = node.next_sibling()) {
        node = sibling;
        break;
      }
      node = node.parent();
    }
  }
}

bool is_layout(Node table, const TableShape& shape) {
  const std::string_view role = value_of(table, Name::kRole);
  if (contains_word(role, "presentation") || contains_word(role, "none")) return true;
  if (contains_word(role, "table") || contains_word(role, "grid")) return false;
  if (shape.has_header && shape.cells > 1) return shape.longest_cell > 4000 && shape.block_cells * 2 > shape.cells;
  if (shape.rows <= 1 || shape.widest_row <= 1 || shape.has_table) return true;
  return shape.longest_cell > 1500 || shape.block_cells * 2 > shape.cells;
}

void TableBuilder::begin_row(bool in_head) {
  table_.rows.emplace_back();
  head_.push_back(in_head);
  for (std::uint16_t& rows : occupied_) rows = static_cast<std::uint16_t>(rows > 0 ? rows - 1 : 0);
  column_ = 0;
}

// https://html.spec.whatwg.org/multipage/tables.html#algorithm-for-processing-rows
void TableBuilder::add_cell(TableCell cell, Table::Align align, bool skipped_text) {
  if (table_.rows.empty()) begin_row(false);
  while (column_ < occupied_.size() && occupied_[column_] > 0) ++column_;
  const std::uint32_t room = column_ < kWidestGrid ? kWidestGrid - column_ : 1;
  cell.column_span = static_cast<std::uint16_t>(std::min<std::uint32_t>(cell.column_span, room));
  const std::uint32_t end = column_ + cell.column_span;
  if (end <= kWidestGrid) {
    if (occupied_.size() < end) occupied_.resize(end, 0);
    std::fill(occupied_.begin() + column_, occupied_.begin() + end, cell.row_span);
    if (table_.columns.size() < end) table_.columns.resize(end, Table::Align::kNone);
    Table::Align& said = table_.columns[column_];
    if (cell.column_span == 1 && said == Table::Align::kNone) said = align;
  }
  column_ = end;
  if (!cell.spans.empty()) ++filled_;
  if (cell.spans.empty() && skipped_text) ++skipped_;
  table_.rows.back().push_back(std::move(cell));
}

std::optional<Table> TableBuilder::finish() && {
  if (filled_ == 0) return std::nullopt;
  // A row without cells stands only where a cell from above reaches into it.
  std::vector<std::vector<TableCell>> rows;
  std::vector<bool> head;
  std::size_t reach = 0;
  for (std::size_t i = 0; i < table_.rows.size(); ++i) {
    std::vector<TableCell>& row = table_.rows[i];
    if (row.empty() && i >= reach) continue;
    for (const TableCell& cell : row) reach = std::max(reach, i + cell.row_span);
    rows.push_back(std::move(row));
    head.push_back(head_[i]);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (TableCell& cell : rows[i]) {
      cell.row_span = static_cast<std::uint16_t>(std::min<std::size_t>(cell.row_span, rows.size() - i));
    }
  }
  const auto all_headers = [](const std::vector<TableCell>& row) {
    return !row.empty() && std::ranges::all_of(row, [](const TableCell& cell) { return cell.is_header; });
  };
  std::size_t header = 0;
  while (header < rows.size() && head[header]) ++header;
  if (header == 0) {
    while (header < rows.size() && all_headers(rows[header])) ++header;
    if (header == rows.size()) header = header > 1 ? 1 : 0;  // A table of th alone is no header.
  }
  table_.header_rows = static_cast<std::uint16_t>(std::min<std::size_t>(header, 0xFFFF));
  table_.rows = std::move(rows);
  while (!table_.columns.empty() && table_.columns.back() == Table::Align::kNone) table_.columns.pop_back();
  return std::move(table_);
}

Table::Align alignment_of(Node cell) {
  for (Node element = cell; element && element.is_element(); element = element.parent()) {
    std::string_view said = style_of(element, "text-align");
    if (said.empty()) said = value_of(element, Name::kAlign);
    if (said.empty() && !value_of(element, Name::kClass).empty()) said = alignment_in_class(element);
    if (contains_word(said, "left")) return Table::Align::kLeft;
    if (contains_word(said, "center")) return Table::Align::kCenter;
    if (contains_word(said, "right")) return Table::Align::kRight;
    if (element.is(Name::kTr)) break;
  }
  return Table::Align::kNone;
}

std::uint16_t span_of(Node cell, Name attribute) {
  const std::string_view text = value_of(cell, attribute);
  std::uint32_t value = 1;
  const std::size_t start = std::min(text.find_first_not_of(" \t\n\r\f"), text.size());
  const auto [end, status] = std::from_chars(text.data() + start, text.data() + text.size(), value);
  if (status == std::errc::result_out_of_range) value = 65534;
  if (status == std::errc::invalid_argument) value = 1;
  if (attribute == Name::kColspan) return static_cast<std::uint16_t>(value == 0 || value > 1000 ? 1 : value);
  return static_cast<std::uint16_t>(value == 0 || value > 65534 ? 65534 : value);
}

}  // namespace pressmark::extract
