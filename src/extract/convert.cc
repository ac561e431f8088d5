// DOM to Article blocks: the two ways in.
#include <algorithm>

#include "extract/blocks.h"
#include "extract/convert_select.h"
#include "extract/convert_walk.h"

namespace pressmark::extract {
namespace {

// Rules at the ends divide nothing.
std::vector<Block> tidied(std::vector<Block> blocks) {
  const auto is_note = [](const Block& block) { return block.kind == Block::Kind::kFootnote; };
  const auto is_rule = [](const Block& block) { return block.kind == Block::Kind::kRule; };
  const auto notes = std::ranges::find_if(blocks, is_note);
  auto end = notes;
  while (end != blocks.begin() && is_rule(*(end - 1))) --end;
  blocks.erase(end, notes);
  return blocks;
}

}  // namespace

std::vector<Block> convert(const Outline& outline, const Segmentation& segmentation, std::string_view base,
                           const Parts& parts) {
  const Selection selection(outline, segmentation);
  return tidied(Converter(outline.page().root(), &selection, base, parts).run());
}

std::vector<Block> convert_but(html::Node root, const std::vector<bool>& left_out, std::string_view base) {
  Converter converter(root, nullptr, base);
  converter.leave_out(left_out);
  return tidied(std::move(converter).run());
}

std::vector<Block> convert_all(html::Node root, std::string_view base) {
  return tidied(Converter(root, nullptr, base).run());
}

}  // namespace pressmark::extract
