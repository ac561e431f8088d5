#include "extract/series.h"

#include <gtest/gtest.h>

#include "support/data.h"

namespace pressmark::extract {
namespace {

std::vector<float> levelled(std::string_view html, std::initializer_list<float> keeps) {
  const testing::ExactCopy input(html);
  const html::Document page = html::parse(input.view());
  Segmentation segmentation = segment(page);
  EXPECT_EQ(segmentation.blocks.size(), keeps.size());
  std::size_t i = 0;
  for (const float keep : keeps) segmentation.blocks[i++].keep = keep;
  level_series(page, segmentation);
  std::vector<float> result;
  for (const TextBlock& block : segmentation.blocks) result.push_back(block.keep);
  return result;
}

TEST(Series, share_what_is_known_of_each_place_in_an_item) {
  constexpr std::string_view kItem = "<div class=card><h3>Name</h3><p class=price>9</p></div>";
  std::string page = "<div class=cards>";
  for (int i = 0; i < 4; ++i) page += kItem;
  EXPECT_EQ(levelled(page + "</div>", {1, 0, 0.5F, 0, 0.5F, 0.25F, 0, 0.25F}),
            (std::vector{0.5F, 0.125F, 0.5F, 0.125F, 0.5F, 0.125F, 0.5F, 0.125F}));
}

TEST(Series, are_of_four_or_more) {
  EXPECT_EQ(levelled("<div class=text><p>a<p>b<p>c</div>", {1, 0, 0}), (std::vector{1.0F, 0.0F, 0.0F}));
  EXPECT_EQ(levelled("<div class=text><p class=a>a<p>b<p>c<p>d</div>", {1, 0, 0, 0}),
            (std::vector{1.0F, 0.0F, 0.0F, 0.0F}));
}

TEST(Series, are_told_by_classes) {
  EXPECT_EQ(levelled("<p>a<p>b<p>c<p>d", {1, 0, 0, 0}), (std::vector{1.0F, 0.0F, 0.0F, 0.0F}));
}

}  // namespace
}  // namespace pressmark::extract
