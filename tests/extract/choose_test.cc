#include <gtest/gtest.h>

#include "extract/blocks.h"

namespace pressmark::extract {
namespace {

Segmentation blocks_of(std::initializer_list<std::pair<std::uint32_t, float>> words_and_keep) {
  Segmentation segmentation;
  for (const auto& [words, keep] : words_and_keep) {
    TextBlock block;
    block.words = words;
    block.keep = keep;
    segmentation.blocks.push_back(block);
  }
  return segmentation;
}

std::vector<bool> kept(Segmentation segmentation) {
  choose(segmentation);
  std::vector<bool> result;
  for (const TextBlock& block : segmentation.blocks) result.push_back(block.kept);
  return result;
}

using Kept = std::vector<bool>;

TEST(Choose, parts_the_likely_from_the_unlikely) {
  EXPECT_EQ(kept(blocks_of({{50, 0.9F}, {3, 0.1F}, {60, 0.8F}, {20, 0.05F}})), (Kept{true, false, true, false}));
}

TEST(Choose, lowers_the_bar_where_nothing_is_sure) {
  EXPECT_EQ(kept(blocks_of({{10, 0.3F}, {10, 0.3F}, {10, 0.28F}})), (Kept{true, true, true}));
  EXPECT_EQ(kept(blocks_of({{100, 0.95F}, {10, 0.3F}, {10, 0.28F}})), (Kept{true, false, false}));
}

TEST(Choose, weighs_blocks_by_their_words) {
  // Sure of a few words only, it takes the long text that is half likely as well.
  EXPECT_EQ(kept(blocks_of({{2, 0.95F}, {200, 0.5F}})), (Kept{true, true}));
}

TEST(Choose, keeps_chrome_only_where_there_is_nothing_else) {
  EXPECT_EQ(kept(blocks_of({{1, 0.1F}, {500, 0.02F}})), (Kept{true, false}));
  EXPECT_EQ(kept(blocks_of({{4, 0.02F}, {5, 0.02F}})), (Kept{true, true}));
}

TEST(Choose, keeps_symbols_where_there_are_no_words) {
  EXPECT_EQ(kept(blocks_of({{0, 0.3F}, {0, 0.2F}})), (Kept{true, true}));
}

// P: a block that is kept for itself; p: one that nothing speaks against; h: such a heading; x: one that does not
// belong.
std::string kept_of(std::string_view kinds) {
  Segmentation segmentation;
  for (const char kind : kinds) {
    TextBlock block;
    block.words = kind == 'P' ? 50 : 2;
    block.keep = kind == 'P' ? 0.9F : 0.1F;
    block.is_plain = kind == 'p' || kind == 'h';
    block.is_heading = kind == 'h';
    segmentation.blocks.push_back(block);
  }
  choose(segmentation);
  std::string out;
  for (std::size_t i = 0; i < kinds.size(); ++i) out += segmentation.blocks[i].kept ? kinds[i] : '-';
  return out;
}

TEST(Choose, keeps_what_nothing_speaks_against_with_its_neighbours) {
  EXPECT_EQ(kept_of("xpPppPhpPpx"), "-pPppPhpPp-");
  EXPECT_EQ(kept_of("PxpxP"), "P-p-P") << "between two kept ones, close by";
  EXPECT_EQ(kept_of("PpxppxxP"), "Pp-pp--P");
  EXPECT_EQ(kept_of("Pxp"), "P--");
  EXPECT_EQ(kept_of("hPxx"), "hP--");
}

TEST(Choose, keeps_no_heading_of_nothing) {
  EXPECT_EQ(kept_of("Ph"), "P-");
  EXPECT_EQ(kept_of("Phx"), "P--");
  EXPECT_EQ(kept_of("Phpx"), "Php-");
}

TEST(Choose, keeps_code_and_tables_that_follow_kept_prose) {
  constexpr html::NodeIndex kArticle = 1, kAside = 2;
  Segmentation segmentation =
      blocks_of({{50, 0.9F}, {2, 0.1F}, {2, 0.1F}, {9, 0.1F}, {2, 0.1F}, {50, 0.9F}, {2, 0.1F}});
  std::vector<TextBlock>& blocks = segmentation.blocks;
  for (TextBlock& block : blocks) block.around = kArticle;
  blocks[1].inset = blocks[2].inset = 10;  // two cells behind the prose
  blocks[4].inset = 11;                    // code behind a line that is left out
  blocks[6].inset = 12;                    // a table behind the prose, but not beside it
  blocks[6].around = kAside;
  EXPECT_EQ(kept(segmentation), (Kept{true, true, true, false, false, true, false}));
}

TEST(Choose, keeps_a_short_article_whole_where_any_of_it_is_kept) {
  Segmentation segmentation = blocks_of({{50, 0.9F}, {2, 0.1F}, {2, 0.1F}});
  segmentation.blocks[0].is_whole = segmentation.blocks[2].is_whole = true;
  EXPECT_EQ(kept(segmentation), (Kept{true, false, true}));
  segmentation.blocks[0].is_whole = false;
  EXPECT_EQ(kept(segmentation), (Kept{true, false, false}));
}

TEST(Choose, takes_an_empty_page) { EXPECT_EQ(kept({}), Kept{}); }

}  // namespace
}  // namespace pressmark::extract
