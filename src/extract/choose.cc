#include <algorithm>
#include <functional>
#include <numeric>

#include "extract/blocks.h"
#include "extract/score_choice.h"

namespace pressmark::extract {
namespace {

// The least keep of a chosen block, such that choosing all from it up makes the best of what we know: of all such
// choices the one with the highest expected F1, 2 * sum(words * keep, chosen) / (words chosen + sum(words * keep,
// all)).
float best_threshold(const std::vector<TextBlock>& blocks) {
  std::vector<std::uint32_t> order(blocks.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, std::greater(), [&](std::uint32_t i) { return blocks[i].keep; });
  double expected = 0;  // words that were meant to be read, on the whole page
  for (const TextBlock& block : blocks) expected += static_cast<double>(block.words) * block.keep;
  if (expected <= 0) return 0;  // Nothing but symbols: no word tells the blocks apart.
  double best = -1, hits = 0, words = 0;
  float threshold = 1;
  for (std::size_t at = 0; at < order.size(); ++at) {
    const TextBlock& block = blocks[order[at]];
    hits += static_cast<double>(block.words) * block.keep;
    words += block.words;
    // Equals are taken together, or the sort's order among them would decide.
    if (at + 1 < order.size() && blocks[order[at + 1]].keep == block.keep) continue;
    const double f1 = 2 * hits / (words + expected);
    if (f1 > best) {
      best = f1;
      threshold = block.keep;
    }
  }
  return threshold;
}

// Where any of a short page's only article is chosen, all of it is.
void keep_whole(std::vector<TextBlock>& blocks) {
  if (std::ranges::none_of(blocks, [](const TextBlock& b) { return b.kept && b.is_whole; })) return;
  for (TextBlock& block : blocks) block.kept |= block.is_whole;
}

// A heading, a caption or an item that no rule likes for its shortness still belongs to the text that it stands in.
void keep_plain_by_kept(std::vector<TextBlock>& blocks) {
  bool is_reached = false;
  for (TextBlock& block : blocks) {
    is_reached = block.kept || (is_reached && block.is_plain);
    block.kept |= is_reached && !block.is_heading;  // A heading goes with what follows it.
  }
  for (std::size_t i = blocks.size(); i-- > 1;) blocks[i - 1].kept |= blocks[i - 1].is_plain && blocks[i].kept;
  // A run that others part from the kept ones, an advertisement say, when it has them close by on both sides.
  constexpr std::size_t kFurthest = 8;
  std::size_t last = blocks.size();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].kept) continue;
    if (last < i && i - last <= kFurthest) {
      for (std::size_t between = last + 1; between < i; ++between) blocks[between].kept = blocks[between].is_plain;
    }
    last = i;
  }
}

// Code and tables belong to the prose that they follow. Cells and commands are too short to be likely by themselves.
void keep_insets_by_kept(std::vector<TextBlock>& blocks) {
  html::NodeIndex follows = html::kNoNode;  // what is around the prose that was kept last, with no other prose since
  html::NodeIndex kept = html::kNoNode;
  for (TextBlock& block : blocks) {
    if (block.inset == html::kNoNode) {
      if (!block.is_heading) follows = block.kept ? block.around : html::kNoNode;
      continue;
    }
    if (follows != html::kNoNode && block.around == follows) kept = block.inset;
    block.kept |= block.inset == kept && !block.is_foreign;
  }
}

// "Was this useful?": what a heading at the very end leads to was left out, and so is the heading.
void drop_last_heading(std::vector<TextBlock>& blocks) {
  const auto last = std::ranges::find_if(blocks.rbegin(), blocks.rend(), &TextBlock::kept);
  if (last == blocks.rend() || !last->is_heading || last == blocks.rbegin()) return;
  const bool has_text = std::any_of(last, blocks.rend(), [](const TextBlock& b) { return b.kept && !b.is_heading; });
  if (has_text) last->kept = false;
}

}  // namespace

void choose(Segmentation& segmentation) {
  const float threshold = best_threshold(segmentation.blocks);
  const bool has_text =
      std::ranges::any_of(segmentation.blocks, [](const TextBlock& b) { return b.keep > kChromeKeep; });
  for (TextBlock& block : segmentation.blocks) {
    block.kept = block.keep >= threshold && (!has_text || block.keep > kChromeKeep);
  }
  keep_whole(segmentation.blocks);
  keep_insets_by_kept(segmentation.blocks);
  keep_plain_by_kept(segmentation.blocks);
  drop_last_heading(segmentation.blocks);
}

}  // namespace pressmark::extract
