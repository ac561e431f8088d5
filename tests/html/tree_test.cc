// Tree construction against the cases of html5lib and WPT, and against our own.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "html/dat_file.h"
#include "pressmark/html.h"
#include "support/data.h"

namespace pressmark::html {
namespace {

using testing::dat_files;
using testing::ExactCopy;
using testing::TreeCase;

std::string tree_of(const TreeCase& test, bool scripting) {
  const ExactCopy input(test.data);
  const ParseOptions options{.scripting = scripting};
  const Document document =
      test.context.empty() ? parse(input.view(), options) : parse_fragment(input.view(), test.context, options);
  return tree_lines(document);
}

// The number of cases; a failure for each whose tree differs with a setting of scripting that it allows.
std::size_t run_cases(const std::filesystem::path& file) {
  const std::vector<TreeCase> cases = testing::read_tree_cases(testing::read_file(file));
  for (const TreeCase& test : cases) {
    for (const bool scripting : {false, true}) {
      if (test.scripting.has_value() && *test.scripting != scripting) continue;
      EXPECT_EQ(tree_of(test, scripting), test.tree)
          << file.filename() << (scripting ? ", scripting on" : ", scripting off")
          << (test.context.empty() ? "" : ", in " + test.context) << "\n"
          << test.data;
    }
  }
  return cases.size();
}

TEST(TreeConformance, every_case_without_javascript_passes) {
  PM_REQUIRE_DATA("html5lib/tree-construction");
  std::size_t count = 0;
  for (const auto& file : dat_files(testing::shared_data() / "html5lib/tree-construction")) count += run_cases(file);
  EXPECT_EQ(count, 1916u);
}

// These run a script that changes the page under the parser, which nothing here does.
TEST(TreeConformance, the_cases_that_need_javascript_are_known) {
  PM_REQUIRE_DATA("html5lib/tree-construction/scripted");
  const std::set<std::string> known = {"adoption01.dat 1", "ark.dat 1", "webkit01.dat 1", "webkit01.dat 2"};
  std::set<std::string> failing;
  for (const auto& file : dat_files(testing::shared_data() / "html5lib/tree-construction/scripted")) {
    std::size_t number = 0;
    for (const TreeCase& test : testing::read_tree_cases(testing::read_file(file))) {
      ++number;
      if (tree_of(test, true) != test.tree) failing.insert(file.filename().string() + " " + std::to_string(number));
    }
  }
  EXPECT_EQ(failing, known);
}

// A case's name may begin with "[td] ", the context of a fragment, or with "(scripting) ".
TreeCase own_case(const testing::Case& written) {
  TreeCase test{.data = written.input, .context = {}, .scripting = std::nullopt, .tree = written.expected};
  if (written.name.starts_with('[')) test.context = written.name.substr(1, written.name.find(']') - 1);
  test.scripting = written.name.starts_with("(scripting)");
  return test;
}

void run_own_cases(std::string_view file, std::size_t least) {
  const std::vector<testing::Case> cases = testing::read_cases(testing::own_data(file));
  EXPECT_GE(cases.size(), least);
  for (const testing::Case& written : cases) {
    const TreeCase test = own_case(written);
    EXPECT_EQ(tree_of(test, *test.scripting), test.tree) << written.name;
  }
}

TEST(Tree, own_cases_over_all_insertion_modes) { run_own_cases("html/data/tree.test", 70); }

TEST(Tree, declarative_shadow_roots) { run_own_cases("html/data/shadow_roots.test", 12); }

TEST(Tree, drops_nul_in_html_and_replaces_it_in_svg) {
  using namespace std::string_literals;
  const ExactCopy input("a\0b<svg>c\0d</svg><table>e\0</table>"s);
  EXPECT_EQ(serialize(parse(input.view()).body(), Include::kInner), "ab<svg>c\uFFFDd</svg>e<table></table>");
}

// The same trees, seen through the flags that tree_lines does not show.
TEST(Tree, quirks_mode_follows_the_doctype) {
  const auto mode = [](std::string_view text) { return parse(text).quirks_mode(); };
  EXPECT_EQ(mode("<!DOCTYPE html>"), QuirksMode::kNoQuirks);
  EXPECT_EQ(mode("<p>"), QuirksMode::kQuirks);
  EXPECT_EQ(mode("<!DOCTYPE other>"), QuirksMode::kQuirks);
  EXPECT_EQ(mode("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2//EN\">"), QuirksMode::kQuirks);
  EXPECT_EQ(mode("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">"), QuirksMode::kQuirks);
  EXPECT_EQ(mode("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"x\">"),
            QuirksMode::kLimitedQuirks);
  EXPECT_EQ(mode("<!DOCTYPE html PUBLIC \"-//w3c//dtd XHTML 1.0 Transitional//EN\">"), QuirksMode::kLimitedQuirks);
  EXPECT_EQ(mode("<!DOCTYPE html SYSTEM \"http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd\">"),
            QuirksMode::kQuirks);
  EXPECT_EQ(mode("<!DOCTYPE html PUBLIC \"html\">"), QuirksMode::kQuirks);
}

// Indented by depth, the lines of a small page take hundreds of times its size: no more than a part is in memory.
TEST(Tree, lines_come_in_parts_until_no_more_are_wanted) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "<ul><li>x";
  const Document document = parse(text);
  std::string whole;
  std::size_t largest = 0, parts = 0;
  write_tree_lines(document, [&](std::string_view lines) {
    EXPECT_TRUE(lines.ends_with('\n'));
    whole += lines;
    largest = std::max(largest, lines.size());
    return ++parts > 0;
  });
  EXPECT_EQ(whole, tree_lines(document));
  EXPECT_GT(parts, 2u);
  EXPECT_LT(largest, std::size_t{1} << 20);
  std::size_t taken = 0;
  write_tree_lines(document, [&](std::string_view) { return ++taken < 2; });
  EXPECT_EQ(taken, 2u);
}

}  // namespace
}  // namespace pressmark::html
