#include "extract/cards.h"

#include <gtest/gtest.h>

#include "convert_describe.h"
#include "pressmark/extract.h"

namespace pressmark::extract {
namespace {

// How many cards there are when all text is kept.
std::size_t cards_in(std::string_view source) {
  const html::Document page = html::parse(source);
  Segmentation segmentation = segment(page);
  for (TextBlock& block : segmentation.blocks) block.kept = true;
  return find_cards(page, segmentation).size();
}

std::string cards(std::string_view opening, std::string_view closing, int count = 3) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out.append(opening).append("<h3><a href=/x>A title</a></h3><p>And what it is about.</p>").append(closing);
  return out;
}

TEST(Cards, are_elements_side_by_side_that_are_built_alike) {
  EXPECT_EQ(cards_in(cards("<div class='card one'>", "</div>")), 3u);
  EXPECT_EQ(cards_in(cards("<article>", "</article>")), 3u);
  const std::string link = "<a href=/x class=card><h3>A title</h3><p>And what it is about.</p></a>";
  EXPECT_EQ(cards_in(link + link + link), 3u);
  EXPECT_EQ(cards_in(cards("<x-card>", "</x-card>")), 3u);
}

TEST(Cards, two_do_not_make_a_list) { EXPECT_EQ(cards_in(cards("<div class=card>", "</div>", 2)), 0u); }

TEST(Cards, differ_from_neighbours_of_another_class) {
  EXPECT_EQ(cards_in(cards("<div class=a>", "</div>", 2) + cards("<div class=b>", "</div>", 2)), 0u);
}

TEST(Cards, lead_somewhere) {
  EXPECT_EQ(cards_in("<div class=a><p>One.</p></div><div class=a><p>Two.</p></div><div class=a><p>Three.</p></div>"),
            0u);
}

TEST(Cards, are_short) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "word ";
  EXPECT_EQ(cards_in(cards("<div class=a><p>" + text + "</p>", "</div>")), 0u);
}

TEST(Cards, hold_no_other_cards) {
  const std::string tags = "<div class=tag><a href=/t>Tag</a></div>";
  EXPECT_EQ(cards_in(cards("<div class=card>" + tags + tags + tags, "</div>")), 3u);
}

TEST(Cards, become_one_list_a_row_and_what_stands_between_divides_it) {
  const std::string rows = "<div>" + cards("<div class=card>", "</div> ", 5) + "</div>";
  const std::string source = rows + "<p>Between.</p>" + rows;
  const html::Document page = html::parse(source);
  Segmentation segmentation = segment(page);
  for (TextBlock& block : segmentation.blocks) block.kept = true;
  const Cards items = find_cards(page, segmentation);
  const std::vector<Block> blocks = convert(page, segmentation, "", {.items = &items});
  ASSERT_EQ(blocks.size(), 3u) << testing::describe(blocks);
  for (const Block& list : {blocks[0], blocks[2]}) {
    ASSERT_EQ(list.kind, Block::Kind::kList);
    EXPECT_EQ(list.children.size(), 5u);
    EXPECT_EQ(list.children[0].children[0].kind, Block::Kind::kHeading);
    EXPECT_EQ(list.source.begin, list.children.front().source.begin);
    EXPECT_EQ(list.source.end, list.children.back().source.end);
  }
}

}  // namespace
}  // namespace pressmark::extract
