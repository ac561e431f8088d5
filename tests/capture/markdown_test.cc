// What Markdown that md4c alone would misread is read as.
#include <gtest/gtest.h>

#include "pressmark/capture.h"
#include "pressmark/render.h"
#include "support/data.h"

namespace pressmark::capture {
namespace {

Result<extract::Extraction> read_string(std::string_view text, const Options& options = {}) {
  const testing::ExactCopy copy(text);
  return read(std::as_bytes(std::span(copy.view())), options);
}

std::string markdown_of(std::string_view text) {
  const auto extraction = read_string(text);
  return extraction ? render::markdown(extraction->article, render::FrontMatter::kOmit) : extraction.error().text();
}

TEST(CapturedMarkdown, an_address_as_the_text_of_a_link_leaves_its_target) {
  const std::string text = "See [https://a.b/short](https://c.d/real) now.\n";
  EXPECT_EQ(markdown_of(text), text);
}

TEST(CapturedMarkdown, prices_are_no_math) {
  for (const char* const text : {"It costs $5 and $6 here.\n", "The A$ is up, the US$ 5 and B$ too.\n",
                                 "Apple's $250 [AirPods Pro 3](https://www.x.y/a_b) and the $100 ones.\n",
                                 "**$3 Shipping** on orders of $35 or more.\n", "Code `$a_b$` stays.\n"}) {
    EXPECT_EQ(markdown_of(text), text);
  }
}

TEST(CapturedMarkdown, formulas_keep_their_tex) {
  const std::string text = "So $x^2$, $n$ and $\\{x_1\\}$ are.\n\n$$\na \\\\\nd_e\n$$\n";
  EXPECT_EQ(markdown_of(text), text);
  const auto extraction = read_string("So $a_1$ is.");
  ASSERT_TRUE(extraction);
  EXPECT_EQ(extraction->article.blocks.at(0).spans.at(1).kind, Span::Kind::kMath);
  EXPECT_EQ(extraction->article.blocks.at(0).spans.at(1).text, "a_1");
}

TEST(CapturedMarkdown, notes_are_defined_on_adjacent_lines) {
  const auto extraction = read_string("One[^1], two[^2].\n\n[^1]: First.\n[^2]: Second.\n");
  ASSERT_TRUE(extraction);
  ASSERT_EQ(extraction->article.blocks.size(), 3u);
  EXPECT_EQ(extraction->article.blocks[1].kind, Block::Kind::kFootnote);
  EXPECT_EQ(extraction->article.blocks[2].text, "2");
}

TEST(CapturedMarkdown, code_in_a_cell_may_hold_a_pipe) {
  const std::string text = "| a | b |\n| --- | --- |\n| `x\\|y` | z |\n";
  EXPECT_EQ(markdown_of(text), text);
}

TEST(CapturedMarkdown, the_title_of_a_callout_has_a_line_of_its_own) {
  EXPECT_EQ(markdown_of("> [!note] Title\n> body\n> more\n"), "> [!note] Title\n>\n> body more\n");
}

TEST(CapturedMarkdown, front_matter_of_other_tools_is_read) {
  const auto extraction =
      read_string("---\ndate: Jan 2 2024\nauthor: a\n  b\ntags: [x, y]\nkeywords: y, z\n\"key: x\": v\n---\n\nText.\n");
  ASSERT_TRUE(extraction);
  const Metadata& found = extraction->article.metadata;
  EXPECT_EQ(found.date, "2024-01-02");
  EXPECT_EQ(found.author, "a b");
  EXPECT_EQ(found.tags, (std::vector<std::string>{"x", "y", "z"}));
  EXPECT_EQ(found.others, (decltype(found.others){{"key: x", "v"}}));
}

TEST(CapturedMarkdown, our_own_capture_reads_back_the_same) {
  const std::string text =
      "---\ntitle: T\nurl: https://e.org/\ncanonical: https://e.org/\ndate_time: 2024-01-02T03:04:05Z\nlanguage: en\n"
      "---\n\n# T\n\nA sentence of prose, with a comma.\n\nSubscribe to our newsletter\n\nShare\n";
  const auto extraction = read_string(text);
  ASSERT_TRUE(extraction);
  EXPECT_EQ(render::markdown(extraction->article), text);
}

TEST(CapturedMarkdown, data_and_programs_are_not_supported) {
  for (const char* const text : {"{\"a\": [1, 2]}\n", "[{\"a\": 1}]", "body {\n  color: red;\n}\np { margin: 0; }\n",
                                 "int main() {\n  return 0;\n}\n"}) {
    const auto extraction = read_string(text);
    ASSERT_FALSE(extraction) << text;
    EXPECT_EQ(extraction.error().code, Code::kUnreadable) << text;
  }
}

TEST(CapturedMarkdown, utf16_without_a_mark_is_decoded) {
  std::string text;
  for (const char c : std::string_view("<html><p>Sixteen bits of text, in a paragraph.")) (text += c) += '\0';
  EXPECT_EQ(markdown_of(text), "Sixteen bits of text, in a paragraph.\n");
}

TEST(CapturedMarkdown, the_replacement_encoding_is_refused) {
  const auto extraction = read_string("<p>Text.</p>", {.encoding = encoding::Encoding::kReplacement});
  ASSERT_FALSE(extraction);
  EXPECT_EQ(extraction.error().code, Code::kNotArticle);
}

}  // namespace
}  // namespace pressmark::capture
