#include <algorithm>
#include <functional>
#include <numeric>

#include "extract/blocks.h"
#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

// How much recall counts beside precision, squared.
double recall_weight(Lean lean) {
  switch (lean) {
    case Lean::kBalanced: return 1;
    case Lean::kPrecision: return 0.25;
    case Lean::kRecall: return 4;
  }
  return 1;
}

double expected_words(const std::vector<TextBlock>& blocks) {
  double expected = 0;
  for (const TextBlock& block : blocks) expected += static_cast<double>(block.words) * block.keep;
  return expected;
}

// The least keep of a chosen block, such that choosing all from it up makes the best of what we know: of all such
// choices the one with the highest expected F-measure, which for w = 1 is 2 * sum(words * keep, chosen) / (words chosen
// + sum(words * keep, all)).
float best_threshold(const std::vector<TextBlock>& blocks, Lean lean) {
  std::vector<std::uint32_t> order(blocks.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, std::greater(), [&](std::uint32_t i) { return blocks[i].keep; });
  const double weight = recall_weight(lean);
  const double expected = expected_words(blocks);
  if (expected <= 0) return 0;  // Nothing but symbols: no word tells the blocks apart.
  double best = -1, hits = 0, words = 0;
  float threshold = 1;
  for (std::size_t at = 0; at < order.size(); ++at) {
    const TextBlock& block = blocks[order[at]];
    hits += static_cast<double>(block.words) * block.keep;
    words += block.words;
    // Equals are taken together, or the sort's order among them would decide.
    if (at + 1 < order.size() && blocks[order[at + 1]].keep == block.keep) continue;
    const double f1 = (1 + weight) * hits / (words + weight * expected);
    if (f1 > best) {
      best = f1;
      threshold = block.keep;
    }
  }
  return threshold;
}

// A caption, a term or a heading is short, and less sure by itself than what is kept on both sides of it.
void keep_between(std::vector<TextBlock>& blocks, float threshold) {
  constexpr std::size_t kMost = 2;  // blocks
  constexpr float kLeast = 0.7F;    // of the threshold
  std::size_t last = blocks.size();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].kept) continue;
    for (std::size_t between = last + 1; between < i && i - last <= kMost + 1; ++between) {
      blocks[between].kept = blocks[between].keep >= threshold * kLeast;
    }
    last = i;
  }
}

// A quote's author, a listing, a caption: likely or not, they belong to the text beside them.
void keep_parts(std::vector<TextBlock>& blocks, float threshold) {
  constexpr float kLeast = 0.25F;  // of the threshold
  const std::size_t count = blocks.size();
  bool before = false;  // the block before is kept for itself
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_kept = blocks[i].kept;
    const bool has_neighbour = before || (i + 1 < count && blocks[i + 1].kept);
    blocks[i].kept |= blocks[i].is_part && has_neighbour && blocks[i].keep >= threshold * kLeast;
    before = is_kept;
  }
}

}  // namespace

void keep_headings(const html::Document& page, Segmentation& segmentation) {
  constexpr std::size_t kReach = 4;  // blocks back to one that is kept
  constexpr std::uint32_t kMostWords = 30;
  constexpr float kLeast = 0.3F;
  std::vector<TextBlock>& blocks = segmentation.blocks;
  for (std::size_t i = 1, last = blocks.size(); i + 1 < blocks.size(); ++i) {
    if (blocks[i - 1].kept) last = i - 1;
    const TextBlock& block = blocks[i];
    if (block.kept || !blocks[i + 1].kept || last > i || i - last > kReach) continue;
    if (block.words > kMostWords || block.keep < kLeast || block.link_words * 2 > block.words) continue;
    blocks[i].kept = heading_level(page.node(block.container)) > 1;
  }
}

void choose(Segmentation& segmentation, const Choice& choice) {
  constexpr double kLeastWords = 20;  // fewer are no article
  if (choice.strict && expected_words(segmentation.blocks) < kLeastWords) return;
  const float threshold = best_threshold(segmentation.blocks, choice.lean);
  for (TextBlock& block : segmentation.blocks) block.kept = block.keep >= threshold;
  keep_between(segmentation.blocks, threshold);
  keep_parts(segmentation.blocks, threshold);
}

}  // namespace pressmark::extract
