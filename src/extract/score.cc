#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "extract/blocks.h"
#include "extract/features.h"
#include "extract/score_choice.h"
#include "extract/score_rules.h"

namespace pressmark::extract {
namespace {

std::vector<std::string> reasons_of(const BlockFeatures& block, const PageFeatures& page) {
  std::vector<const Rule*> held;
  for (const Rule& rule : rules()) {
    if (rule.holds(block, page)) held.push_back(&rule);
  }
  std::ranges::sort(held, [](const Rule* a, const Rule* b) {
    const float weight_a = std::abs(a->weight), weight_b = std::abs(b->weight);
    return weight_a != weight_b ? weight_a > weight_b : a < b;
  });
  std::vector<std::string> reasons;
  for (const Rule* rule : held) reasons.push_back(fmt::format("{} {:+.2f}", rule->reason, rule->weight));
  return reasons;
}

float probability(float log_odds) { return 1.0F / (1.0F + std::exp(-log_odds)); }

}  // namespace

void score(const html::Document& page, const Metadata& metadata, Segmentation& segmentation,
           std::vector<std::vector<std::string>>* reasons) {
  if (reasons != nullptr) reasons->clear();
  if (segmentation.blocks.empty()) return;
  const Features features = collect_features(page, metadata, segmentation);
  for (std::size_t i = 0; i < segmentation.blocks.size(); ++i) {
    const BlockFeatures& block = features.blocks[i];
    const float keep = probability(log_odds(block, features.page));
    segmentation.blocks[i].keep = is_chrome(block) ? std::min(keep, kChromeKeep) : keep;
    segmentation.blocks[i].is_plain = is_plain(block, features.page);
    segmentation.blocks[i].is_heading = block.heading > 0;
    segmentation.blocks[i].is_whole = is_whole(block, features.page);
    segmentation.blocks[i].inset = block.inset;
    segmentation.blocks[i].is_foreign = is_foreign(block);
    segmentation.blocks[i].around = block.around;
    if (reasons != nullptr) reasons->push_back(reasons_of(block, features.page));
  }
}

}  // namespace pressmark::extract
