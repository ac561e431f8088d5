#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <span>

#include "extract/blocks.h"
#include "extract/convert_embed.h"
#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

constexpr double kArticleWeight = 0.85;

// How much recall counts beside precision, squared; by kind as pages of known text score best.
double recall_weight(const Choice& choice) {
  struct Kind {
    std::string_view name;
    double weight;
  };
  constexpr auto kKinds = std::to_array<Kind>({{"collection", 1.6},
                                               {"documentation", 1.2},
                                               {"forum", 1.2},
                                               {"listing", 1.6},
                                               {"product", 0.9},
                                               {"service", 2}});
  const auto* const kind = std::ranges::find(kKinds, choice.kind, &Kind::name);
  const double weight = kind == kKinds.end() ? kArticleWeight : kind->weight;
  switch (choice.lean) {
    case Lean::kBalanced: return weight;
    case Lean::kPrecision: return weight / 4;
    case Lean::kRecall: return weight * 4;
  }
  return weight;
}

double expected_words(const std::vector<TextBlock>& blocks) {
  double expected = 0;
  for (const TextBlock& block : blocks) expected += static_cast<double>(block.words) * block.keep;
  return expected;
}

// The least keep of a chosen block, such that choosing all from it up makes the best of what we know: of all such
// choices the one with the highest expected F-measure, which for w = 1 is 2 * sum(words * keep, chosen) / (words chosen
// + sum(words * keep, all)).
float best_threshold(const std::vector<TextBlock>& blocks, const Choice& choice) {
  std::vector<std::uint32_t> order(blocks.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, std::greater(), [&](std::uint32_t i) { return blocks[i].keep; });
  const double weight = recall_weight(choice);
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

// A part that is mostly a link leads to another page.
bool is_lead(const TextBlock& block) { return block.is_part && block.link_words * 2 > block.words; }

// A caption, a term or a heading is short, and less sure by itself than what is kept on both sides of it; so is all of
// a table or a list of definitions.
void keep_between(std::span<TextBlock> blocks, float threshold) {
  constexpr std::size_t kMost = 2;  // blocks, unless they are all parts
  constexpr float kLeast = 0.6F;    // of the threshold
  constexpr float kPart = 0.5F;
  constexpr float kSymbol = 0.4F;  // the choice can't weigh what has no words
  const bool all_parts = std::ranges::all_of(blocks, &TextBlock::is_part);
  if (blocks.size() > kMost && !all_parts) return;
  for (TextBlock& block : blocks) {
    if (is_lead(block)) continue;
    const float least = all_parts ? kPart : kLeast;
    block.kept = block.keep >= threshold * (block.words == 0 ? kSymbol : least);
  }
}

void keep_between_kept(std::vector<TextBlock>& blocks, float threshold) {
  std::size_t last = blocks.size();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].kept) continue;
    if (last < i) keep_between(std::span(blocks).subspan(last + 1, i - last - 1), threshold);
    last = i;
  }
}

// A quote's author, a table's cell, a caption: likely or not, they belong to the text beside them.
void keep_parts(std::vector<TextBlock>& blocks, float threshold) {
  constexpr float kLeast = 0.2F;  // of the threshold
  const std::size_t count = blocks.size();
  bool before = false;  // the block before is kept for itself
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_kept = blocks[i].kept;
    const bool has_neighbour = before || (i + 1 < count && blocks[i + 1].kept);
    const bool may = blocks[i].is_part && has_neighbour && !is_lead(blocks[i]);
    blocks[i].kept |= may && blocks[i].keep >= threshold * kLeast;
    before = is_kept;
  }
}

// The nearest element of the name that the block stands in.
html::Node around(const html::Document& page, const TextBlock& block, html::Name name, int levels) {
  html::Node element = page.node(block.container);
  for (int level = 0; level < levels && element.is_element(); ++level) {
    if (element.is(name)) return element;
    element = element.parent();
  }
  return {};
}

// Of the heading that the block is, or that it is the button in; else 0.
int level_of(const html::Document& page, const TextBlock& block) {
  html::Node element = page.node(block.container);
  constexpr int kFurthest = 2;  // levels
  for (int level = 0; level < kFurthest && element.is_element() && heading_level(element) == 0; ++level)
    element = element.parent();
  return element.is_element() ? heading_level(element) : 0;
}

// A heading with nothing below it that is kept says nothing, unless headings are all that is kept.
void drop_last_heading(const html::Document& page, std::vector<TextBlock>& blocks) {
  const auto is_heading = [&](const TextBlock& block) { return level_of(page, block) > 1; };
  const auto last = std::ranges::find_if(blocks.rbegin(), blocks.rend(), &TextBlock::kept);
  if (last == blocks.rend() || !is_heading(*last)) return;
  const auto other = std::find_if(last + 1, blocks.rend(), [](const TextBlock& block) { return block.kept; });
  if (other != blocks.rend() && !is_heading(*other)) last->kept = false;
}

}  // namespace

void keep_headings(const html::Document& page, Segmentation& segmentation) {
  constexpr std::size_t kReach = 4;  // blocks back to one that is kept
  constexpr std::uint32_t kMostWords = 30;
  constexpr float kLeast = 0.2F, kLeastOfFirst = 0.4F;
  std::vector<TextBlock>& blocks = segmentation.blocks;
  for (std::size_t i = 0, last = blocks.size(); i + 1 < blocks.size(); ++i) {
    if (i > 0 && blocks[i - 1].kept) last = i - 1;
    const TextBlock& block = blocks[i];
    const bool is_first = last > i;
    if (block.kept || !blocks[i + 1].kept || (!is_first && i - last > kReach)) continue;
    if (block.words > kMostWords || block.link_words * 2 > block.words) continue;
    if (block.keep < (is_first ? kLeastOfFirst : kLeast)) continue;
    blocks[i].kept = level_of(page, block) > (is_first ? 0 : 1);
  }
  drop_last_heading(page, blocks);
}

void keep_captions(const html::Document& page, Segmentation& segmentation) {
  std::vector<TextBlock>& blocks = segmentation.blocks;
  constexpr int kFurthest = 3, kFurthestOfTable = 8;  // levels
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const bool after = i > 0 && blocks[i - 1].kept, before = i + 1 < blocks.size() && blocks[i + 1].kept;
    if (blocks[i].kept || (!after && !before)) continue;
    const html::Node caption = around(page, blocks[i], html::Name::kFigcaption, kFurthest);
    if (!caption) continue;
    const html::Node figure = caption.parent();
    const auto is_in_figure = [&](const TextBlock& block) {
      return around(page, block, html::Name::kFigure, kFurthestOfTable) == figure;
    };
    blocks[i].kept = (after && is_in_figure(blocks[i - 1])) || (before && is_in_figure(blocks[i + 1]));
  }
}

void keep_quoted_posts(const html::Document& page, Segmentation& segmentation) {
  std::vector<TextBlock>& blocks = segmentation.blocks;
  const auto post_around = [&](const TextBlock& block) {
    constexpr int kFurthest = 4;  // levels
    html::Node element = page.node(block.container);
    for (int level = 0; level < kFurthest && element.is_element(); ++level) {
      if (is_post(element)) return element;
      element = element.parent();
    }
    return html::Node();
  };
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    if (blocks[i].kept || !blocks[i - 1].kept) continue;
    const html::Node post = post_around(blocks[i]);
    if (!post) continue;
    std::size_t end = i + 1;
    while (end < blocks.size() && !blocks[end].kept && post_around(blocks[end]) == post) ++end;
    if (end == blocks.size() || !blocks[end].kept) continue;
    for (; i < end; ++i) blocks[i].kept = true;
  }
}

void choose(Segmentation& segmentation, const Choice& choice) {
  constexpr double kLeastWords = 20;  // fewer are no article
  if (choice.strict && expected_words(segmentation.blocks) < kLeastWords) return;
  const float threshold = best_threshold(segmentation.blocks, choice);
  for (TextBlock& block : segmentation.blocks) block.kept = block.keep >= threshold;
  keep_between_kept(segmentation.blocks, threshold);
  keep_parts(segmentation.blocks, threshold);
}

}  // namespace pressmark::extract
