// Reading an Article without its kinds.
#pragma once

#include "pressmark/article.h"

namespace pressmark::render {

// A renderer goes no deeper: blocks below are left out. An Article that keeps to kMaxBlockDepth never gets there.
inline constexpr int kDeepestBlock = 2 * kMaxBlockDepth;

// Calls visit(spans) for every row of spans in the block and its children, in reading order.
template <class Visit>
void for_each_spans(const Block& block, Visit&& visit, int depth = 0) {
  visit(block.spans);
  if (block.table) {
    for (const auto& row : block.table->rows) {
      for (const TableCell& cell : row) visit(cell.spans);
    }
    visit(block.table->caption);
  }
  if (depth >= kDeepestBlock) return;
  for (const Block& child : block.children) for_each_spans(child, visit, depth + 1);
}

}  // namespace pressmark::render
