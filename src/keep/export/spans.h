// Every span of an article, wherever it stands.
#pragma once

#include <vector>

#include "pressmark/article.h"

namespace pressmark::keep {

template <class Change>
void change_spans(std::vector<Span>& spans, const Change& change) {
  for (Span& span : spans) change(span);
}

template <class Change>
void change_spans(std::vector<Block>& blocks, const Change& change) {
  for (Block& block : blocks) {
    change_spans(block.spans, change);
    if (block.table) {
      change_spans(block.table->caption, change);
      for (auto& row : block.table->rows) {
        for (TableCell& cell : row) change_spans(cell.spans, change);
      }
    }
    change_spans(block.children, change);  // at most kMaxBlockDepth deep
  }
}

template <class Change>
void change_spans(Article& article, const Change& change) {
  change_spans(article.blocks, change);
  change_spans(article.comments, change);
}

}  // namespace pressmark::keep
