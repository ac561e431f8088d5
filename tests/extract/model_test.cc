#include "extract/model.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "extract/forest.h"

namespace pressmark::extract {
namespace {

constexpr std::uint32_t kMagic = 0x324D4D50;

constexpr std::uint32_t node(std::uint32_t threshold, std::uint32_t feature, std::uint32_t child) {
  return threshold | feature << 16 | child << 24;
}

constexpr std::uint32_t leaf(int value, std::uint32_t itself) {
  return node(static_cast<std::uint32_t>(value + 32768), kFeatureCount, itself);
}

// Four trees that part by the second feature, at 10: -1 up to it, +2 above, in log-odds. No tokens but one.
std::vector<std::uint32_t> small_model() {
  std::vector<std::uint32_t> words = {
      kMagic, kFeatureCount, 4, 3, 4, std::bit_cast<std::uint32_t>(0.25F), std::bit_cast<std::uint32_t>(0.1F)};
  for (int tree = 0; tree < 4; ++tree) words.insert(words.end(), {node(10, 1, 1), leaf(-1, 1), leaf(2, 2)});
  words.insert(words.end(), {0, 0x7777U});                             // checks: the third is 0x7777
  words.push_back(0x80058080U);                                        // values: the third is 5, the others none
  words.insert(words.end(), {0x0014f600U, 0xf60014f6U, 0x14f60014U});  // hints: 0, -10, 20 of each tree
  return words;
}

std::vector<float> predict(const Model& model, std::span<const Row> rows) {
  std::vector<float> keep(rows.size());
  PageScorer scorer(model, keep);
  for (const Row& row : rows) scorer.add(row);
  scorer.finish();
  return keep;
}

// Trees of random shapes, their nodes in the order in which they were parted.
std::vector<std::uint32_t> random_forest(std::minstd_rand& random, std::size_t trees, std::size_t leaves) {
  std::vector<std::uint32_t> nodes;
  for (std::size_t tree = 0; tree < trees; ++tree) {
    std::vector<std::uint32_t> one = {0}, ends = {0};
    while (ends.size() < leaves) {
      const std::size_t which = random() % ends.size();
      const auto first = static_cast<std::uint32_t>(one.size());
      const std::uint32_t threshold = random() % 8 == 0 ? 0xffff : random() % 64 * 1024;
      one[ends[which]] = node(threshold, static_cast<std::uint32_t>(random() % kFeatureCount), first);
      one.insert(one.end(), {0, 0});
      ends[which] = first;
      ends.push_back(first + 1);
    }
    for (const std::uint32_t end : ends) one[end] = leaf(static_cast<int>(random() % 65536) - 32768, end);
    nodes.insert(nodes.end(), one.begin(), one.end());
  }
  return nodes;
}

TEST(Forest, comes_to_the_leaves_that_a_walk_from_the_root_comes_to) {
  constexpr std::size_t kTrees = 20;
  std::minstd_rand random(1);
  for (const std::size_t leaves : {1u, 2u, 7u, 16u, 17u, 32u}) {
    const std::vector<std::uint32_t> nodes = random_forest(random, kTrees, leaves);
    const std::size_t nodes_a_tree = 2 * leaves - 1;
    const auto forest = Forest::from_nodes(nodes, nodes_a_tree);
    ASSERT_TRUE(forest);
    std::array<Row, Forest::kRows> rows{};
    for (Row& row : rows) {
      for (auto& value : row) value = static_cast<std::uint16_t>(random() % 65 * 1024 - (random() % 2));
      std::copy(rows[0].begin() + kFeatureCount - kPageFeatureCount, rows[0].begin() + kFeatureCount,
                row.begin() + kFeatureCount - kPageFeatureCount);
    }
    Forest::Columns columns;
    for (std::size_t place = 0; place < rows.size() / 8; ++place) {
      std::array<Row, 8> eight;
      std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(8 * place), 8, eight.begin());
      columns.set_eight(place, eight);
    }
    Forest::Sums sums{};
    forest->add(columns, forest->ruled_out_by_page(rows[0]), 0, kTrees, sums);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::int32_t expected = 0;
      for (std::size_t tree = 0; tree < kTrees; ++tree) {
        const std::uint32_t* const one = nodes.data() + tree * nodes_a_tree;
        Forest::Node at{one[0]};
        while (!at.is_leaf()) at = {one[at.next(rows[i])]};
        expected += static_cast<std::int32_t>(at.threshold()) - 32768;
      }
      ASSERT_EQ(sums[i], expected) << leaves << " leaves, row " << i;
      ASSERT_EQ(forest->sum_of(rows[i], 0, kTrees), expected) << leaves << " leaves, row " << i;
    }
  }
}

TEST(Forest, refuses_trees_of_more_leaves_and_children_before_their_parents) {
  std::minstd_rand random(1);
  EXPECT_FALSE(Forest::from_nodes(random_forest(random, 1, 33), 65));
  EXPECT_FALSE(Forest::from_nodes(random_forest(random, 1, 100), 199));
  EXPECT_FALSE(Forest::from_nodes(std::vector<std::uint32_t>{node(1, 1, 0), leaf(1, 1), leaf(1, 2)}, 3));
}

TEST(Model, walks_each_tree_to_a_leaf) {
  const std::vector<std::uint32_t> words = small_model();
  const auto model = Model::from_words(words);
  ASSERT_TRUE(model);
  std::array<Row, 3> rows{};
  rows[0][1] = 10;
  rows[1][1] = 11;
  rows[2][1] = 0xffff;
  const auto keep = predict(*model, rows);
  EXPECT_FLOAT_EQ(keep[0], 1 / (1 + std::exp(1.0F)));
  EXPECT_FLOAT_EQ(keep[1], 1 / (1 + std::exp(-2.0F)));
  EXPECT_FLOAT_EQ(keep[2], keep[1]);
}

// The words are what tools/train/forest.py makes of two rows: zeros, and zeros but for 11 as the second feature.
TEST(Model, says_of_rows_what_the_trainer_said_of_them) {
  const std::vector<std::uint32_t> words = {
      0x31534D50, kFeatureCount, 2,          0,          4,          0,          0,          0,
      0x7777U,    0x80058080,    0x4cfb1a08, 0xc63d077c, 0x3f400000, 0xcbfb46ec, 0x8d7f0f9d, 0x3e800000};
  static_assert(kFeatureCount == 254, "the hashes are of rows of so many");
  const auto model = Model::from_words(words);
  ASSERT_TRUE(model);
  std::array<Row, 3> rows{};
  rows[1][1] = 11;
  rows[2][1] = 12;
  EXPECT_EQ(predict(*model, rows), (std::vector<float>{0.25F, 0.75F, 0})) << "nothing is said of the third";
  EXPECT_EQ(model->tokens().find(0x77770002), 5);
  for (std::size_t size = 0; size < words.size(); ++size) {
    EXPECT_FALSE(Model::from_words(std::span(words).first(size))) << size;
  }
}

TEST(Model, says_which_topic_moved_a_row) {
  const std::vector<std::uint32_t> words = small_model();
  const auto model = Model::from_words(words);
  ASSERT_TRUE(model);
  std::vector<Topic> topics(kFeatureCount, Topic::kLength);
  topics[1] = Topic::kLinks;
  Row row{};
  row[1] = 11;
  const Model::Shares shares = model->explain(row, topics);
  EXPECT_FLOAT_EQ(shares[static_cast<std::size_t>(Topic::kLinks)], 4 * 20 * 0.1F);
  EXPECT_EQ(shares[static_cast<std::size_t>(Topic::kLength)], 0);
}

TEST(Model, finds_its_tokens) {
  const std::vector<std::uint32_t> words = small_model();
  const auto model = Model::from_words(words);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->tokens().find(0x77770002), 5);
  EXPECT_EQ(model->tokens().find(0x77780002), TokenTable::kNone);
  EXPECT_EQ(model->tokens().find(0x77770001), TokenTable::kNone);
}

TEST(Model, refuses_words_that_are_none) {
  const std::vector<std::uint32_t> good = small_model();
  EXPECT_FALSE(Model::from_words({}));
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(Model::from_words(std::span(good).first(size))) << size;
  }
  auto wrong = good;
  wrong[7] = node(10, kFeatureCount + 1, 1);
  EXPECT_FALSE(Model::from_words(wrong)) << "a feature that is not there";
  wrong = good;
  wrong[7] = node(10, 1, 2);
  EXPECT_FALSE(Model::from_words(wrong)) << "a child behind the tree's end";
  wrong = good;
  wrong[1] = kFeatureCount - 1;
  EXPECT_FALSE(Model::from_words(wrong)) << "made for other features";
}

TEST(Model, is_built_in) {
  EXPECT_FALSE(Model::built_in().tokens().values.empty());
  EXPECT_GT(predict(Model::built_in(), std::array<Row, 1>{})[0], 0);
}

TEST(FeatureRows, have_a_name_of_their_own_each) {
  const std::vector<FeatureName> names = feature_names();
  ASSERT_EQ(names.size(), kFeatureCount);
  std::set<std::string> different;
  for (const FeatureName& name : names) EXPECT_TRUE(different.insert(name.name).second) << name.name;
}

}  // namespace
}  // namespace pressmark::extract
