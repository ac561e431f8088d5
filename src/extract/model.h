// The trained model: what it has learned of names and short texts, and the trees that tell how likely a block is meant
// to be read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "extract/features_rows.h"
#include "extract/forest.h"
#include "extract/token_table.h"

namespace pressmark::extract {

// Views into the words that it was made from.
class Model {
 public:
  // The one that tools/train wrote into model.gen.inc.
  static const Model& built_in();
  // Words as tools/train writes them, little endian; nullopt when they are none. They must outlive the Model. They may
  // also be what the trainer's own model says of certain rows, without any tree: to check the trees against.
  static std::optional<Model> from_words(std::span<const std::uint32_t> words);

  const TokenTable& tokens() const { return tokens_; }

  // How far each topic moved the row's log-odds, as the values of the nodes on its way through each tree tell.
  using Shares = std::array<float, kTopicCount>;
  Shares explain(const Row& row, std::span<const Topic> topics) const;

 private:
  friend class PageScorer;

  // What is said of a row, by its hash.
  struct Said {
    std::uint32_t high, low;
    float keep;
    std::uint64_t key() const { return std::uint64_t{high} << 32 | low; }
  };
  static std::optional<Model> from_said(std::span<const std::uint32_t> words);
  float said_of(const Row& row) const;  // 0 for a row that nothing is said of

  std::span<const Said> said_{};  // by key; without trees only
  TokenTable tokens_{};
  Forest forest_{};
  std::span<const std::uint32_t> nodes_{};  // trees x nodes_a_tree_
  std::span<const std::int8_t> hints_{};    // by node: the mean below it, coarse
  std::size_t nodes_a_tree_ = 0;
  float unit_ = 0, hint_unit_ = 0;
  std::int32_t early_sum_of_zeros_ = 0;  // what a row of zeros gets from the trees that are asked first
};

// Gives each row of a page its probability, in groups as they come. No allocation but one when it is made.
class PageScorer {
 public:
  // `keep` has a place for every row.
  PageScorer(const Model& model, std::span<float> keep);
  void add(const Row& row);
  // Sets what is not set yet.
  void finish();

 private:
  // Rows stand in eights, which are given up together: most of a page is menus and the like, and those stand together.
  static constexpr std::size_t kEight = 8;
  struct Group {
    Forest::Columns columns{};
    Forest::Sums sums{};
    std::array<std::uint32_t, Forest::kRows / kEight> first_rows{};  // of each eight
    std::size_t eights = 0;
    bool is_full() const { return eights == first_rows.size(); }
  };
  void begin_eight();
  void ask_early();
  void ask_late();
  bool is_hopeless(std::size_t eight) const;
  void set(const Group& group, std::size_t eight);
  std::size_t early_trees() const;

  const Model& model_;
  std::span<float> keep_;
  Forest::RuledOut by_page_{};
  std::array<Row, kEight> rows_{};  // the last ones, fewer than eight
  std::uint32_t row_count_ = 0;     // that trees are asked of
  std::uint32_t said_count_ = 0;    // that are looked up instead
  Group early_{}, late_{};
};

}  // namespace pressmark::extract
