#include <gtest/gtest.h>

#include "extract/blocks.h"
#include "support/data.h"

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

std::vector<bool> kept(Segmentation segmentation, const Choice& choice = {}) {
  choose(segmentation, choice);
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

TEST(Choose, keeps_symbols_where_there_are_no_words) {
  EXPECT_EQ(kept(blocks_of({{0, 0.3F}, {0, 0.2F}})), (Kept{true, true}));
}

TEST(Choose, leans_to_precision_or_recall_where_asked) {
  const auto blocks = blocks_of({{100, 0.95F}, {60, 0.55F}, {60, 0.25F}});
  const auto kept_by = [&](Lean lean) { return kept(blocks, {.lean = lean}); };
  EXPECT_EQ(kept_by(Lean::kPrecision), (Kept{true, false, false}));
  EXPECT_EQ(kept_by(Lean::kBalanced), (Kept{true, true, false}));
  EXPECT_EQ(kept_by(Lean::kRecall), (Kept{true, true, true}));
}

TEST(Choose, leans_to_what_is_likely_on_pages_of_services_and_lists) {
  const auto blocks = blocks_of({{100, 0.95F}, {60, 0.42F}, {60, 0.1F}});
  EXPECT_EQ(kept(blocks, {.kind = "article"}), (Kept{true, false, false}));
  EXPECT_EQ(kept(blocks, {.kind = "service"}), (Kept{true, true, false}));
  EXPECT_EQ(kept(blocks, {.lean = Lean::kPrecision, .kind = "service"}), (Kept{true, false, false}));
}

TEST(Choose, keeps_nothing_of_a_page_that_has_no_article_when_strict) {
  const auto unlikely = blocks_of({{10, 0.3F}, {40, 0.1F}});
  EXPECT_EQ(kept(unlikely, {.strict = true}), (Kept{false, false}));
  EXPECT_EQ(kept(unlikely), (Kept{true, false}));
  EXPECT_EQ(kept(blocks_of({{50, 0.9F}, {3, 0.1F}}), {.strict = true}), (Kept{true, false}));
}

TEST(Choose, keeps_what_stands_between_kept_blocks_with_less) {
  // The block with 0.55 makes the threshold.
  EXPECT_EQ(kept(blocks_of({{100, 0.95F}, {2, 0.4F}, {100, 0.95F}, {2, 0.55F}, {2, 0.4F}})),
            (Kept{true, true, true, true, false}));
  EXPECT_EQ(kept(blocks_of({{100, 0.95F}, {2, 0.05F}, {100, 0.95F}, {2, 0.55F}})), (Kept{true, false, true, true}));
  EXPECT_EQ(kept(blocks_of({{100, 0.95F}, {2, 0.4F}, {2, 0.4F}, {2, 0.4F}, {100, 0.95F}, {2, 0.55F}})),
            (Kept{true, false, false, false, true, true}))
      << "too many to be a caption";
}

TEST(Choose, keeps_parts_with_the_text_beside_them) {
  Segmentation segmentation = blocks_of({{100, 0.95F}, {2, 0.3F}, {2, 0.3F}, {2, 0.3F}});
  segmentation.blocks[1].is_part = segmentation.blocks[3].is_part = true;
  EXPECT_EQ(kept(segmentation), (Kept{true, true, false, false}));
  segmentation.blocks[1].keep = 0.01F;
  EXPECT_EQ(kept(segmentation), (Kept{true, false, false, false}));
}

TEST(Choose, keeps_a_run_of_parts_between_kept_blocks_with_half) {
  Segmentation segmentation = blocks_of({{100, 0.95F}, {2, 0.3F}, {2, 0.3F}, {2, 0.3F}, {100, 0.95F}, {2, 0.55F}});
  EXPECT_EQ(kept(segmentation), (Kept{true, false, false, false, true, true}));
  for (const std::size_t cell : {1U, 2U, 3U}) segmentation.blocks[cell].is_part = true;
  EXPECT_EQ(kept(segmentation), (Kept{true, true, true, true, true, true}));
  segmentation.blocks[2].keep = 0.2F;
  EXPECT_EQ(kept(segmentation), (Kept{true, true, true, true, true, true})) << "beside a kept part";
  segmentation.blocks[2].keep = 0.1F;
  EXPECT_EQ(kept(segmentation), (Kept{true, true, false, true, true, true}));
}

TEST(Choose, keeps_symbols_between_kept_blocks_with_still_less) {
  EXPECT_EQ(kept(blocks_of({{100, 0.95F}, {0, 0.3F}, {100, 0.95F}, {2, 0.55F}})), (Kept{true, true, true, true}));
  EXPECT_EQ(kept(blocks_of({{100, 0.95F}, {0, 0.1F}, {100, 0.95F}, {2, 0.55F}})), (Kept{true, false, true, true}));
}

// Which of a page's blocks are kept, when those of at least five words are before posts are looked at.
Kept kept_with_posts(const std::string& source) {
  const testing::ExactCopy input(source);
  const html::Document page = html::parse(input.view());
  Segmentation segmentation = segment(page);
  for (TextBlock& block : segmentation.blocks) block.kept = block.words >= 5;
  keep_quoted_posts(page, segmentation);
  Kept result;
  for (const TextBlock& block : segmentation.blocks) result.push_back(block.kept);
  return result;
}

TEST(Choose, keeps_posts_of_other_sites_between_kept_text) {
  const std::string text = "<p>The boat will go again tomorrow.</p>";
  const std::string post = "<blockquote class=twitter-tweet><p>First boat.</p>&mdash; A ferryman</blockquote>";
  EXPECT_EQ(kept_with_posts(text + post + text), (Kept{true, true, true, true}));
  EXPECT_EQ(kept_with_posts(text + post), (Kept{true, false, false})) << "behind the text: of the page around it";
  EXPECT_EQ(kept_with_posts(text + post + "<p>Share</p>" + text), (Kept{true, false, false, false, true}));
  EXPECT_EQ(kept_with_posts(text + "<blockquote>A quote</blockquote>" + text), (Kept{true, false, true}));
}

TEST(Choose, keeps_a_heading_that_is_a_button_above_its_answer) {
  const testing::ExactCopy input(
      "<p>Before you sail.<h3><button>Can I bring my "
      "dog?</button></h3><div><p>Yes.</div><div><button>Buy</button></div>"
      "<p>Or no.");
  const html::Document page = html::parse(input.view());
  Segmentation segmentation = segment(page);
  ASSERT_EQ(segmentation.blocks.size(), 5U);
  for (const std::size_t kept : {0U, 2U, 4U}) segmentation.blocks[kept].kept = true;
  for (const std::size_t unlikely : {1U, 3U}) segmentation.blocks[unlikely].keep = 0.3F;
  keep_headings(page, segmentation);
  EXPECT_TRUE(segmentation.blocks[1].kept);
  EXPECT_FALSE(segmentation.blocks[3].kept);
}

TEST(Choose, takes_an_empty_page) { EXPECT_EQ(kept({}), Kept{}); }

}  // namespace
}  // namespace pressmark::extract
