// parse and parse_fragment: byte ranges, limits, the option for reading, and pages made to hurt.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "html/sound.h"
#include "pressmark/html.h"
#include "support/data.h"

namespace pressmark::html {
namespace {

using testing::ExactCopy;

std::string_view source_of(Node node) {
  const SourceRange range = node.source();
  return node.document().input().substr(range.begin, range.end - range.begin);
}

std::string repeat(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::size_t depth_of(const Document& page) {
  std::size_t depth = 0, deepest = 0;
  for (Node node = page.root(); node;) {
    if (const Node child = node.first_child()) {
      node = child;
      deepest = std::max(deepest, ++depth);
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      if (node) --depth;
    }
    if (node) node = node.next_sibling();
  }
  return deepest;
}

// ---- byte ranges ----

struct Range {
  std::string_view page;
  Name element;
  std::string_view source;
};

TEST(Range, an_element_runs_to_its_end_tag_or_to_where_it_was_closed) {
  const Range cases[] = {
      {"a<p id=x>b<i>c</i></p>d", Name::kP, "<p id=x>b<i>c</i></p>"},
      {"a<p id=x>b<i>c</i></p>d", Name::kI, "<i>c</i>"},
      {"<ul><li>a<li>b</ul>c", Name::kLi, "<li>a"},
      {"<ul><li>a<li>b</ul>c", Name::kUl, "<ul><li>a<li>b</ul>"},
      {"<div>a<p>b", Name::kP, "<p>b"},
      {"a<br>b", Name::kBr, "<br>"},
      {"<b>1<p>2</b>3</p>", Name::kB, "<b>1<p>2</b>"},
      {"<table><tr><td>a</table>b", Name::kTable, "<table><tr><td>a</table>"},
      {"<table><tr><td>a</table>b", Name::kTd, "<td>a"},
      {"<table><tr><td>a</table>b", Name::kTbody, ""},
      {"<p>a</p>", Name::kHead, ""},
      {"<html><body>a</body></html> ", Name::kBody, "<body>a</body>"},
      {"<html><body>a</body></html> ", Name::kHtml, "<html><body>a</body></html>"},
      {"<body>a</body>b", Name::kBody, "<body>a</body>b"},
      {"<script>a<b</script>c", Name::kScript, "<script>a<b</script>"},
      {"<svg><foreignObject>a</foreignObject></svg>b", Name::kForeignObject, "<foreignObject>a</foreignObject>"},
      {"<svg><g/>a</svg>b", Name::kG, "<g/>"},
      {"<form><div></form>a</div>", Name::kForm, "<form><div></form>"},
  };
  for (const Range& test : cases) {
    const ExactCopy input(test.page);
    const Document page = parse(input.view());
    Node node = page.root();
    while (node && !(node.type() == NodeType::kElement && node.name() == test.element)) {
      node = node.next_in_preorder(page.root());
    }
    ASSERT_TRUE(node) << test.page;
    EXPECT_EQ(source_of(node), test.source) << test.page;
  }
}

TEST(Range, other_nodes_know_theirs) {
  const ExactCopy input("<!DOCTYPE html><!-- c -->  <p>a&lt;b</p><?go x?>");
  const Document page = parse(input.view());
  EXPECT_EQ(source_of(page.root()), input.view());
  EXPECT_EQ(source_of(page.root().first_child()), "<!DOCTYPE html>");
  EXPECT_EQ(source_of(page.root().first_child().next_sibling()), "<!-- c -->");
  EXPECT_EQ(source_of(page.body().first_child().first_child()), "a&lt;b");
  EXPECT_EQ(source_of(page.body().last_child()), "<?go x?>");
}

TEST(Range, text_behind_white_space_that_is_taken_apart_begins_where_it_does) {
  const std::string_view pages[] = {"<head> \n text", "<head> \r\n text", "<head>&#32;&#9; text",
                                    "<pre>\ntext",    "<pre>\r\ntext",    "<pre>&#10;text"};
  for (const std::string_view text : pages) {
    const Document page = parse(text);
    const Node first = page.body().first_child();
    EXPECT_EQ(source_of(first.is_text() ? first : first.first_child()), "text") << text;
  }
}

// ---- limits ----

TEST(Limits, elements_too_deep_become_siblings_and_keep_their_content) {
  const std::string text = repeat("<div>x", 3000) + "end" + repeat("</div>", 3000);
  const Document page = parse(text);
  expect_sound(page);
  EXPECT_LE(depth_of(page), 520u);
  EXPECT_EQ(page.body().text_content(), repeat("x", 3000) + "end");
  EXPECT_EQ(page.warnings().elements_reparented, 3000u - 510u);
}

TEST(Limits, formatting_that_is_not_remembered_is_counted_and_ends_with_its_block) {
  std::string text = "<p>";
  for (int i = 0; i < 260; ++i) text += "<b n=" + std::to_string(i) + ">";
  text += "x</p><p>y</p>";
  const Document page = parse(text);
  EXPECT_EQ(page.warnings().formatting_dropped, 10u);
  EXPECT_EQ(page.body().text_content(), "xy");
}

TEST(Limits, tables_too_deep_keep_their_text) {
  for (const std::string_view part : {"<table><tr><td>x", "<table><tbody><tr>x<td>", "<template>x<td>", "<svg><desc>x",
                                      "<table><caption>x", "<select><option>x<object>", "<b><table>x", "<ul><li>x"}) {
    const std::string text = repeat(part, 1200) + "<p>end</p>";
    const Document page = parse(text);
    expect_sound(page);
    EXPECT_NE(serialize(page.root()).find("end"), std::string::npos) << part;
    EXPECT_LE(page.node_count(), 10 * text.size()) << part;
  }
}

TEST(Limits, a_stack_of_any_size_works) {
  const std::string text = "<title>t</title><table><tr><td><b>a<p>b<select><option>c<template>d</template><svg><g>e";
  for (std::uint32_t depth = 1; depth < 12; ++depth) {
    const Document page = parse(text, {.limits = {.open_elements = depth}});
    expect_sound(page);
  }
}

TEST(Limits, nodes_beyond_the_limit_are_counted) {
  const Document page = parse(repeat("<p>x</p>", 1000), {.limits = {.nodes = 100}});
  expect_sound(page);
  EXPECT_GE(page.node_count(), 100u);
  EXPECT_LE(page.node_count(), 110u);
  EXPECT_GT(page.warnings().nodes_dropped, 1800u);
}

TEST(Limits, input_is_cut_between_characters) {
  const ExactCopy input("<p>aé中z");
  const Document page = parse(input.view(), {.limits = {.input_bytes = 8}});
  EXPECT_EQ(page.body().text_content(), "aé");
  EXPECT_EQ(page.warnings().bytes_dropped, 4u);
  EXPECT_TRUE(page.warnings().any());
}

TEST(Limits, attributes_added_to_the_body_stay_within_the_limit) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "<body a" + std::to_string(i) + ">";
  const Document page = parse(text, {.limits = {.attributes_per_element = 10}});
  EXPECT_EQ(page.body().attributes().size(), 10u);
  EXPECT_EQ(page.warnings().attributes_dropped, 40u);
}

// Each part, many times over. What it would do without the bounds: copies of formatting for each paragraph, copies of
// copies in selects, text moved at each append.
TEST(Limits, pages_made_to_hurt_stay_linear) {
  std::string numbered;
  for (int i = 0; i < 5000; ++i) numbered += "<font n=" + std::to_string(i) + "><p>";
  std::vector<std::string> pages = {numbered, numbered + repeat("</p><p>x", 20000)};
  for (const std::string_view part : {"<a>",
                                      "<b>x",
                                      "<p><b>",
                                      "<a><div>",
                                      "</b>",
                                      "<b></p>",
                                      "<nobr>",
                                      "<b><table>",
                                      "<table>x<tr> ",
                                      "<select>",
                                      "<select><button><selectedcontent></button><option selected>x<object>",
                                      "<option>x",
                                      "<template>",
                                      "<applet>",
                                      "<table><marquee></table>",
                                      "<dd><p>",
                                      "<li><span>",
                                      "<form>",
                                      "<h1><p>",
                                      "</p>",
                                      "</x>",
                                      "<x></y>",
                                      "<svg>",
                                      "<math><mi>",
                                      "<svg><p>",
                                      "<ruby><rt>",
                                      "&amp;x<!---->",
                                      "<table>&amp;",
                                      "<i></i><b>x</i></b>",
                                      "\r\n<pre>\r",
                                      "<em><em><aside></em>",
                                      "<html a=1>",
                                      "<frameset>",
                                      "<div><template shadowrootmode=open>",
                                      "<td>",
                                      "<tr>"}) {
    pages.push_back(repeat(part, 20000));
    pages.push_back("<table><tr><td>" + repeat(part, 3000));
  }
  for (const std::string& text : pages) {
    const Document page = parse(text);
    expect_sound(page);
    EXPECT_LE(page.node_count(), 3 * text.size() + 20'000) << text.substr(0, 60);
    EXPECT_LE(page.memory_used(), 200 * text.size() + 2'000'000) << text.substr(0, 60);
  }
}

TEST(Limits, many_paragraphs_in_unclosed_formatting_keep_their_text) {
  std::string text = "<p>";
  for (int i = 0; i < 300; ++i) text += "<b n=" + std::to_string(i) + ">";
  text += repeat("<p>x", 2000);
  const Document page = parse(text);
  EXPECT_EQ(page.body().text_content(), repeat("x", 2000));
  EXPECT_GT(page.warnings().nodes_dropped, 0u);
  EXPECT_LE(page.node_count(), 2 * text.size() + 20'000);
}

// ---- the option for reading ----

TEST(ContainNoscriptIframe, keeps_an_iframe_in_noscript_from_swallowing_the_page) {
  const std::string_view text = "<body><noscript><iframe src=x></noscript><p>article</p>";
  const Document standard = parse(text);
  EXPECT_EQ(serialize(standard.body(), Include::kInner),
            "<noscript><iframe src=\"x\"></noscript><p>article</p></iframe></noscript>");
  const Document contained = parse(text, {.contain_noscript_iframe = true});
  EXPECT_EQ(serialize(contained.body(), Include::kInner),
            "<noscript><iframe src=\"x\"></iframe></noscript><p>article</p>");
}

TEST(ContainNoscriptIframe, leaves_other_iframes_alone) {
  const std::string_view text = "<noscript>a</noscript><iframe><p></iframe>b";
  EXPECT_EQ(serialize(parse(text, {.contain_noscript_iframe = true}).root()), serialize(parse(text).root()));
  const std::string_view scripted = "<body><noscript><iframe></noscript>b";
  EXPECT_EQ(serialize(parse(scripted, {.scripting = true, .contain_noscript_iframe = true}).root()),
            serialize(parse(scripted, {.scripting = true}).root()));
}

}  // namespace
}  // namespace pressmark::html
