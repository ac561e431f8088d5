#include <gtest/gtest.h>

#include "extract/blocks.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

using html::Node;

// A line for every block: container, words, linked words, text; "|" where an element stands between two texts.
std::string describe(const html::Document& page, const Segmentation& segmentation) {
  std::vector<std::string> texts(segmentation.blocks.size());
  std::uint32_t last = kNoBlock;
  bool parted = false;
  for (Node node = page.root(); node; node = node.next_in_preorder(page.root())) {
    if (node.is(html::Name::kBr)) parted = true;
    if (!node.is_text()) continue;
    const std::uint32_t block = segmentation.block_of[node.index()];
    if (block == kNoBlock) continue;
    const bool starts_element =
        !node.previous_sibling() && node.parent().previous_sibling() && node.parent().previous_sibling().is_element();
    if (last == block && (parted || starts_element)) texts[block] += '|';
    texts[block] += node.text();
    last = block;
    parted = false;
  }
  std::string lines;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const TextBlock& block = segmentation.blocks[i];
    lines += std::string(page.node(block.container).local_name()) + ' ' + std::to_string(block.words) + ' ' +
             std::to_string(block.link_words) + ' ' + texts[i] + '\n';
  }
  return lines;
}

TEST(Segment, splits_pages_as_the_cases_say) {
  for (const testing::Case& test : testing::read_cases(testing::own_data("extract/data/segment.test"))) {
    SCOPED_TRACE(test.name);
    const testing::ExactCopy input(test.input);
    const html::Document page = html::parse(input.view());
    std::string expected = test.expected;
    while (expected.ends_with('\n')) expected.pop_back();
    EXPECT_EQ(describe(page, segment(page)), expected + '\n');
  }
}

TEST(Segment, names_the_first_and_last_text_of_a_block) {
  const testing::ExactCopy input("<p> <b>one</b> two <i>three</i> </p>");
  const html::Document page = html::parse(input.view());
  const Segmentation segmentation = segment(page);
  ASSERT_EQ(segmentation.blocks.size(), 1U);
  EXPECT_EQ(page.node(segmentation.blocks[0].first).text(), "one");
  EXPECT_EQ(page.node(segmentation.blocks[0].last).text(), "three");
}

TEST(Segment, has_no_block_for_a_page_without_text) {
  const testing::ExactCopy input("<html><body><script>1</script> <img src=x> <p> </p></body></html>");
  const html::Document page = html::parse(input.view());
  const Segmentation segmentation = segment(page);
  EXPECT_TRUE(segmentation.blocks.empty());
  EXPECT_EQ(segmentation.block_of.size(), page.node_count());
}

TEST(Segment, reads_text_of_half_characters_without_overrun) {
  const testing::ExactCopy input("<p>one \xe4\xbb");
  const html::Document page = html::parse(input.view());
  EXPECT_EQ(segment(page).blocks.size(), 1U);
}

TEST(Segment, takes_deep_and_wide_pages) {
  std::string deep;
  for (int i = 0; i < 50'000; ++i) deep += "<div><span>a";
  const testing::ExactCopy input(deep);
  const html::Document page = html::parse(input.view());
  EXPECT_EQ(segment(page).blocks.size(), 50'000U);
}

}  // namespace
}  // namespace pressmark::extract
