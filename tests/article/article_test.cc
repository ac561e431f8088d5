// The Article's own text, JSON and links into the live page.
#include "pressmark/article.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "support/data.h"

namespace pressmark {
namespace {

std::string json_string(std::string_view text) {
  const testing::ExactCopy copy(text);
  std::string out;
  append_json_string(out, copy.view());
  return out;
}

TEST(JsonString, escapes_controls_quotes_and_line_ends_of_scripts) {
  EXPECT_EQ(json_string("a\"\\/\n\t\x01\x7f"), R"("a\"\\/\n\t\u0001\u007f")");
  EXPECT_EQ(json_string("\u2028\u2029é😀"), "\"\\u2028\\u2029é😀\"");
  EXPECT_EQ(json_string(std::string_view("\0", 1)), "\"\\u0000\"");
}

TEST(JsonString, never_lets_invalid_utf8_out) {
  EXPECT_EQ(json_string("a\xff"
                        "b"),
            "\"a\uFFFDb\"");
  EXPECT_EQ(json_string("\xe4\xbd"), "\"\uFFFD\"");
  EXPECT_EQ(json_string("\xed\xa0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");
  EXPECT_EQ(json_string("\xf4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
  EXPECT_EQ(json_string("\xc0\xaf"), "\"\uFFFD\uFFFD\"");
}

TEST(PlainText, has_no_alternative_texts_and_a_line_for_a_break) {
  EXPECT_EQ(plain_text({{.text = "a", .link = "https://e.org/"},
                        {.kind = Span::Kind::kImage, .text = "alt"},
                        {.kind = Span::Kind::kLineBreak},
                        {.kind = Span::Kind::kCode, .text = "b"}}),
            "a\nb");
}

Block paragraph(std::string text) { return {.spans = {{.text = std::move(text)}}}; }

TEST(TextFragment, names_a_short_passage_whole) {
  EXPECT_EQ(text_fragment(paragraph("a-b, c & d")), "#:~:text=a%2Db%2C%20c%20%26%20d");
  EXPECT_EQ(text_fragment(paragraph("  你好  ")), "#:~:text=%E4%BD%A0%E5%A5%BD");
  EXPECT_EQ(text_fragment(paragraph("x")), "");
  EXPECT_EQ(text_fragment(paragraph("")), "");
}

TEST(TextFragment, names_a_long_passage_by_its_first_and_last_words) {
  std::string text = "one two three four five six";
  for (int i = 0; i < 20; ++i) text += " more";
  EXPECT_EQ(text_fragment(paragraph(text + " a b c d e f.")),
            "#:~:text=one%20two%20three%20four%20five,b%20c%20d%20e%20f.");
}

TEST(TextFragment, cuts_ideographs_between_characters) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "中文";
  const std::string part = "%E4%B8%AD%E6%96%87";
  EXPECT_EQ(text_fragment(paragraph(text)),
            "#:~:text=" + part + part + part + part + part + part + "," + part + part + part + part + part + part);
}

TEST(TextFragment, spans_what_it_does_not_know_of_the_page) {
  Block block = paragraph("before");
  block.spans.push_back({.kind = Span::Kind::kMath, .text = "x^2"});
  block.spans.push_back({.text = " after"});
  EXPECT_EQ(text_fragment(block), "#:~:text=before,after");
  Block quote{.kind = Block::Kind::kQuote, .children = {paragraph("first"), paragraph(""), paragraph("last")}};
  EXPECT_EQ(text_fragment(quote), "#:~:text=first,last");
}

TEST(Json, of_an_empty_article_has_its_frame) {
  EXPECT_EQ(to_json({}, JsonStyle::kOneLine), R"({"version":1,"metadata":{},"blocks":[],"warnings":[]})");
  EXPECT_EQ(to_json({}), "{\n  \"version\": 1,\n  \"metadata\": {},\n  \"blocks\": [],\n  \"warnings\": []\n}\n");
}

Article example() {
  Article article;
  article.metadata = {.title = "Bread",
                      .url = "https://example.org/bread",
                      .author = "Ada",
                      .date = "2024-05-01",
                      .tags = {"food"},
                      .others = {{"mood", "calm"}}};
  article.blocks.push_back(
      {.kind = Block::Kind::kHeading, .level = 2, .spans = {{.text = "Flour"}}, .source = {120, 134}});
  article.blocks.push_back(
      {.spans = {{.text = "Use "},
                 {.marks = kStrong, .text = "rye", .link = "https://example.org/rye", .title = "Rye"},
                 {.text = "."}},
       .source = {134, 190},
       .keep = 0.954F});
  Block item{.kind = Block::Kind::kListItem, .checked = true, .children = {paragraph("Mix it")}};
  article.blocks.push_back({.kind = Block::Kind::kList, .ordered = true, .start = 3, .children = {item}});
  article.blocks.push_back({.kind = Block::Kind::kCode, .text = "bake()", .language = "python"});
  Table table{.rows = {{{.spans = {{.text = "kg"}}, .column_span = 2, .is_header = true}}},
              .header_rows = 1,
              .columns = {Table::Align::kRight}};
  article.blocks.push_back({.kind = Block::Kind::kTable, .table = table});
  article.warnings = {{"attributes cut", 2}};
  return article;
}

TEST(Json, is_as_its_document_shows) {
  const std::string document =
      testing::read_file(std::filesystem::path(PRESSMARK_SOURCE_DIR) / "docs/formats/article-json.md");
  const std::string json = to_json(example());
  EXPECT_NE(document.find("```json\n" + json + "```"), std::string::npos) << json;
}

TEST(Json, is_indented_no_deeper_than_one_can_follow) {
  Block block{.kind = Block::Kind::kParagraph, .spans = {{.text = "x"}}};
  for (int i = 0; i < kMaxBlockDepth; ++i) {
    Block quote{.kind = Block::Kind::kQuote};
    quote.children.push_back(std::move(block));
    block = std::move(quote);
  }
  Article article;
  article.blocks.push_back(std::move(block));
  EXPECT_EQ(to_json(article, JsonStyle::kPretty).find(std::string(34, ' ')), std::string::npos);
}

TEST(Utf8, reads_characters_backwards_as_forwards) {
  for (const char32_t c : {U'a', U'é', U'中', U'😀', U'\U0010FFFF'}) {
    std::string text = "x";
    utf8::append(text, c);
    EXPECT_EQ(utf8::last(text).code_point, c);
    EXPECT_EQ(utf8::next(text, 1).code_point, c);
  }
  EXPECT_FALSE(utf8::last("\xe4\xbd").valid);
  EXPECT_EQ(utf8::last("").size, 0);
}

TEST(Json, is_read_again_as_it_was_written) {
  Article article = example();
  article.comments.push_back({.kind = Block::Kind::kPost, .author = "Ada", .rating = "5", .children = {paragraph("Good")}});
  article.blocks.push_back({.kind = Block::Kind::kFootnote, .text = "1", .children = {paragraph("A note")}});
  const std::string json = to_json(article, JsonStyle::kOneLine);
  const auto again = article_from_json(json);
  ASSERT_TRUE(again);
  EXPECT_EQ(to_json(*again, JsonStyle::kOneLine), json);
}

TEST(Json, of_something_else_is_refused_and_of_wrong_types_is_passed_over) {
  for (const std::string_view text : {"", "[]", "{", "{}", "null", R"({"version":99,"blocks":[]})"}) {
    EXPECT_FALSE(article_from_json(text)) << text;
  }
  const auto odd = article_from_json(
      R"({"version":1,"metadata":7,"blocks":[3,{"kind":"table","rows":[5,"x",{"a":1}],"columns":[1],"level":-1},)"
      R"({"kind":"heading","level":900,"source":[1],"keep":"no","children":{"a":[]},"spans":[[]],"checked":"x"}]})");
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->blocks.size(), 3U);
  EXPECT_TRUE(article_from_json(to_json(*odd)));
  EXPECT_TRUE(article_from_json(R"({"blocks":[)" + std::string(100'000, '[') + std::string(100'000, ']') + "]}"));
}

TEST(Json, says_who_wrote_a_post_and_has_comments_only_where_there_are_some) {
  Article article;
  EXPECT_EQ(to_json(article, JsonStyle::kOneLine).find("comments"), std::string::npos);
  article.comments.push_back(
      {.kind = Block::Kind::kPost, .author = "Ada", .date = "2024-05-01", .rating = "5", .children = {Block{}}});
  EXPECT_NE(to_json(article, JsonStyle::kOneLine)
                .find(R"("comments":[{"kind":"post","author":"Ada","date":"2024-05-01","rating":"5","text":"",)"),
            std::string::npos);
}

}  // namespace
}  // namespace pressmark
