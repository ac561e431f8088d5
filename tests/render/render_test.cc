// Markdown, text and HTML of small Articles.
#include "pressmark/render.h"

#include <gtest/gtest.h>

#include <chrono>

#include "support/data.h"

namespace pressmark::render {
namespace {

Block paragraph(std::string text) { return {.spans = {Span{.text = std::move(text)}}}; }

std::string body(std::vector<Block> blocks) { return markdown({.blocks = std::move(blocks)}, FrontMatter::kOmit); }
std::string inline_of(std::vector<Span> spans) { return body({Block{.spans = std::move(spans)}}); }

Block list(std::vector<std::string> items, bool ordered = false) {
  Block out{.kind = Block::Kind::kList, .ordered = ordered};
  for (std::string& item : items)
    out.children.push_back({.kind = Block::Kind::kListItem, .children = {paragraph(std::move(item))}});
  return out;
}

// Each line of the input is a paragraph's text.
TEST(Markdown, escapes_text_exactly_where_it_would_be_markup) {
  for (const auto& one : testing::read_cases(testing::own_data("render/data/escape.test"))) {
    const testing::ExactCopy input(one.input);
    EXPECT_EQ(body({paragraph(std::string(input.view()))}), one.expected + "\n") << one.name;
  }
}

TEST(Markdown, writes_front_matter_then_one_heading_then_the_body) {
  Article article;
  article.metadata = {.title = "习近平: 2024",
                      .url = "https://mp.weixin.qq.com/s?__biz=M==&mid=1#rd",
                      .source = "中国信息安全",
                      .author = "- A",
                      .date = "2024-11-21",
                      .fetch_date = "2025-10-06T19:16:32.534437",
                      .tags = {"a", "b, c", "2024"},
                      .others = {{"title", "second"}, {"x y", "no"}, {"nr", "12"}}};
  article.blocks = {{.kind = Block::Kind::kHeading, .level = 1, .spans = {Span{.text = "Part"}}}, paragraph("Text.")};
  EXPECT_EQ(markdown(article),
            "---\ntitle: \"习近平: 2024\"\nurl: https://mp.weixin.qq.com/s?__biz=M==&mid=1#rd\nsource: "
            "中国信息安全\ndate: 2024-11-21\n"
            "fetch_date: 2025-10-06T19:16:32.534437\nauthor: \"- A\"\ntags: [a, \"b, c\", \"2024\"]\nx y: \"no\"\nnr: "
            "\"12\"\n---\n\n"
            "# 习近平: 2024\n\n## Part\n\nText.\n");
}

TEST(Markdown, keeps_heading_levels_where_the_body_has_no_level_one) {
  const Article article{.metadata = {.title = "T"},
                        .blocks = {{.kind = Block::Kind::kHeading, .level = 3, .spans = {Span{.text = "a #"}}}}};
  EXPECT_EQ(markdown(article, FrontMatter::kOmit), "# T\n\n### a \\#\n");
}

TEST(Markdown, of_an_empty_article_is_empty) { EXPECT_EQ(markdown({}), ""); }

TEST(Markdown, moves_punctuation_and_space_out_of_marks_that_could_not_open_or_close) {
  EXPECT_EQ(inline_of({{.text = "前"}, {.marks = kStrong, .text = "强调"}, {.text = "后"}}), "前**强调**后\n");
  EXPECT_EQ(inline_of({{.text = "前"}, {.marks = kStrong, .text = "“强调。”"}, {.text = "后"}}), "前“**强调。**”后\n");
  EXPECT_EQ(inline_of({{.text = "a"}, {.marks = kEmphasis, .text = " b "}, {.text = "c"}}), "a *b* c\n");
  EXPECT_EQ(inline_of({{.marks = kStrong, .text = "a"}, {.text = " "}, {.marks = kStrong, .text = "b"}}), "**a b**\n");
  EXPECT_EQ(inline_of({{.text = "x"}, {.kind = Span::Kind::kCode, .marks = kStrong, .text = "c"}}), "x`c`\n");
}

TEST(Markdown, marks_run_on_over_links) {
  const std::string url = "https://e.org/";
  EXPECT_EQ(inline_of({{.marks = kStrong, .text = "a "},
                       {.marks = kStrong, .text = "b", .link = url},
                       {.marks = kStrong, .text = " c"}}),
            "**a [b](https://e.org/) c**\n");
  EXPECT_EQ(inline_of({{.text = "字"}, {.marks = kStrong, .text = "b", .link = url}}), "字[**b**](https://e.org/)\n");
}

TEST(Markdown, writes_links_only_where_their_scheme_is_safe) {
  const auto link = [](std::string to) { return inline_of({{.text = "a", .link = std::move(to)}}); };
  for (const char* bad : {"javascript:alert(1)", " JavaScript:x", "java\nscript:x", "data:text/html,x", "vbscript:x",
                          "file:///etc/passwd", "blob:x"}) {
    EXPECT_EQ(link(bad), "a\n") << bad;
  }
  EXPECT_EQ(link("/a b"), "[a](/a%20b)\n");
  EXPECT_EQ(link("tel:+1"), "[a](tel:+1)\n");
  EXPECT_EQ(link("#x"), "[a](#x)\n");
  EXPECT_EQ(link("https://e.org/a_(b)"), "[a](https://e.org/a_(b))\n");
  EXPECT_EQ(link("https://e.org/)<"), "[a](https://e.org/\\)%3C)\n");
  EXPECT_EQ(inline_of({{.kind = Span::Kind::kImage, .text = "a", .source = "data:image/png;base64,AA"}, {.text = "b"}}),
            "b\n");
  EXPECT_EQ(inline_of({{.text = "a", .link = "https://e.org/", .title = "</script><b>\\<"}}),
            "[a](https://e.org/ \"\\</script>\\<b>\\\\\\<\")\n");
  EXPECT_EQ(inline_of({{.kind = Span::Kind::kImage, .text = "[a]", .source = "https://e.org/i.png", .title = "t\"t"}}),
            "![\\[a\\]](https://e.org/i.png \"t\\\"t\")\n");
}

TEST(Markdown, fences_code_longer_than_what_is_in_it) {
  EXPECT_EQ(body({{.kind = Block::Kind::kCode, .text = "```\nx\n", .language = "cpp"}}), "````cpp\n```\nx\n````\n");
  EXPECT_EQ(inline_of({{.kind = Span::Kind::kCode, .text = "a`b"}}), "``a`b``\n");
  EXPECT_EQ(inline_of({{.kind = Span::Kind::kCode, .text = "`"}}), "`` ` ``\n");
}

TEST(Markdown, keeps_lists_apart_and_indents_what_they_hold) {
  Block nested = list({"a"}, true);
  nested.children[0].children.push_back(list({"b", "c"}));
  EXPECT_EQ(body({nested}), "1. a\n   - b\n   - c\n");
  EXPECT_EQ(body({list({"a"}), list({"b"}), list({"c"})}), "- a\n\n+ b\n\n- c\n");
  nested.children[0].children.push_back(paragraph("more"));
  nested.start = 9;
  nested.children.push_back({.kind = Block::Kind::kListItem, .checked = true, .children = {paragraph("done")}});
  EXPECT_EQ(body({nested}), "9. a\n\n   - b\n   - c\n\n   more\n\n10. [x] done\n");
}

TEST(Markdown, writes_quotes_rules_figures_terms_and_math) {
  EXPECT_EQ(body({{.kind = Block::Kind::kQuote, .children = {paragraph("a"), paragraph("b")}}}), "> a\n>\n> b\n");
  EXPECT_EQ(body({paragraph("a"), {.kind = Block::Kind::kRule}}), "a\n\n---\n");
  EXPECT_EQ(body({{.kind = Block::Kind::kFigure,
                   .spans = {{.kind = Span::Kind::kImage, .source = "https://e.org/i"}},
                   .children = {paragraph("caption")}}}),
            "![](https://e.org/i)\n\ncaption\n");
  EXPECT_EQ(body({{.kind = Block::Kind::kDefinitionList,
                   .children = {{.kind = Block::Kind::kTerm, .spans = {{.text = "t"}}},
                                {.kind = Block::Kind::kDefinition, .children = {paragraph("d")}}}}}),
            "**t**\n\nd\n");
  EXPECT_EQ(body({{.kind = Block::Kind::kMath, .text = "a\n- b"}}), "$$\na\n    - b\n$$\n");
  EXPECT_EQ(inline_of({{.text = "so "}, {.kind = Span::Kind::kMath, .text = "a_1<b"}}), "so $a_1< b$\n");
}

TEST(Markdown, writes_footnotes_that_something_refers_to) {
  const Block note{.kind = Block::Kind::kFootnote, .text = "n 1", .children = {paragraph("note"), paragraph("more")}};
  EXPECT_EQ(body({{.spans = {{.text = "a"}, {.kind = Span::Kind::kFootnote, .text = "n 1"}, {.text = "(b)"}}}, note}),
            "a[^1]\\(b)\n\n[^1]: note\n\n    more\n");
  EXPECT_EQ(body({note}), "note\n\nmore\n");
  EXPECT_EQ(inline_of({{.kind = Span::Kind::kFootnote, .text = "x"}}), "[x]\n");
}

Block table_of(std::vector<std::vector<TableCell>> rows, std::uint16_t header_rows = 0) {
  return {.kind = Block::Kind::kTable, .table = Table{.rows = std::move(rows), .header_rows = header_rows}};
}
TableCell cell(std::string text, std::uint16_t columns = 1, std::uint16_t rows = 1) {
  return {.spans = {{.text = std::move(text)}}, .column_span = columns, .row_span = rows};
}

TEST(Markdown, puts_a_spanning_cell_into_its_first_place) {
  EXPECT_EQ(body({table_of({{cell("a", 2), cell("b", 1, 2)}, {cell("c"), cell("d")}}, 1)}),
            "| a | | b |\n| --- | --- | --- |\n| c | d | |\n");
}

TEST(Markdown, gives_a_table_without_header_an_empty_one) {
  Block table = table_of({{cell("a|b"), {.spans = {{.text = "x"}, {.kind = Span::Kind::kLineBreak}, {.text = "y"}}}}});
  table.table->columns = {Table::Align::kRight};
  table.table->caption = {{.text = "cap"}};
  EXPECT_EQ(body({table}), "| | |\n| ---: | --- |\n| a\\|b | x y |\n\ncap\n");
}

std::size_t deep_size(const Block& block) {
  std::size_t size = sizeof(Block) + block.text.size() + block.spans.size() * sizeof(Span);
  for (const Block& child : block.children) size += deep_size(child);
  if (block.table) {
    for (const auto& row : block.table->rows) size += sizeof(row) + row.size() * sizeof(TableCell);
  }
  return size;
}

TEST(Markdown, stays_within_four_times_a_hostile_article_and_a_megabyte) {
  Block wide = table_of({{cell("x", 65535, 65535)}});
  for (int i = 0; i < 5000; ++i) wide.table->rows.push_back({cell("y", 65535)});
  Block deep{.kind = Block::Kind::kCode};
  for (int i = 0; i < 1'000'000; ++i) deep.text += "x\n";
  for (int i = 0; i < 30; ++i) {
    std::vector<Block> children;
    children.push_back(std::move(deep));
    deep = {.kind = Block::Kind::kQuote, .children = std::move(children)};
  }
  for (const Block* hostile : {&wide, &deep}) {
    const Article article{.blocks = {*hostile}};
    EXPECT_LE(markdown(article).size(), 4 * deep_size(*hostile) + (1U << 20));
    EXPECT_LE(html(article).size(), 4 * deep_size(*hostile) + (1U << 20));
  }
}

TEST(Markdown, takes_linear_time_for_a_megabyte_of_one_nuisance) {
  for (const std::string piece : {"*", "_a", "`",       "``` `", "[",           "[a](",   "![", "<",     "&",   "\\",
                                  "~", "$",  "http://", "www.",  "http://a*b*", "\u3000", "!a", "[x]: ", "1. ", "| "}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    const std::vector<Span> spans = {{.marks = kStrong, .text = text},
                                     {.text = text},
                                     {.kind = Span::Kind::kCode, .text = text},
                                     {.kind = Span::Kind::kMath, .text = text}};
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_GE(inline_of(spans).size(), 1'000'000U);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)) << piece;
  }
}

TEST(Markdown, survives_an_article_deeper_than_any_may_be) {
  for (const auto kind : {Block::Kind::kQuote, Block::Kind::kList, Block::Kind::kListItem, Block::Kind::kFigure}) {
    Block deep = paragraph("x");
    for (int i = 0; i < 1000; ++i) {
      std::vector<Block> children;
      children.push_back(std::move(deep));
      deep = {.kind = kind, .children = std::move(children)};
    }
    const Article article{.blocks = {std::move(deep)}};
    EXPECT_LT(markdown(article).size() + text(article).size() + html(article).size() + to_json(article).size(),
              100'000U);
  }
}

TEST(Text, is_the_blocks_a_line_each_with_cells_by_tab) {
  const Article article{
      .metadata = {.title = "T"},
      .blocks = {paragraph(" a \n b "),
                 {.spans = {{.kind = Span::Kind::kImage, .text = "alt", .source = "https://e.org/"}}},
                 {.spans = {{.text = "x", .link = "https://e.org/"}, {.kind = Span::Kind::kLineBreak}, {.text = "y"}}},
                 table_of({{cell("1"), cell("2")}, {cell(""), cell("")}, {cell(""), cell("3")}}),
                 list({"i"}),
                 {.kind = Block::Kind::kCode, .text = "c\n  d\n"}}};
  EXPECT_EQ(text(article), "a b\nx\ny\n1\t2\n\t3\ni\nc\n  d\n");
}

TEST(Html, escapes_everything_and_keeps_only_safe_addresses) {
  Article article{.metadata = {.title = "<script>&\"'",
                               .url = "javascript:x",
                               .source = "S",
                               .date = "2024-01-02",
                               .language = "zh\"><script>"}};
  article.blocks = {{.spans = {{.marks = kStrong | kSuperscript, .text = "a<b", .link = "https://e.org/\"><script>"},
                               {.text = "c", .link = "javascript:alert(1)"}}},
                    {.kind = Block::Kind::kCode, .text = "\n<b>", .language = "c\"x"}};
  const std::string page = html(article);
  EXPECT_EQ(page.find("<script"), std::string::npos) << page;
  EXPECT_EQ(page.find("javascript"), std::string::npos) << page;
  EXPECT_NE(page.find("<h1>&lt;script&gt;&amp;&quot;&#39;</h1>"), std::string::npos) << page;
  EXPECT_NE(page.find("<p><a href=\"https://e.org/%22%3E%3Cscript%3E\" "
                      "rel=\"noreferrer\"><strong><sup>a&lt;b</sup></strong></a>c</p>"),
            std::string::npos)
      << page;
  EXPECT_NE(page.find("<pre><code>\n&lt;b&gt;</code></pre>"), std::string::npos) << page;
  EXPECT_NE(page.find("<p class=\"byline\">S · <time datetime=\"2024-01-02\">2024-01-02</time></p>"), std::string::npos)
      << page;
}

TEST(Html, links_footnotes_there_and_back_and_keeps_spans_of_cells) {
  const Article article{.blocks = {{.spans = {{.text = "a"}, {.kind = Span::Kind::kFootnote, .text = "x"}}},
                                   table_of({{cell("h", 2, 3)}}, 1),
                                   {.kind = Block::Kind::kFootnote, .text = "x", .children = {paragraph("n")}}}};
  const std::string page = html(article);
  EXPECT_NE(page.find("a<sup><a id=\"reference-1\" href=\"#note-1\">x</a></sup>"), std::string::npos) << page;
  EXPECT_NE(page.find("<li id=\"note-1\">\n<p>n</p>\n<a href=\"#reference-1\">↩</a>\n</li>"), std::string::npos)
      << page;
  EXPECT_NE(page.find("<thead>\n<tr><th colspan=\"2\" rowspan=\"3\">h</th></tr>\n</thead>"), std::string::npos) << page;
}

Block post(std::string author, std::string date, std::string text) {
  return {.kind = Block::Kind::kPost,
          .author = std::move(author),
          .date = std::move(date),
          .children = {paragraph(std::move(text))}};
}

TEST(Markdown, puts_writer_and_day_before_a_post_and_rules_between_posts) {
  Block first = post("Ada *", "2024-05-01", "One.");
  first.children.push_back(post("Bo", "", "Answer."));
  EXPECT_EQ(body({first, post("", "3 hours ago", "Two.")}),
            "**Ada \\*** · 2024-05-01\n\nOne.\n\n---\n\n**Bo**\n\nAnswer.\n\n---\n\n3 hours ago\n\nTwo.\n");
}

TEST(Markdown, has_comments_under_a_heading_in_the_language_of_the_article) {
  Article article{.metadata = {.title = "T", .language = "zh-TW"},
                  .blocks = {paragraph("Text.")},
                  .comments = {post("Ada", "", "One."), post("Bo", "", "Two.")}};
  EXPECT_EQ(markdown(article, FrontMatter::kOmit),
            "# T\n\nText.\n\n## 評論\n\n**Ada**\n\nOne.\n\n---\n\n**Bo**\n\nTwo.\n");
  EXPECT_NE(html(article).find("<section class=\"comments\">\n<h2>評論</h2>\n<article class=\"post\">\n"
                               "<p class=\"byline\"><strong>Ada</strong></p>\n<p>One.</p>\n</article>\n"),
            std::string::npos);
  EXPECT_EQ(text(article), "Text.\n評論\nOne.\nTwo.\n");
}

}  // namespace
}  // namespace pressmark::render
