#include "extract/forest.h"

#include <algorithm>
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

// The first half interleaved with the second.
[[gnu::always_inline]] inline std::array<Eight, 8> riffled(const std::array<Eight, 8>& part) {
  const auto low = [](Eight a, Eight b) { return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11); };
  const auto high = [](Eight a, Eight b) { return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15); };
  return {low(part[0], part[4]), high(part[0], part[4]), low(part[1], part[5]), high(part[1], part[5]),
          low(part[2], part[6]), high(part[2], part[6]), low(part[3], part[7]), high(part[3], part[7])};
}

constexpr std::size_t kHalves = Forest::kRows / 16;

// Adds `leaves` to what is ruled out for rows whose value is not below the limit.
[[gnu::always_inline]] inline void rule_out(const std::int16_t* column, std::int16_t limit, std::uint16_t leaves,
                                            Sixteen (&out)[kHalves]) {
  for (std::size_t half = 0; half < kHalves; ++half) {
    Sixteen values;
    std::memcpy(&values, column + 16 * half, sizeof values);
    out[half] |= (values >= Sixteen{} + limit) & static_cast<std::int16_t>(leaves);
  }
}

// One of eight vectors each of eight rows and as many features, row by row; then feature by feature: each time a bit of
// the row's number changes places with one of the feature's.
[[gnu::always_inline]] inline std::array<Eight, 8> turned(const std::array<Eight, 8>& part) {
  return riffled(riffled(riffled(part)));
}

}  // namespace

void Forest::Columns::set_eight(std::size_t place, const std::array<Row, 8>& rows) {
  for (std::size_t feature = 0; feature < of_feature.size(); feature += 8) {
    const auto of_row = [&](std::size_t row) {
      Eight values;
      std::memcpy(&values, rows[row].data() + feature, sizeof values);
      return values ^ shifted(0);
    };
    const std::array<Eight, 8> part =
        turned({of_row(0), of_row(1), of_row(2), of_row(3), of_row(4), of_row(5), of_row(6), of_row(7)});
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
  trees_.push_back(tree_of_steps(step_begin, page_begin));
  return true;
}

Forest::Tree Forest::tree_of_steps(std::uint32_t first_step, std::uint32_t first_page_step) {
  const auto begin = steps_.begin() + first_step;
  const auto place = [](const Step& step) { return step.high == 0 ? 1 : step.low == 0 ? 2 : 0; };
  std::ranges::sort(begin, steps_.end(), {}, place);
  const auto end_of = [&](int last) {
    return static_cast<std::uint32_t>(std::ranges::upper_bound(begin, steps_.end(), last, {}, place) - steps_.begin());
  };
  return {.first_step = first_step,
          .end_both = end_of(0),
          .end_low = end_of(1),
          .end_step = end_of(2),
          .first_page_step = first_page_step,
          .end_page_step = static_cast<std::uint32_t>(page_steps_.size())};
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
    Sixteen low[kHalves], high[kHalves];
    for (std::size_t half = 0; half < kHalves; ++half) {
      low[half] = Sixteen{} + static_cast<std::int16_t>(by_page[tree] & 0xffff);
      high[half] = Sixteen{} + static_cast<std::int16_t>(by_page[tree] >> 16);
    }
    const Step* step = steps_.data() + trees_[tree].first_step;
    for (const Step* const last = steps_.data() + trees_[tree].end_both; step != last; ++step) {
      const std::int16_t* const column = rows.of_feature[step->feature].data();
      rule_out(column, step->limit, step->low, low);
      rule_out(column, step->limit, step->high, high);
    }
    for (const Step* const last = steps_.data() + trees_[tree].end_low; step != last; ++step) {
      rule_out(rows.of_feature[step->feature].data(), step->limit, step->low, low);
    }
    for (const Step* const last = steps_.data() + trees_[tree].end_step; step != last; ++step) {
      rule_out(rows.of_feature[step->feature].data(), step->limit, step->high, high);
    }
    std::array<std::uint32_t, kRows> left;
    for (std::size_t half = 0; half < kHalves; ++half) {
      const auto bits = ~__builtin_shufflevector(low[half], high[half], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22,
                                                 7, 23, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      std::memcpy(left.data() + 16 * half, &bits, sizeof bits);
    }
    // The last leaf is never ruled out, so there is one.
    const std::int16_t* const values = leaves_[tree].data();
    for (std::size_t row = 0; row < kRows; ++row) sums[row] += values[__builtin_ctz(left[row])];
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
