#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "extract/blocks.h"
#include "extract/features_rows.h"
#include "extract/model.h"

namespace pressmark::extract {
namespace {

// In the order of Topic.
constexpr std::array<std::string_view, kTopicCount> kTopicNames = {
    "its length",      "its links",      "how it is written",     "what it says",         "the elements around it",
    "names around it", "its repetition", "its place on the page", "the heading above it", "the section around it",
    "its neighbours",  "the title",      "the kind of page",
};

const std::vector<Topic>& topics() {
  static const std::vector<Topic> kTopics = [] {
    std::vector<Topic> topics;
    for (const FeatureName& name : feature_names()) topics.push_back(name.topic);
    return topics;
  }();
  return kTopics;
}

std::vector<std::string> reasons_of(const Model::Shares& shares) {
  constexpr float kLeast = 0.1F;
  std::array<std::size_t, kTopicCount> order{};
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const float of_a = std::abs(shares[a]), of_b = std::abs(shares[b]);
    return of_a != of_b ? of_a > of_b : a < b;
  });
  std::vector<std::string> reasons;
  for (const std::size_t topic : order) {
    if (std::abs(shares[topic]) < kLeast) break;
    reasons.push_back(fmt::format("{} {:+.2f}", kTopicNames[topic], shares[topic]));
  }
  return reasons;
}

}  // namespace

void score(const Outline& outline, const Metadata& metadata, Segmentation& segmentation,
           std::vector<std::vector<std::string>>* reasons, const Model* other) {
  if (reasons != nullptr) reasons->clear();
  std::vector<TextBlock>& blocks = segmentation.blocks;
  if (blocks.empty()) return;
  const Model& model = other == nullptr ? Model::built_in() : *other;
  RowMaker maker(outline, metadata, segmentation, model.tokens());
  std::vector<float> keep(blocks.size());
  PageScorer scorer(model, keep);
  Row row{};
  for (std::uint32_t i = 0; i < blocks.size(); ++i) {
    maker.make(i, row);
    blocks[i].is_part = maker.is_part();
    blocks[i].wording = maker.wording(i);
    scorer.add(row);
    if (reasons != nullptr) reasons->push_back(reasons_of(model.explain(row, topics())));
  }
  scorer.finish();
  for (std::size_t i = 0; i < blocks.size(); ++i) blocks[i].keep = keep[i];
}

}  // namespace pressmark::extract
