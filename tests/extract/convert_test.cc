#include <gtest/gtest.h>

#include "convert_describe.h"
#include "extract/blocks.h"
#include "pressmark/html.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

using testing::converted;
using testing::describe;

void expect_cases(std::string_view file) {
  const auto cases = testing::read_cases(testing::own_data(file));
  ASSERT_FALSE(cases.empty());
  for (const testing::Case& one : cases) EXPECT_EQ(converted(one.input), one.expected) << one.name;
}

TEST(Convert, gives_blocks_and_inline_content) { expect_cases("extract/data/convert.test"); }
TEST(Convert, keeps_tables) { expect_cases("extract/data/table.test"); }
TEST(Convert, turns_formulas_into_tex) { expect_cases("extract/data/math.test"); }
TEST(Convert, finds_the_pictures_behind_placeholders) { expect_cases("extract/data/image.test"); }
TEST(Convert, keeps_code_as_written) { expect_cases("extract/data/code.test"); }
TEST(Convert, joins_notes_to_their_references) { expect_cases("extract/data/footnote.test"); }
TEST(Convert, turns_players_into_titled_links) { expect_cases("extract/data/convert_embed.test"); }

TEST(Convert, leaves_relative_links_alone_without_a_base) {
  EXPECT_EQ(converted("<p><a href='b/c'>x</a>", ""), "p {x -> b/c}");
  EXPECT_EQ(converted("<p><a href='java\nscript:alert(1)'>x</a>", ""), "p x");
}

int depth_of(const std::vector<Block>& blocks) {
  int depth = 0;
  for (const Block& block : blocks) depth = std::max(depth, 1 + depth_of(block.children));
  return depth;
}

TEST(Convert, nests_no_deeper_than_an_article_may) {
  for (const std::string tags : {"<ul>", "<ul><li>", "<blockquote>", "<table><tr><th>", "<dl><dd>", "<div>", "<ol><ul>",
                                 "<figure><blockquote>"}) {
    std::string text;
    for (int i = 0; i < 300; ++i) text += tags;
    text += "deep";
    const html::Document page = html::parse(text);
    const std::vector<Block> blocks = convert_all(page.body(), "");
    EXPECT_LE(depth_of(blocks), kMaxBlockDepth) << tags;
    EXPECT_NE(describe(blocks).find("deep"), std::string::npos) << tags;
  }
}

// ---- with a selection ----

// Keeps the blocks whose text contains "keep".
std::string chosen(std::string_view text) {
  const html::Document page = html::parse(text, {.contain_noscript_iframe = true});
  Segmentation segmentation = segment(page);
  for (TextBlock& block : segmentation.blocks) {
    for (html::Node node = page.node(block.first); node; node = node.next_in_preorder(page.root())) {
      if (node.is_text() && node.text().contains("keep")) block.kept = true;
      if (node.index() == block.last) break;
    }
    block.keep = block.kept ? 0.75F : 0.25F;
  }
  return describe(convert(page, segmentation, "https://example.org/"));
}

TEST(Convert, keeps_the_links_and_code_of_a_paragraph_far_from_the_rest) {
  std::string text = "<div><p>keep <code>this</code> and <a href='/x'>a <b>link</b></a>.</p></div><div>";
  for (int i = 0; i < 9; ++i) text += "<p>keep a paragraph that has many more words than the one above it has.</p>";
  const std::string result = chosen(text + "</div>");
  EXPECT_NE(result.find("keep `this` and {a  -> "), std::string::npos) << result;
  EXPECT_NE(result.find("link"), std::string::npos) << result;
}

TEST(Convert, takes_the_kept_text_and_its_structure) {
  EXPECT_EQ(chosen("<nav>menu</nav><article><h1>keep title</h1><p>keep one</p><p>drop</p><ul><li>keep "
                   "item</li><li>drop this one here</li></ul>"
                   "<blockquote>drop</blockquote></article><footer>foot</footer>"),
            "h1 keep title\np keep one\nul\n  li\n    p keep item");
}

TEST(Convert, takes_pictures_between_kept_blocks_only) {
  EXPECT_EQ(chosen("<img src=/logo.png><nav><img src=/nav.png></nav><article><div class=byline><img class=avatar "
                   "src=/who.png> by</div>"
                   "<img src=/hero.jpg><p>keep this long text of the page</p><div><img src=/between.jpg></div>"
                   "<div class=card><a href=/o><img src=/card.jpg>Other news of the day</a></div><p>keep that other "
                   "text as well</p>"
                   "</article><aside><img src=/ad.png></aside><div>more</div><img src=/late.png>"),
            "figure !{ @ https://example.org/hero.jpg}\np keep this long text of the page\n"
            "figure !{ @ https://example.org/between.jpg}\np keep that other text as well");
}

TEST(Convert, keeps_the_grid_of_a_table_when_most_of_it_is_kept) {
  EXPECT_EQ(chosen("<table><tr><th>keep A<th>keep B<tr><td>keep 1<td>drop</table>"),
            "table header=1\n  | keep A | keep B |\n  | keep 1 | drop |");
  EXPECT_EQ(chosen("<table><tr><th>keep A<th>keep B<tr><td>keep 1<td>drop so many words</table>"),
            "table header=1\n  | keep A | keep B |\n  | keep 1 |  |");
  EXPECT_EQ(chosen("<table><tr><th>keep A<th>B<tr><td>1<td>drop</table>"), "p keep A");
  EXPECT_EQ(chosen("<p>keep</p><table><tr><th>A<th>B<tr><td>1<td>2</table>"), "p keep");
}

TEST(Convert, says_where_in_the_source_a_block_stands_and_how_sure_it_is) {
  const std::string text = "<body><p>drop</p><p>keep <b>me</b></p>";
  const html::Document page = html::parse(text);
  Segmentation segmentation = segment(page);
  ASSERT_EQ(segmentation.blocks.size(), 2u);
  segmentation.blocks[1].kept = true;
  segmentation.blocks[1].keep = 0.75F;
  const std::vector<Block> blocks = convert(page, segmentation, "");
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(blocks[0].keep, 0.75F);
  EXPECT_EQ(text.substr(blocks[0].source.begin, blocks[0].source.end - blocks[0].source.begin), "keep <b>me");
}

}  // namespace
}  // namespace pressmark::extract
