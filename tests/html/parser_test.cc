// A Parser that is used again and again, and Documents that own their text.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "html/dat_file.h"
#include "pressmark/html.h"
#include "support/data.h"

#if defined(__SANITIZE_ADDRESS__)
#define PM_COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PM_COUNTS_ALLOCATIONS 0
#endif
#endif
#ifndef PM_COUNTS_ALLOCATIONS
#define PM_COUNTS_ALLOCATIONS 1
#endif

#if PM_COUNTS_ALLOCATIONS
namespace {
std::size_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const block = std::malloc(size)) return block;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
#endif

namespace pressmark::html {
namespace {

using testing::ExactCopy;

// Pages that need every kind of memory that a Document and the tree builder have.
std::vector<std::string> pages_of_all_kinds() {
  std::string many = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1\">";
  for (int i = 0; i < 300; ++i) {
    const std::string number = std::to_string(i);
    many += "<div class='a&amp;" + number + "' data-" + number + "=x><my-" + number + ">te&lt;xt " + number + "<br>";
  }
  return {many,
          "<body a=1><body b=2 c=3><html d=4>x",
          "<div><template shadowrootmode=open><p>in</template>out</div>",
          "<table>a<tr>b<td>c</td>d<td>e</td>f</table>",
          "<b a=1 b=2><b b=2 a=1><b a=1 b=2><b a=1 b=2><p>x</b>y<p>z",
          "<svg viewbox=1><foreignobject><p>x</svg><math definitionurl=a><mi>y",
          "<select><button><selectedcontent></button><option selected>a<b>c</b></select>",
          "<template><tr><td>x</template><!--c\r\n--><?pi d?>",
          "<textarea>a&amp;b</textarea><script>x\0y</script><pre>\r\nz"};
}

TEST(Parser, a_document_is_the_same_whatever_was_parsed_before) {
  const std::vector<std::string> pages = pages_of_all_kinds();
  Parser parser;
  for (const std::string& before : pages) {
    for (const std::string& page : pages) {
      parser.parse(before);
      const Document fresh = parse(page);
      const Document& again = parser.parse(page);
      EXPECT_EQ(tree_lines(again), tree_lines(fresh)) << page;
      EXPECT_EQ(again.quirks_mode(), fresh.quirks_mode());
      EXPECT_EQ(again.node_count(), fresh.node_count());
      EXPECT_EQ(again.warnings().any(), fresh.warnings().any());
      EXPECT_EQ(tree_lines(parser.parse_fragment(page, "td")), tree_lines(parse_fragment(page, "td"))) << page;
    }
  }
}

TEST(Parser, forgets_names_warnings_and_options_of_the_page_before) {
  Parser parser({.limits = {.attributes_per_element = 2, .input_bytes = 40}});
  EXPECT_NE(parser.parse("<odd-name a b c d>").find_name("odd-name"), Name::kNone);
  EXPECT_EQ(parser.parse("<p>").find_name("odd-name"), Name::kNone);
  EXPECT_FALSE(parser.parse("<p>").warnings().any());
  EXPECT_EQ(parser.parse("<p a b c d>").warnings().attributes_dropped, 2u);
  EXPECT_EQ(parser.parse(std::string(50, 'x')).warnings().bytes_dropped, 10u);
}

TEST(Parser, all_conformance_cases_in_one_parser) {
  PM_REQUIRE_DATA("html5lib/tree-construction");
  Parser parsers[] = {Parser({.scripting = false}), Parser({.scripting = true})};
  std::size_t cases = 0;
  for (const auto& file : testing::dat_files(testing::shared_data() / "html5lib/tree-construction")) {
    for (const testing::TreeCase& test : testing::read_tree_cases(testing::read_file(file))) {
      for (const bool scripting : {false, true}) {
        if (scripting != test.scripting.value_or(scripting)) continue;
        const ExactCopy text(test.data);
        Parser& parser = parsers[scripting ? 1 : 0];
        const Document& page =
            test.context.empty() ? parser.parse(text.view()) : parser.parse_fragment(text.view(), test.context);
        EXPECT_EQ(tree_lines(page), test.tree) << test.data;
        ++cases;
      }
    }
  }
  EXPECT_GE(cases, 3000u);
}

#if PM_COUNTS_ALLOCATIONS
TEST(Parser, allocates_nothing_in_the_steady_state) {
  const std::vector<std::string> pages = pages_of_all_kinds();
  for (const bool own_text : {false, true}) {
    Parser parser({.own_text = own_text});
    for (int round = 0; round < 2; ++round) {
      for (const std::string& page : pages) parser.parse(page);
    }
    for (const std::string& page : pages) {
      const std::size_t before = allocations;
      parser.parse(page);
      EXPECT_EQ(allocations, before) << page.substr(0, 80);
    }
  }
}
#endif

TEST(Parser, gives_back_what_an_enormous_page_took) {
  Parser parser;
  std::string enormous;
  for (int i = 0; i < 500'000; ++i) enormous += "<br>&lt;x";
  EXPECT_GT(parser.parse(enormous).memory_used(), std::size_t{32} << 20);
  EXPECT_LT(parser.parse("<p>").memory_used(), std::size_t{1} << 20);
  EXPECT_EQ(tree_lines(parser.parse(enormous)), tree_lines(parse(enormous)));
}

TEST(Parser, a_document_that_owns_its_text_outlives_the_input) {
  const std::string expected = tree_lines(parse("<p title=t>text<!--c--><my-tag>"));
  std::string input = "<p title=t>text<!--c--><my-tag>";
  Document page = parse(input, {.own_text = true});
  Document fragment = parse_fragment(input, "div", {.own_text = true});
  const std::string fragment_lines = tree_lines(fragment);
  Parser parser({.own_text = true});
  const Document& kept = parser.parse(input);
  std::string().swap(input);
  const Document moved = std::move(page);
  EXPECT_EQ(tree_lines(moved), expected);
  EXPECT_EQ(moved.input(), "<p title=t>text<!--c--><my-tag>");
  EXPECT_EQ(tree_lines(fragment), fragment_lines);
  EXPECT_EQ(tree_lines(kept), expected);
}

}  // namespace
}  // namespace pressmark::html
