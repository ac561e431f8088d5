// The model's trees, laid out so that many rows go through all nodes of a tree side by side, without a branch.
//
// After "QuickScorer" (Lucchese et al., SIGIR 2015): a node whose condition fails rules out the leaves below its first
// child; the first leaf that no node rules out is the one that a walk from the root would have come to. Nodes can be
// asked in any order, so one comparison serves all rows of a vector, and what is the same for all rows of a page is
// asked once a page.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "extract/features_rows.h"

namespace pressmark::extract {

class Forest {
 public:
  static constexpr std::size_t kRows = 32;        // that go through side by side
  static constexpr std::size_t kMostLeaves = 32;  // of a tree

  // The rows by feature, shifted so that signed numbers compare as the unsigned ones did.
  struct alignas(64) Columns {
    std::array<std::array<std::int16_t, kRows>, std::tuple_size_v<Row>> of_feature{};
    // Takes rows [8 * place, 8 * place + 8).
    void set_eight(std::size_t place, const std::array<Row, 8>& rows);
    void copy_eight(std::size_t place, const Columns& from, std::size_t from_place);
  };
  using Sums = std::array<std::int32_t, kRows>;
  // By tree: bits of leaves that a page has ruled out.
  using RuledOut = std::vector<std::uint32_t>;

  // A node in a word: the threshold, or a leaf's value; the feature; the first of its two children, which is the one
  // for values up to the threshold and stands behind its parent. A leaf's feature is kFeatureCount.
  struct Node {
    std::uint32_t word;
    std::uint32_t threshold() const { return word & 0xffff; }
    std::uint32_t feature() const { return (word >> 16) & 0xff; }
    std::uint32_t child() const { return word >> 24; }
    bool is_leaf() const { return feature() == kFeatureCount; }
    std::uint32_t next(const Row& row) const { return child() + (row[feature()] > threshold()); }
  };

  // nullopt when some tree is none, or has too many leaves.
  static std::optional<Forest> from_nodes(std::span<const std::uint32_t> nodes, std::size_t nodes_a_tree);

  std::size_t tree_count() const { return trees_.size(); }
  RuledOut ruled_out_by_page(const Row& row) const;
  // Adds to each row's sum the values of the leaves that it comes to in trees [first, end).
  void add(const Columns& rows, const RuledOut& by_page, std::size_t first, std::size_t end, Sums& sums) const;
  // The same for one row by itself, whose page is not known.
  std::int32_t sum_of(const Row& row, std::size_t first, std::size_t end) const;

 private:
  // Rows below `limit` (shifted) go to the first child; for others the leaves of `low` and `high` are ruled out.
  struct Step {
    std::uint16_t feature;
    std::int16_t limit;
    std::uint16_t low, high;  // leaves 0 to 15, and 16 to 31
  };
  // Steps that rule out leaves of both halves stand first, then those of the low half only, then of the high one.
  struct Tree {
    std::uint32_t first_step, end_both, end_low, end_step;
    std::uint32_t first_page_step, end_page_step;
  };
  bool add_tree(std::span<const std::uint32_t> nodes);
  void add_step(const Node& node, std::uint32_t leaves);
  // Sorts what steps_ has from `first_step` on.
  Tree tree_of_steps(std::uint32_t first_step, std::uint32_t first_page_step);

  std::vector<Tree> trees_{};
  std::vector<Step> steps_{}, page_steps_{};
  std::vector<std::array<std::int16_t, kMostLeaves>> leaves_{};  // values by tree
};

}  // namespace pressmark::extract
