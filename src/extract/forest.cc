#include "extract/forest.h"

#include <bit>
#include <cstring>

namespace pressmark::extract {
namespace {

constexpr std::int32_t kMiddle = 32768;  // of a leaf's value
constexpr std::size_t kFirstOfPage = kFeatureCount - kPageFeatureCount;

// As signed numbers compare.
constexpr std::int16_t shifted(std::uint32_t value) { return static_cast<std::int16_t>(value ^ 0x8000U); }

using Eight [[gnu::vector_size(16)]] = std::int16_t;
using Sixteen [[gnu::vector_size(32)]] = std::int16_t;

// One of eight vectors each of eight rows and as many features, row by row; then feature by feature.
void turn(std::array<Eight, 8>& part) {
  // Three times the first half is interleaved with the second: each time a bit of the row's number changes places with
  // one of the feature's.
  for (int round = 0; round < 3; ++round) {
    const std::array<Eight, 8> before = part;
    for (std::size_t i = 0; i < 4; ++i) {
      part[2 * i] = __builtin_shufflevector(before[i], before[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
      part[2 * i + 1] = __builtin_shufflevector(before[i], before[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
  }
}

}  // namespace

void Forest::Columns::set_eight(std::size_t place, const std::array<Row, 8>& rows) {
  for (std::size_t feature = 0; feature < of_feature.size(); feature += 8) {
    std::array<Eight, 8> part{};
    for (std::size_t row = 0; row < 8; ++row) {
      std::memcpy(&part[row], rows[row].data() + feature, sizeof(Eight));
      part[row] ^= shifted(0);
    }
    turn(part);
    for (std::size_t i = 0; i < 8; ++i) {
      std::memcpy(of_feature[feature + i].data() + 8 * place, &part[i], sizeof(Eight));
    }
  }
}

void Forest::Columns::copy_eight(std::size_t place, const Columns& from, std::size_t from_place) {
  for (std::size_t feature = 0; feature < of_feature.size(); ++feature) {
    std::memcpy(of_feature[feature].data() + 8 * place, from.of_feature[feature].data() + 8 * from_place,
                sizeof(Eight));
  }
}

std::optional<Forest> Forest::from_nodes(std::span<const std::uint32_t> nodes, std::size_t nodes_a_tree) {
  Forest forest;
  for (; nodes.size() >= nodes_a_tree; nodes = nodes.subspan(nodes_a_tree)) {
    if (!forest.add_tree(nodes.first(nodes_a_tree))) return std::nullopt;
  }
  return forest;
}

// Numbers the leaves from left to right: those below a node's first child are a range.
bool Forest::add_tree(std::span<const std::uint32_t> nodes) {
  struct Visit {
    std::uint32_t node;
    bool is_left_done;
    std::uint32_t first_leaf;
  };
  const auto step_begin = static_cast<std::uint32_t>(steps_.size());
  const auto page_begin = static_cast<std::uint32_t>(page_steps_.size());
  std::array<std::int16_t, kMostLeaves>& values = leaves_.emplace_back();
  std::uint32_t leaf_count = 0;
  std::vector<Visit> path = {{0, false, 0}};
  while (!path.empty()) {
    const Visit visit = path.back();
    path.pop_back();
    const Node node{nodes[visit.node]};
    if (node.feature() > kFeatureCount) return false;
    if (node.is_leaf()) {
      if (leaf_count == kMostLeaves) return false;
      values[leaf_count++] = static_cast<std::int16_t>(static_cast<std::int32_t>(node.threshold()) - kMiddle);
      continue;
    }
    // Behind its parent, so that no path comes back to where it was.
    if (node.child() <= visit.node || node.child() + 1 >= nodes.size()) return false;
    if (!visit.is_left_done) {
      path.push_back({visit.node, true, leaf_count});
      path.push_back({node.child(), false, 0});
      continue;
    }
    if (leaf_count == kMostLeaves) return false;  // The second child brings more.
    const std::uint32_t below = (1U << leaf_count) - (1U << visit.first_leaf);
    add_step(node, below);
    path.push_back({node.child() + 1, false, 0});
  }
  trees_.push_back({step_begin, static_cast<std::uint32_t>(steps_.size()), page_begin,
                    static_cast<std::uint32_t>(page_steps_.size())});
  return true;
}

void Forest::add_step(const Node& node, std::uint32_t leaves) {
  if (node.threshold() == 0xffff) return;  // Nothing is above it.
  std::vector<Step>& steps = node.feature() >= kFirstOfPage ? page_steps_ : steps_;
  steps.push_back({.feature = static_cast<std::uint16_t>(node.feature()),
                   .limit = shifted(node.threshold() + 1),
                   .low = static_cast<std::uint16_t>(leaves & 0xffff),
                   .high = static_cast<std::uint16_t>(leaves >> 16)});
}

Forest::RuledOut Forest::ruled_out_by_page(const Row& row) const {
  RuledOut out(trees_.size());
  for (std::size_t tree = 0; tree < trees_.size(); ++tree) {
    for (std::uint32_t i = trees_[tree].first_page_step; i < trees_[tree].end_page_step; ++i) {
      const Step& step = page_steps_[i];
      const std::uint32_t leaves = step.low | static_cast<std::uint32_t>(step.high) << 16;
      if (shifted(row[step.feature]) >= step.limit) out[tree] |= leaves;
    }
  }
  return out;
}

// Compiled twice, and chosen when the program is loaded: the narrower vectors of the baseline take twice the steps.
#if defined(__x86_64__)
[[gnu::target_clones("avx2", "default")]]
#endif
void Forest::add(const Columns& rows, const RuledOut& by_page, std::size_t first, std::size_t end, Sums& sums) const {
  for (std::size_t tree = first; tree < end; ++tree) {
    Sixteen low[2], high[2];
    for (std::size_t half = 0; half < 2; ++half) {
      low[half] = Sixteen{} + static_cast<std::int16_t>(by_page[tree] & 0xffff);
      high[half] = Sixteen{} + static_cast<std::int16_t>(by_page[tree] >> 16);
    }
    const Step* const last = steps_.data() + trees_[tree].end_step;
    for (const Step* step = steps_.data() + trees_[tree].first_step; step != last; ++step) {
      const std::int16_t* column = rows.of_feature[step->feature].data();
      for (std::size_t half = 0; half < 2; ++half) {
        Sixteen values;
        std::memcpy(&values, column + 16 * half, sizeof values);
        const Sixteen stays = values < Sixteen{} + step->limit;
        low[half] |= ~stays & static_cast<std::int16_t>(step->low);
        high[half] |= ~stays & static_cast<std::int16_t>(step->high);
      }
    }
    std::array<std::uint16_t, kRows> low_bits, high_bits;
    std::memcpy(low_bits.data(), low, sizeof low);
    std::memcpy(high_bits.data(), high, sizeof high);
    const std::int16_t* const values = leaves_[tree].data();
    for (std::size_t row = 0; row < kRows; ++row) {
      // The last leaf is never ruled out, so there is one.
      const std::uint32_t left = ~(low_bits[row] | static_cast<std::uint32_t>(high_bits[row]) << 16);
      sums[row] += values[__builtin_ctz(left)];
    }
  }
}

std::int32_t Forest::sum_of(const Row& row, std::size_t first, std::size_t end) const {
  const RuledOut by_page = ruled_out_by_page(row);
  std::array<Row, 8> rows{};
  rows[0] = row;
  Columns columns;
  columns.set_eight(0, rows);
  Sums sums{};
  add(columns, by_page, first, end, sums);
  return sums[0];
}

}  // namespace pressmark::extract
