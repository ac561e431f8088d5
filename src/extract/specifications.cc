#include "extract/specifications.h"

#include <unordered_map>

#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr int kMostLevels = 6;  // from a cell's text up to its table

// The table or list of definitions that a cell's text stands in, and the row; none for other text.
struct Place {
  Node table{}, row{};
};

Place place_of(Node container) {
  Place place;
  for (int level = 0; level < kMostLevels && container.is_element(); ++level, container = container.parent()) {
    if (container.is(Name::kTr) || container.is(Name::kDt)) place.row = container;
    if (container.is(Name::kTable) || container.is(Name::kDl)) {
      place.table = container;
      return place;
    }
  }
  return {};
}

struct Table {
  std::uint32_t blocks = 0, rows = 0, words = 0, link_words = 0, longest = 0;
  double keep = 0;
  html::NodeIndex row = html::kNoNode;
};

std::size_t cells_of(Node row) {
  std::size_t cells = 0;
  for (Node cell = row.first_child(); cell; cell = cell.next_sibling()) {
    cells += cell.is(Name::kTd) || cell.is(Name::kTh) ? 1 : 0;
  }
  return cells;
}

}  // namespace

void keep_specifications(const html::Document& page, Segmentation& segmentation) {
  constexpr std::uint32_t kFewestRows = 3, kLongestCell = 30;
  constexpr double kLeast = 0.2;
  std::unordered_map<html::NodeIndex, Table> tables;
  for (const TextBlock& block : segmentation.blocks) {
    if (!block.is_part) continue;
    const Place place = place_of(page.node(block.container));
    if (!place.table) continue;
    Table& table = tables[place.table.index()];
    ++table.blocks;
    table.words += block.words;
    table.link_words += block.link_words;
    table.longest = std::max(table.longest, block.words);
    table.keep += block.keep;
    if (!place.row || place.row.index() == table.row) continue;
    table.row = place.row.index();
    ++table.rows;
    if (place.row.is(Name::kTr) && cells_of(place.row) > 2) table.longest = kLongestCell + 1;
  }
  for (TextBlock& block : segmentation.blocks) {
    if (!block.is_part) continue;
    const Place place = place_of(page.node(block.container));
    if (!place.table) continue;
    const Table& table = tables[place.table.index()];
    const bool is_specification = table.rows >= kFewestRows && table.longest <= kLongestCell &&
                                  table.link_words * 3 < table.words && table.blocks <= table.rows * 3;
    if (is_specification && table.keep >= kLeast * table.blocks) block.kept = true;
  }
}

}  // namespace pressmark::extract
