#include "extract/model.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace pressmark::extract {
namespace {

static_assert(std::endian::native == std::endian::little, "the model's words hold smaller numbers");

constexpr std::uint32_t kModelWords[] = {
#include "extract/model.gen.inc"
};

constexpr std::uint32_t kMagic = 0x314D4D50;
constexpr std::size_t kHeadWords = 7;
constexpr std::size_t kGlance = 4;       // after a fourth of the trees
constexpr std::int32_t kMiddle = 32768;  // of a leaf's value

// A node in a word: the threshold, or a leaf's value; the feature; the first of its two children, which is the one for
// values up to the threshold. A leaf's feature is one that is always 0 and its child is itself, so that walking on
// stays.
struct Node {
  std::uint32_t word;
  std::uint32_t threshold() const { return word & 0xffff; }
  std::uint32_t feature() const { return (word >> 16) & 0xff; }
  std::uint32_t child() const { return word >> 24; }
  std::uint32_t next(const Row& row) const { return child() + (row[feature()] > threshold()); }
};

template <class T>
std::span<const T> take(std::span<const std::uint32_t>& rest, std::size_t count) {
  const auto* first = reinterpret_cast<const T*>(rest.data());
  rest = rest.subspan(count * sizeof(T) / sizeof(std::uint32_t));
  return {first, count};
}

bool are_sound(std::span<const std::uint32_t> nodes, std::size_t nodes_a_tree) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node node{nodes[i]};
    const std::size_t last = node.child() + (node.feature() == kFeatureCount ? 0U : 1U);
    if (node.feature() > kFeatureCount || last >= nodes_a_tree) return false;
  }
  return true;
}

}  // namespace

std::optional<Model> Model::from_words(std::span<const std::uint32_t> words) {
  if (words.size() < kHeadWords || words[0] != kMagic || words[1] != kFeatureCount) return std::nullopt;
  const std::size_t trees = words[2], nodes = words[3], slots = words[4];
  constexpr std::size_t kMost = 1U << 20;
  if (trees == 0 || nodes == 0 || nodes > 256 || trees > kMost || slots > kMost || slots % 4 != 0) return std::nullopt;
  if (!std::has_single_bit(slots) || trees % 4 != 0) return std::nullopt;
  const std::size_t bytes = trees * nodes * 4 + slots * 3 + trees + trees * nodes;
  if (words.size() != kHeadWords + (bytes + 3) / 4) return std::nullopt;
  Model model;
  model.nodes_a_tree_ = nodes;
  model.unit_ = std::bit_cast<float>(words[5]);
  model.hint_unit_ = std::bit_cast<float>(words[6]);
  std::span<const std::uint32_t> rest = words.subspan(kHeadWords);
  model.nodes_ = take<std::uint32_t>(rest, trees * nodes);
  model.tokens_.checks = take<std::uint16_t>(rest, slots);
  model.tokens_.values = take<std::int8_t>(rest, slots);
  model.depths_ = take<std::uint8_t>(rest, trees);
  model.hints_ = take<std::int8_t>(rest, trees * nodes);
  if (!are_sound(model.nodes_, nodes)) return std::nullopt;
  return model;
}

const Model& Model::built_in() {
  static const Model model = from_words(kModelWords).value_or(Model());
  return model;
}

// Whether none of the sums can still become likely.
bool Model::is_hopeless(const std::array<std::int32_t, kBatch>& sums) const {
  constexpr float kHopeless = -3.0F;  // in log-odds
  return std::ranges::all_of(sums, [&](std::int32_t sum) { return static_cast<float>(sum) * unit_ < kHopeless; });
}

std::array<float, Model::kBatch> Model::predict(const Batch& rows) const {
  std::array<std::int32_t, kBatch> sums{};
  const std::uint32_t* tree = nodes_.data();
  for (std::size_t i = 0; i < depths_.size(); ++i, tree += nodes_a_tree_) {
    // Most of a page is menus and the like, stands together, and is told early.
    if (i == depths_.size() / kGlance && is_hopeless(sums)) break;
    // Side by side, so that the loads of one row don't wait for those of another.
    std::array<std::uint32_t, kBatch> at{};
    for (std::size_t level = depths_[i]; level > 0; --level) {
      for (std::size_t row = 0; row < kBatch; ++row) at[row] = Node{tree[at[row]]}.next(rows[row]);
    }
    for (std::size_t row = 0; row < kBatch; ++row) {
      sums[row] += static_cast<std::int32_t>(Node{tree[at[row]]}.threshold()) - kMiddle;
    }
  }
  std::array<float, kBatch> keep{};
  for (std::size_t row = 0; row < kBatch; ++row) {
    keep[row] = 1.0F / (1.0F + std::exp(-static_cast<float>(sums[row]) * unit_));
  }
  return keep;
}

Model::Shares Model::explain(const Row& row, std::span<const Topic> topics) const {
  Shares shares{};
  for (std::size_t tree = 0; tree < depths_.size(); ++tree) {
    const std::size_t first = tree * nodes_a_tree_;
    std::size_t at = first;
    for (Node node{nodes_[at]}; node.feature() != kFeatureCount; node = Node{nodes_[at]}) {
      const std::size_t next = first + node.next(row);
      const int moved = hints_[next] - hints_[at];
      shares[static_cast<std::size_t>(topics[node.feature()])] += static_cast<float>(moved) * hint_unit_;
      at = next;
    }
  }
  return shares;
}

}  // namespace pressmark::extract
