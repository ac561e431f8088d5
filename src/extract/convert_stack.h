// The blocks that are being built: an open one for every element that contains others, closed into the one below it.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "extract/table.h"
#include "pressmark/article.h"

namespace pressmark::extract {

class BlockStack {
 public:
  enum class Hold : std::uint8_t {
    kRoot,
    kBlock,    // closes into a block with the children gathered
    kCell,     // closes into a cell of the table below
    kCaption,  // closes into the caption of the figure or table below
    kFigure,   // closes into a figure, or into its contents when those are no pictures
    kTable,
    kNote  // closes into a footnote
  };

  BlockStack() { open_.push_back({}); }

  // False when blocks nest too deep: nothing is opened, and what follows goes where one is now.
  bool open(Hold hold, Block block = {});
  // A cell; `skipped` tells close() later whether text of it was left out.
  bool open_cell(TableCell cell, Table::Align align, std::uint64_t skipped);
  void close(std::uint64_t skipped = 0);
  void begin_row(bool in_head);

  // Puts the block where it may stand: an item into a list, other blocks into items of it, and so on.
  void add(Block block);

  Hold top() const { return open_.back().hold; }
  Block& top_block() { return open_.back().block; }
  Block::Kind top_kind() const { return open_.back().block.kind; }
  // The block that was added last, into what is open now; nullptr when there is none.
  Block* last();
  // What was added so far to what is open now.
  std::vector<Block>& contents() { return open_.back().block.children; }
  const std::vector<Block>& contents() const { return open_.back().block.children; }
  // Whether a table is open that a row or cell would belong to.
  bool in_table() const { return top() == Hold::kTable; }
  bool in_cell() const { return top() == Hold::kCell; }

  // The blocks at the top level that are closed.
  const std::vector<Block>& finished() const { return open_.front().block.children; }
  std::vector<Block> take_blocks() { return std::move(open_.front().block.children); }
  std::vector<Block> take_notes() { return std::move(notes_); }

 private:
  struct Open {
    Hold hold = Hold::kRoot;
    Block block{};
    std::vector<Block> caption{};  // kFigure, kTable
    std::unique_ptr<TableBuilder> table{};
    TableCell cell{};
    Table::Align align = Table::Align::kNone;
    std::uint64_t skipped = 0;
    int depth = 0;  // of its children in the finished tree
  };

  void close_block(Open open);
  void close_figure(Open open);
  void close_table(Open open);
  void close_caption(Open open);
  void close_note(Open open);
  void close_cell(Open open, std::uint64_t skipped);
  static void add_to_list(Block& list, Block block);

  std::vector<Open> open_;
  std::vector<Block> notes_;
};

// Joins two ranges; an empty one counts for nothing.
ByteRange joined(ByteRange a, ByteRange b);

// The blocks' content in one row of spans, line breaks between them: what a cell holds.
std::vector<Span> flattened(std::vector<Block> blocks);

}  // namespace pressmark::extract
