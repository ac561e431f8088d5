// The trained model: what it has learned of names and short texts, and the trees that tell how likely a block is meant
// to be read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "extract/features_rows.h"
#include "extract/token_table.h"

namespace pressmark::extract {

// Views into the words that it was made from.
class Model {
 public:
  // The one that tools/train wrote into model.gen.inc.
  static const Model& built_in();
  // Words as tools/train writes them, little endian; nullopt when they are none. They must outlive the Model.
  static std::optional<Model> from_words(std::span<const std::uint32_t> words);

  const TokenTable& tokens() const { return tokens_; }

  // Rows are scored so many at a time.
  static constexpr std::size_t kBatch = 8;
  using Batch = std::array<Row, kBatch>;
  // The probability of each row.
  std::array<float, kBatch> predict(const Batch& rows) const;

  // How far each topic moved the row's log-odds, as the values of the nodes on its way through each tree tell.
  using Shares = std::array<float, kTopicCount>;
  Shares explain(const Row& row, std::span<const Topic> topics) const;

 private:
  bool is_hopeless(const std::array<std::int32_t, kBatch>& sums) const;

  TokenTable tokens_{};
  std::span<const std::uint32_t> nodes_{};  // trees x nodes_a_tree_
  std::span<const std::uint8_t> depths_{};  // by tree
  std::span<const std::int8_t> hints_{};    // by node: the mean below it, coarse
  std::size_t nodes_a_tree_ = 0;
  float unit_ = 0, hint_unit_ = 0;
};

}  // namespace pressmark::extract
