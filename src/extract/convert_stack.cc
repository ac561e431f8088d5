#include "extract/convert_stack.h"

#include <algorithm>

#include "extract/footnote.h"
#include "extract/inline.h"

namespace pressmark::extract {
namespace {

using Kind = Block::Kind;

bool is_picture(const Block& block) { return block.kind == Kind::kFigure; }

void append_row(std::vector<Span>& row, std::vector<Span> spans) {
  if (spans.empty()) return;
  if (!row.empty()) row.push_back({.kind = Span::Kind::kLineBreak});
  std::ranges::move(spans, std::back_inserter(row));
}

void append_text(std::vector<Span>& row, std::string text) { row.push_back({.text = std::move(text)}); }

// A table within a cell: a row a line, its cells one after the other.
std::vector<Span> flat_table(Table table) {
  std::vector<Span> out = std::move(table.caption);
  for (auto& cells : table.rows) {
    std::vector<Span> line;
    for (TableCell& cell : cells) {
      if (cell.spans.empty()) continue;
      if (!line.empty()) append_text(line, ", ");
      std::ranges::move(cell.spans, std::back_inserter(line));
    }
    append_row(out, std::move(line));
  }
  return out;
}

std::vector<Span> code_lines(const std::string& text) {
  std::vector<Span> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) append_row(out, {{.kind = Span::Kind::kCode, .text = text.substr(at, end - at)}});
    at = end + 1;
  }
  return out;
}

std::vector<Span> flat_block(Block block);

void append_blocks(std::vector<Span>& row, std::vector<Block> blocks) {
  for (Block& block : blocks) append_row(row, flat_block(std::move(block)));
}

// Blocks nest at most kMaxBlockDepth deep, so this goes no deeper either.
std::vector<Span> flat_block(Block block) {
  std::vector<Span> row = std::move(block.spans);
  switch (block.kind) {
    case Kind::kCode: return code_lines(block.text);
    case Kind::kMath: return {{.kind = Span::Kind::kMath, .text = std::move(block.text)}};
    case Kind::kRule: return {};
    case Kind::kTable:
      if (block.table) return flat_table(*std::move(block.table));
      return row;
    case Kind::kList: {
      std::uint32_t number = block.start;
      for (Block& item : block.children) {
        std::vector<Span> line = flattened(std::move(item.children));
        if (line.empty()) continue;
        line.insert(line.begin(), {.text = block.ordered ? fmt::format("{}. ", number) : std::string("• ")});
        ++number;
        append_row(row, std::move(line));
      }
      return row;
    }
    default: append_blocks(row, std::move(block.children)); return row;
  }
}

ByteRange range_of(const std::vector<Block>& blocks) {
  ByteRange range;
  for (const Block& block : blocks) range = joined(range, block.source);
  return range;
}

float surest(const std::vector<Block>& blocks) {
  float keep = blocks.empty() ? 1.0F : 0.0F;
  for (const Block& block : blocks) keep = std::max(keep, block.keep);
  return keep;
}

}  // namespace

ByteRange joined(ByteRange a, ByteRange b) {
  if (a.begin == a.end) return b;
  if (b.begin == b.end) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

std::vector<Span> flattened(std::vector<Block> blocks) {
  std::vector<Span> row;
  append_blocks(row, std::move(blocks));
  return row;
}

bool BlockStack::open(Hold hold, Block block) {
  const Open& below = open_.back();
  const Kind kind = below.hold == Hold::kBlock ? below.block.kind : Kind::kParagraph;
  // add() puts an item or a definition around what may not stand directly in a list.
  const bool is_wrapped = (kind == Kind::kList && block.kind != Kind::kListItem) ||
                          (kind == Kind::kDefinitionList && block.kind != Kind::kDefinition);
  const int depth = below.depth + (is_wrapped ? 2 : 1);
  if (depth + 3 > kMaxBlockDepth) return false;  // Room for an item, what stands in it, and a caption.
  Open one{.hold = hold, .block = std::move(block), .depth = depth};
  if (hold == Hold::kTable) one.table = std::make_unique<TableBuilder>();
  open_.push_back(std::move(one));
  return true;
}

bool BlockStack::open_cell(TableCell cell, Table::Align align, std::uint64_t skipped) {
  if (!in_table() || !open(Hold::kCell)) return false;
  open_.back().cell = std::move(cell);
  open_.back().align = align;
  open_.back().skipped = skipped;
  return true;
}

void BlockStack::begin_row(bool in_head) {
  if (in_table()) open_.back().table->begin_row(in_head);
}

Block* BlockStack::last() {
  std::vector<Block>& children = open_.back().block.children;
  return children.empty() ? nullptr : &children.back();
}

void BlockStack::add_to_list(Block& list, Block block) {
  if (block.kind == Kind::kListItem) return list.children.push_back(std::move(block));
  // A list directly in a list belongs to the item before it.
  const bool joins = block.kind == Kind::kList && !list.children.empty();
  if (!joins) list.children.push_back({.kind = Kind::kListItem, .source = block.source, .keep = block.keep});
  Block& item = list.children.back();
  item.source = joined(item.source, block.source);
  item.children.push_back(std::move(block));
}

void BlockStack::add(Block block) {
  Open& top = open_.back();
  const Kind kind = top.hold == Hold::kBlock ? top.block.kind : Kind::kParagraph;
  if (kind == Kind::kList) return add_to_list(top.block, std::move(block));
  const bool defines = block.kind == Kind::kTerm || block.kind == Kind::kDefinition;
  if (kind == Kind::kDefinitionList && !defines) {
    Block definition{.kind = Kind::kDefinition, .source = block.source, .keep = block.keep};
    definition.children.push_back(std::move(block));
    return top.block.children.push_back(std::move(definition));
  }
  // Items and definitions without their list: what they hold is what counts.
  if ((block.kind == Kind::kDefinition && kind != Kind::kDefinitionList) || block.kind == Kind::kListItem) {
    for (Block& child : block.children) top.block.children.push_back(std::move(child));
    return;
  }
  if (block.kind == Kind::kTerm && kind != Kind::kDefinitionList) block.kind = Kind::kParagraph;
  top.block.children.push_back(std::move(block));
}

void BlockStack::close(std::uint64_t skipped) {
  Open open = std::move(open_.back());
  open_.pop_back();
  switch (open.hold) {
    case Hold::kRoot: break;
    case Hold::kBlock: return close_block(std::move(open));
    case Hold::kCell: return close_cell(std::move(open), skipped);
    case Hold::kCaption: return close_caption(std::move(open));
    case Hold::kFigure: return close_figure(std::move(open));
    case Hold::kTable: return close_table(std::move(open));
    case Hold::kNote: return close_note(std::move(open));
  }
}

void BlockStack::close_block(Open open) {
  Block& block = open.block;
  if (block.children.empty()) return;
  block.source = range_of(block.children);
  block.keep = surest(block.children);
  // A "definition list" without a single term lays a page out.
  if (block.kind == Kind::kDefinitionList &&
      std::ranges::none_of(block.children, [](const Block& child) { return child.kind == Kind::kTerm; })) {
    for (Block& child : block.children) add(std::move(child));
    return;
  }
  add(std::move(block));
}

void BlockStack::close_cell(Open open, std::uint64_t skipped) {
  open.cell.spans = flattened(std::move(open.block.children));
  open_.back().table->add_cell(std::move(open.cell), open.align, skipped > open.skipped);
}

void BlockStack::close_caption(Open open) {
  Open& owner = open_.back();
  if (owner.hold == Hold::kFigure || owner.hold == Hold::kTable) {
    std::ranges::move(open.block.children, std::back_inserter(owner.caption));
  } else {
    for (Block& block : open.block.children) add(std::move(block));
  }
}

void BlockStack::close_figure(Open open) {
  std::vector<Block>& contents = open.block.children;
  if (!contents.empty() && std::ranges::all_of(contents, is_picture)) {
    Block figure{
        .kind = Kind::kFigure, .source = joined(range_of(contents), range_of(open.caption)), .keep = surest(contents)};
    for (Block& picture : contents) {
      append_row(figure.spans, std::move(picture.spans));
      std::ranges::move(picture.children, std::back_inserter(figure.children));
    }
    std::ranges::move(open.caption, std::back_inserter(figure.children));
    return add(std::move(figure));
  }
  const auto is_table = [](const Block& block) { return block.kind == Kind::kTable; };
  if (std::ranges::count_if(contents, is_table) == 1 && !open.caption.empty()) {
    Block& table = *std::ranges::find_if(contents, is_table);
    if (table.table->caption.empty()) {
      table.source = joined(table.source, range_of(open.caption));
      table.table->caption = flattened(std::move(open.caption));
      open.caption.clear();
    }
  }
  for (Block& block : contents) add(std::move(block));
  for (Block& block : open.caption) add(std::move(block));
}

void BlockStack::close_table(Open open) {
  TableBuilder& builder = *open.table;
  // What stood in the table but in no cell comes before it.
  for (Block& block : open.block.children) add(std::move(block));
  if (builder.filled() < builder.skipped()) {
    // Most of it was left out: what stays is no table, but it is text.
    for (Block& block : open.caption) add(std::move(block));
    for (auto& row : builder.table().rows) {
      for (TableCell& cell : row) {
        if (!cell.spans.empty()) {
          add({.kind = Kind::kParagraph,
               .spans = std::move(cell.spans),
               .source = open.block.source,
               .keep = open.block.keep});
        }
      }
    }
    return;
  }
  std::optional<Table> table = std::move(builder).finish();
  if (!table) {
    for (Block& block : open.caption) add(std::move(block));
    return;
  }
  table->caption = flattened(std::move(open.caption));
  add({.kind = Kind::kTable, .table = std::move(table), .source = open.block.source, .keep = open.block.keep});
}

void BlockStack::close_note(Open open) {
  Block& note = open.block;
  cut_label(note.children, note.text);
  if (note.children.empty()) return;
  note.source = range_of(note.children);
  note.keep = surest(note.children);
  notes_.push_back(std::move(note));
}

}  // namespace pressmark::extract
