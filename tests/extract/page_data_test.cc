#include <gtest/gtest.h>

#include "pressmark/extract.h"

namespace pressmark::extract {
namespace {

const std::string kText =
    "The ferry left at noon, and nobody on the quay had expected it to. Its captain, who had slept badly, wanted to be "
    "across before the wind turned. Three passengers were left behind, two of them on purpose.";

std::string shell_with(std::string_view script) {
  return "<title>The ferry</title><body><div id=root></div><noscript>You need to enable JavaScript to run this "
         "app.</noscript>" +
         std::string(script);
}

Result<Extraction> read(std::string_view source, bool strict = false) {
  return extract(html::parse(source), {.strict = strict});
}

TEST(PageData, a_shell_with_an_article_in_its_json_ld_gives_that_article) {
  const auto got = read(shell_with(R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry",
      "publisher":{"description":"a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a"},
      "articleBody":")" + kText + "\\n\\nThe wind never turned.\"}</script>"));
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(got->article.blocks.size(), 2u);
  EXPECT_EQ(plain_text(got->article.blocks[0].spans), kText);
  EXPECT_EQ(plain_text(got->article.blocks[1].spans), "The wind never turned.");
  EXPECT_EQ(got->article.blocks[0].source, ByteRange());
  ASSERT_EQ(got->article.warnings.size(), 1u);
  EXPECT_EQ(got->article.warnings[0].first, "text_from_json_ld");
}

TEST(PageData, markup_in_the_data_of_scripts_keeps_its_structure) {
  const std::string data =
      R"({"props":{"menu":["Home","About us and all that we do here for you"],"post":{"id":7,"html":"<h2>At noon<\/h2><p>)" +
      kText + R"(<\/p><ul><li>One<\/li><\/ul>"}}})";
  for (const std::string& script : {"<script id=__NEXT_DATA__ type=application/json>" + data + "</script>",
                                    "<script>window.__STATE__ = " + data + ";</script>"}) {
    const auto got = read(shell_with(script));
    ASSERT_TRUE(got.has_value()) << script;
    const std::vector<Block>& blocks = got->article.blocks;
    ASSERT_EQ(blocks.size(), 3u);
    EXPECT_EQ(blocks[0].kind, Block::Kind::kHeading);
    EXPECT_EQ(plain_text(blocks[1].spans), kText);
    EXPECT_EQ(blocks[2].kind, Block::Kind::kList);
    EXPECT_EQ(got->article.warnings[0].first, "text_from_page_data");
  }
}

TEST(PageData, an_article_cut_off_on_the_page_is_taken_whole_from_where_it_is_stated) {
  const auto got = read(
      "<title>The ferry</title><article><h1>The ferry</h1><p>The ferry left at noon.</p><p>Subscribe to read on.</p>"
      "</article><script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":\"" +
      kText + "\"}</script>");
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(got->article.blocks.size(), 1u);
  EXPECT_EQ(plain_text(got->article.blocks[0].spans), kText);
}

TEST(PageData, text_that_the_page_shows_comes_before_its_data) {
  const auto got =
      read("<article><h1>The ferry</h1><p>" + kText + "</p></article><script type=application/json>{\"a\":\"" + kText +
           kText + kText + "\"}</script>");
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(got->article.blocks.size(), 1u);
  EXPECT_TRUE(got->article.warnings.empty());
}

TEST(PageData, labels_and_addresses_are_no_text) {
  EXPECT_FALSE(
      read(shell_with("<script type=application/json>{\"a\":[\"Home\",\"About us\",\"https://example.org/a b\",\"42\"],"
                      "\"b\":\"Sign in to see more\"}</script>"))
          .has_value());
}

TEST(PageData, what_readers_wrote_is_not_the_text) {
  const std::string comment = R"({"@type":"Comment","text":")" + kText + "\"}";
  for (const std::string& comments : {comment, "[" + comment + "]"}) {
    const std::string article = R"({"@type":"Article","comment":)" + comments + "}";
    EXPECT_FALSE(read(shell_with("<script type=application/ld+json>" + article + "</script>")).has_value()) << comments;
  }
}

TEST(PageData, strict_takes_only_what_is_shown) {
  EXPECT_FALSE(read(shell_with("<script type=application/ld+json>{\"articleBody\":\"" + kText + "\"}</script>"), true)
                   .has_value());
}

TEST(PageData, text_for_readers_without_scripts_is_said_to_be_that) {
  const auto got = read("<title>The ferry</title><div id=a></div><script>a()</script><noscript><h1>The ferry</h1><p>" +
                        kText + "</p></noscript>");
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(got->article.warnings.size(), 1u);
  EXPECT_EQ(got->article.warnings[0].first, "text_from_noscript");
}

}  // namespace
}  // namespace pressmark::extract
