// Pages made to break a parser, small: each ends, keeps its text, gives a sound tree, and four times the page takes at
// most about four times the nodes and the heap. What they cost in time is measured by bench/hostile.py.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "html/open_elements.h"
#include "html/sound.h"
#include "pressmark/html.h"
#include "support/data.h"

namespace pressmark::html {
namespace {

using testing::ExactCopy;
using namespace std::string_view_literals;

constexpr std::size_t kSmaller = 50'000, kLarger = 200'000;

// Once `before`, where "DEEP(x)" stands for 500 x; then `unit` again and again, where "%" is a number that grows; then
// `after`. Z is text that is kept.
struct Family {
  std::string_view name, before, unit, after = {};
};

constexpr Family kFamilies[] = {
    // Depth.
    {"nested div", "", "<div>Z"},
    {"nested b", "", "<b>Z"},
    {"nested font", "", "<font>Z"},
    {"nested table", "", "<table>Z"},
    {"nested table cells", "", "<table><tr><td>Z"},
    {"nested li", "", "<li>Z"},
    {"li in ul", "", "<ul><li>Z"},
    {"nested template", "", "<template>Z"},
    {"nested select", "", "<select>Z"},
    {"select in object", "", "<select><object>Z"},
    {"nested svg", "", "<svg>Z"},
    {"nested foreignObject", "", "<svg><foreignObject>Z"},
    {"nested math", "", "<math>Z"},
    {"nested mi", "", "<math><mi>Z"},
    {"nested ruby", "", "<ruby>Z"},
    {"nested button", "", "<p><button>Z"},
    {"shadow roots", "", "<div><template shadowrootmode=open>Z"},
    {"captions", "", "<table><caption>Z<b>"},
    // Tags below a deep stack.
    {"unmatched end tags", "DEEP(<div>)", "</p></b></li></table></select></svg>Z"},
    {"unknown end tags", "DEEP(<span>)", "</x>Z"},
    {"new end tags", "DEEP(<span>)", "</x%>Z"},
    {"out of scope", "<select><p><object>DEEP(<span>)", "<hr></p></h1>Z"},
    {"end tags in svg", "<svg>DEEP(<g>)", "</x>Z"},
    {"b out of scope", "<b><svg><desc>DEEP(<span>)", "</b>Z"},
    {"li below div", "DEEP(<div>)", "<li>Z</li>"},
    {"body end tags", "DEEP(<div>)", "</body>Z"},
    {"options below span", "<select>DEEP(<span>)", "<option>Z"},
    {"fostered far below a template", "<template>DEEP(<div>)<table>", "<br>Z"},
    // Formatting.
    {"a in div", "", "<a><div>Z"},
    {"unclosed a", "", "<a href=u>Z "},
    {"b with attribute in p", "", "<b a=i><p>Z"},
    {"different b in p", "", "<b a=%><p>Z"},
    {"font in table", "", "<font a=i><table>Z"},
    {"crosswise", "", "<b><div>Z</b></div>"},
    {"em in aside", "", "<em><em><aside>Z</em>"},
    {"nobr", "", "<nobr>Z"},
    // Selects and tables.
    {"options", "<select>", "<option>Z"},
    {"options with selectedcontent", "<select><button><selectedcontent></button>", "<option>Z"},
    {"selected options", "<select><button><selectedcontent></button>", "<option selected>Z"},
    {"selected in selected", "", "<select><button><selectedcontent></button><option selected><object>Z"},
    {"fostered text", "<table>", "Z<tr>"},
    {"fostered elements", "<table>", "<b>Z<tr>"},
    {"fostered apart", "<table>", "Z<i></i><td></td>"},
    {"NULs in a table", "<table>", "\0Z"sv},
    // Names and attributes.
    {"attributes of one tag", "<p", " a%=1", ">Z"},
    {"body attributes", "", "<body a%=1>", "Z"},
    {"html attributes", "", "<html a%=1>", "Z"},
    {"new names", "", "<x%>Z"},
    {"new attributes", "", "<p a%>Z"},
    {"new doctypes", "", "<!doctype d%>Z"},
    {"one tag name", "Z<", "t", ">"},
    {"one tag name, not ended", "Z<", "t"},
    {"one attribute name", "Z<p ", "aB", ">"},
    // Text, references, comments, NULs.
    {"entities", "<p>", "&amp;Z"},
    {"half entities", "<p>", "&ampZ"},
    {"long number", "<p>Z&#", "0", ";"},
    {"numbers without digits", "<p>Z", "&#x"},
    {"line feed as a reference", "", "<pre>&#10Z"},
    {"comments", "", "<!-- -->Z"},
    {"br", "", "<br>Z"},
    {"links", "", "<a href=u>Z</a> "},
    {"meta", "", "<meta charset=u>Z"},
    {"NUL soup", "<p>", "\0Z"sv},
    {"NULs", "<p>Z", "\0"sv},
    {"NULs in svg", "<svg>", "\0Z"sv},
    {"CR", "<p>", "\rZ"},
    {"unclosed attribute", "Z<p a=\"", "a"},
    {"unclosed attribute in every tag", "Z", "<p a=\""},
    {"unclosed comment", "Z<!--", "->"},
    {"unclosed script", "<script>", "<!--<script>Z"},
    {"unclosed title", "<title>Z", "</titl&"},
    {"less-than signs", "Z", "<"},
    {"CDATA", "<svg>", "<![CDATA[Z]]>"},
    {"white space", "Z<table>", " "},
    // Forms that broke other parsers.
    {"CVE-2018-17846", "", "<table><math><select><mi><select></table>Z"},
    {"CVE-2018-17142", "", "<math><template><mn><b></template>Z"},
    {"CVE-2018-17143", "", "<template><tBody><isindex/action=0>Z"},
    {"CVE-2018-17847", "", "<svg><template><desc><t><svg></template>Z"},
    {"CVE-2018-17848", "", "<math><template><mo><template>Z"},
    {"CVE-2021-33194", "", "<template><svg><foo><template><foreignObject>Z<div></template><div>"},
    {"CVE-2024-45338", "<svg>", "<fOrEiGnObJeC%>Z"},
    {"CVE-2025-22872", "", "<svg foo=bar/>Z"},
    {"CVE-2025-58190", "", "<table><tr><svg><desc><tr></table>Z"},
};

std::string opening(std::string_view before) {
  const std::size_t at = before.find("DEEP(");
  if (at == std::string_view::npos) return std::string(before);
  const std::size_t end = before.find(')', at);
  std::string text(before.substr(0, at));
  for (int i = 0; i < 500; ++i) text += before.substr(at + 5, end - at - 5);
  return text += before.substr(end + 1);
}

std::string page_of(const Family& family, std::size_t size) {
  std::string page = opening(family.before);
  const std::size_t mark = family.unit.find('%');
  for (std::size_t number = 0; page.size() < size; ++number) {
    if (mark != std::string_view::npos) {
      page.append(family.unit.substr(0, mark)).append(std::to_string(number)).append(family.unit.substr(mark + 1));
    } else {
      page += family.unit;
    }
  }
  return page += family.after;
}

std::size_t letters_in(std::string_view text) { return static_cast<std::size_t>(std::ranges::count(text, 'Z')); }

// Of all nodes that are somewhere in the tree; template contents and shadow roots are trees of their own.
std::size_t letters_in(const Document& page) {
  std::size_t letters = 0;
  for (NodeIndex i = 0; i < page.node_count(); ++i) {
    const Node node = page.node(i);
    if (node.is_text() && node.parent()) letters += letters_in(node.text());
  }
  return letters;
}

struct Cost {
  std::size_t nodes = 0, heap = 0;
};

Cost cost_of(const Family& family, std::size_t size) {
  const ExactCopy input(page_of(family, size));
  const Document page = parse(input.view());
  expect_sound(page);
  EXPECT_GE(letters_in(page), letters_in(input.view()));
  return {page.node_count(), page.memory_used()};
}

TEST(Hostile, every_family_keeps_its_text_and_grows_as_its_page_does) {
  for (const Family& family : kFamilies) {
    SCOPED_TRACE(family.name);
    const Cost smaller = cost_of(family, kSmaller), larger = cost_of(family, kLarger);
    // What grew with the square would take sixteen times as much. Heap is counted with the room that is reserved.
    EXPECT_LE(larger.nodes, smaller.nodes * 44 / 10 + 100);
    EXPECT_LE(larger.heap, smaller.heap * 7 + 10'000);
    EXPECT_LE(larger.heap, 40 * kLarger + 10'000'000);
  }
}

// ---- copies ----

// Elements of different attributes, adopted through block after block: a copy for every half byte of the page, without
// a bound.
TEST(Hostile, end_tags_of_formatting_make_no_more_copies_than_the_page_is_large) {
  std::string unit;
  for (int i = 0; i < 200; ++i) unit += "<b n=" + std::to_string(i) + ">";
  for (int i = 0; i < 250; ++i) unit += "<div>Z";
  for (int i = 0; i < 200 * 31; ++i) unit += "</b>";
  const std::string text = unit + unit + unit + unit;
  const Document page = parse(text);
  expect_sound(page);
  EXPECT_EQ(letters_in(page), letters_in(text));
  EXPECT_GT(page.warnings().nodes_dropped, 0u);
  EXPECT_LE(page.node_count(), 10'000 + text.size() / 8);
}

// Copies share their attributes in memory, but not where the tree is written.
TEST(Hostile, what_is_written_of_a_tree_stays_within_a_few_times_its_page) {
  const std::string large(50'000, 'a');
  std::string paragraphs;
  for (int i = 0; i < 10'000; ++i) paragraphs += "<p>Z";
  const std::string pages[] = {
      "<b a=\"" + large + "\">" + paragraphs,
      "<select><button><selectedcontent></button><option selected>" + large +
          "<select><button><selectedcontent></button>" + paragraphs,
  };
  for (const std::string& text : pages) {
    const Document page = parse(text);
    EXPECT_GE(letters_in(page), letters_in(text));
    EXPECT_LE(serialize(page.root()).size(), 8 * text.size() + 2'000'000);
  }
}

// ---- searches ----

// The stack's searches pass over runs of elements that nothing sought can be in. Whatever happens to the stack, they
// find what a search of every element finds.
TEST(Hostile, the_stack_of_open_elements_finds_what_a_plain_search_finds) {
  DocumentBuilder builder;
  builder.start("", {});
  OpenElements open(builder);
  std::mt19937 random(1);
  const auto below = [&random](std::size_t end) { return random() % end; };
  constexpr Name kNames[] = {Name::kSpan, Name::kDiv, Name::kP,      Name::kTd, Name::kTable,
                             Name::kI,    Name::kB,   Name::kButton, Name::kG,  Name::kSvg};
  const auto element = [&] {
    const Name name = below(20) == 0 ? kNames[below(std::size(kNames))] : Name::kSpan;
    const Namespace name_space = below(3) == 0 ? Namespace::kSvg : Namespace::kHtml;
    return OpenElement{.node = builder.create_element(name, name_space, {}, {}),
                       .name = name,
                       .flags = flags_of(name, name_space),
                       .name_space = name_space};
  };
  for (int step = 0; step < 20'000; ++step) {
    const std::size_t size = open.size();
    const std::size_t change = below(size > 300 ? 8 : 16);
    if (size < 3 || change > 8)
      open.push(element());
    else if (change < 6)
      open.pop();
    else if (change == 6) {
      const std::size_t at = below(size);
      open.put_in_place(at, builder.create_element(open[at].name, open[at].name_space, {}, {}));
    } else if (change == 7)
      open.erase(below(size));
    else
      open.insert(below(size), element());
    const std::size_t before = below(open.size() + 1);
    const TagFlags flags = TagFlags{1} << below(21) & ~tag::kHtml;
    const Name name = kNames[below(std::size(kNames))];
    const std::size_t from = below(before + 1);
    const auto last = [&open](std::size_t end, std::size_t begin, auto test) {
      while (end > begin && !test(open[end - 1])) --end;
      return end > begin ? end - 1 : OpenElements::kNowhere;
    };
    const auto is_flagged = [flags](const OpenElement& one) { return one.has(flags); };
    const auto is_named = [name](const OpenElement& one) { return one.is(name); };
    const auto is_foreign = [name](const OpenElement& one) { return one.name == name && !one.is(name); };
    const auto is_either = [&](const OpenElement& one) { return is_flagged(one) || is_named(one); };
    ASSERT_EQ(open.find_below(before, flags, from), last(before, from, is_flagged)) << step;
    ASSERT_EQ(open.find(name), last(open.size(), 0, is_named)) << step;
    ASSERT_EQ(open.find_foreign(name), last(open.size(), 0, is_foreign)) << step;
    ASSERT_EQ(open.find_either(flags, name), last(open.size(), 0, is_either)) << step;
    const std::size_t at = below(open.size());
    ASSERT_EQ(open.find(open[at].node), at) << step;
  }
}

TEST(Hostile, an_unknown_name_between_a_formatting_element_and_its_block_is_no_formatting) {
  const Document page = parse("<b><i><x-first><x-second><div>Z</b>");
  EXPECT_EQ(serialize(page.body(), Include::kInner),
            "<b><i><x-first><x-second></x-second></x-first></i></b><i><div><b>Z</b></div></i>");
}

TEST(Hostile, scopes_are_found_at_every_depth_of_the_stack) {
  const auto find = [](const Document& page, Name name) {
    Node node = page.root();
    while (node && !node.is(name)) node = node.next_in_preorder(page.root());
    return node;
  };
  for (int depth = 0; depth < 140; depth += 3) {
    for (int below = 0; below < 140; below += 7) {
      std::string outer = "<!DOCTYPE html>", inner;
      for (int i = 0; i < depth; ++i) outer += "<span>";
      for (int i = 0; i < below; ++i) inner += "<i>";
      const std::string closed = outer + "<section>" + inner + "a</section>b";
      const Document page = parse(closed);
      ASSERT_TRUE(find(page, Name::kSection));
      EXPECT_EQ(find(page, Name::kSection).text_content(), "a") << depth << ' ' << below;
      const std::string held = outer + "<p><button>" + inner + "<div>a</p>b";
      const Document other = parse(held);
      ASSERT_TRUE(find(other, Name::kButton));
      EXPECT_EQ(find(other, Name::kButton).text_content(), "ab") << depth << ' ' << below;
    }
  }
}

// ---- references ----

TEST(Hostile, a_line_feed_written_as_a_reference_without_semicolon_is_left_out_whole) {
  const ExactCopy input("<pre>&#10text");
  const Document page = parse(input.view());
  const Node text = page.body().first_child().first_child();
  EXPECT_EQ(text.text(), "text");
  EXPECT_EQ(text.source().begin, 9u);
  const ExactCopy spaced("<head>&#32&#9text");
  const Document head = parse(spaced.view());
  EXPECT_EQ(head.body().first_child().source().begin, 13u);
}

}  // namespace
}  // namespace pressmark::html
