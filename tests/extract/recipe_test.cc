#include "pressmark/recipe.h"

#include <gtest/gtest.h>

#include "extract/recipes/recipe.h"
#include "extract/recipes/selector.h"
#include "extract/recipes/xpath.h"
#include "pressmark/extract.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

// The ids of the elements that the selector finds, "@value" where it reads an attribute.
std::string found(std::string_view text, std::string_view page_text) {
  const testing::ExactCopy copy(text);
  const auto selector = recipes::Selector::parse(copy.view());
  if (!selector) return "breaks off at " + std::to_string(selector.error());
  const html::Document page = html::parse(page_text);
  std::string out;
  for (const auto& match : selector->find(page.root(), 100)) {
    out += out.empty() ? "" : " ";
    out += match.attribute.empty() ? match.node.attribute(html::Name::kId).value_or("-")
                                   : "@" + std::string(match.node.attribute(match.attribute).value_or("-"));
  }
  return out;
}

TEST(Recipe, selectors_find_what_they_say) {
  for (const auto& one : testing::read_cases(testing::own_data("extract/data/selector.test"))) {
    const std::size_t end = one.input.find('\n');
    ASSERT_NE(end, std::string::npos) << one.name;
    EXPECT_EQ(found(std::string_view(one.input).substr(0, end), std::string_view(one.input).substr(end + 1)),
              one.expected)
        << one.name;
  }
}

TEST(Recipe, expressions_become_selectors_or_nothing) {
  for (const auto& one : testing::read_cases(testing::own_data("extract/data/xpath.test"))) {
    const testing::ExactCopy copy(one.input);
    const auto selector = recipes::selector_of_xpath(copy.view());
    EXPECT_EQ(selector.value_or("none"), one.expected) << one.name;
    if (!selector) continue;
    EXPECT_TRUE(recipes::Selector::parse(*selector)) << *selector;
  }
}

TEST(Recipe, selectors_and_expressions_that_break_off_anywhere_are_refused_or_read) {
  constexpr std::string_view kSelector = "a.b#c[d~='e f']:not(g, :has(> h[i]):nth-child(2)) > j + k ~ l:first @m, n";
  constexpr std::string_view kExpression =
      "(//a[contains(concat(' ',normalize-space(@b),' '),' c ') and not(@d='e') or 2]/f[last()])[1]/@g | //h/parent::i";
  for (std::size_t size = 0; size <= kSelector.size(); ++size) found(kSelector.substr(0, size), "<a id=x>");
  for (std::size_t size = 0; size <= kExpression.size(); ++size) {
    const testing::ExactCopy copy(kExpression.substr(0, size));
    if (const auto selector = recipes::selector_of_xpath(copy.view())) {
      EXPECT_TRUE(recipes::Selector::parse(*selector)) << *selector;
    }
  }
  EXPECT_FALSE(recipes::Selector::parse(std::string(recipes::Selector::kLongest + 1, 'a')));
  std::string steps = "a";
  for (int i = 0; i < 64; ++i) steps += " a";
  EXPECT_FALSE(recipes::Selector::parse(steps));
}

TEST(Recipe, a_selector_of_many_steps_costs_no_more_on_a_deep_page_than_on_a_flat_one) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_EQ(found("div div div div ~ div div div div p", deep + "<p id=x>"), "");
  EXPECT_EQ(found("div div div div p, p:last-of-type:not(:nth-child(2))", deep + "<p id=x>"), "x");
}

std::string error_of(std::string_view recipe) {
  Recipes recipes;
  const testing::ExactCopy copy(recipe);
  const auto added = recipes.add(copy.view(), "some.recipe");
  return added ? "" : added.error().text();
}

TEST(Recipe, errors_name_file_line_reason_and_remedy) {
  EXPECT_EQ(
      error_of("host: example.org\n\nbody: div >> p\n"),
      "some.recipe: line 3: \"div >> p\" is no selector: it can't be read from \"> p\" on (docs/formats/recipe.md "
      "has all that a selector may say)");
  EXPECT_EQ(error_of("body: p\n"), "some.recipe: it says no host (add a line such as host: example.org)");
  EXPECT_NE(error_of("host: exa mple.org").find("line 1: \"exa mple.org\" is no host"), std::string::npos);
  EXPECT_NE(error_of("host: e.org\npath: a").find("line 2: \"a\" is no pattern of paths"), std::string::npos);
  EXPECT_NE(error_of("host: e.org\nexpect: a").find("line 2: expect stands before any test"), std::string::npos);
  EXPECT_NE(error_of("host: e.org\ncolour: red").find("line 2: recipes know no \"colour\""), std::string::npos);
  EXPECT_NE(error_of("host: e.org\nbody").find("line 2 is no \"key: value\""), std::string::npos);
  EXPECT_NE(error_of("host: e.org\n# " + std::string(Recipes::kMostBytes, 'x')).find("longer than 64 KB"),
            std::string::npos);
  EXPECT_EQ(error_of("\xEF\xBB\xBF# a note\r\nhost: e.org\r\nbody: p\r\n"), "");
}

std::string chosen(const Recipes& recipes, std::string_view url) {
  const Recipe* const recipe = recipes.find(url);
  return recipe ? recipe->file : "none";
}

TEST(Recipe, the_exact_host_goes_before_patterns_and_paths_before_all) {
  Recipes recipes;
  ASSERT_TRUE(recipes.add("host: *.org\nbody: p", "star"));
  ASSERT_TRUE(recipes.add("host: *.example.org\nbody: p", "longer star"));
  ASSERT_TRUE(recipes.add("host: a.example.org\nbody: p", "exact"));
  ASSERT_TRUE(recipes.add("host: a.example.org\npath: /x/*/z\nbody: p", "path"));
  ASSERT_TRUE(recipes.add("host: only.example.org\npath: /x/*\nbody: p", "only paths"));
  EXPECT_EQ(chosen(recipes, "https://a.example.org/"), "exact");
  EXPECT_EQ(chosen(recipes, "https://A.EXAMPLE.org:8080/x/1/2/z?q"), "path");
  EXPECT_EQ(chosen(recipes, "https://b.example.org/"), "longer star");
  EXPECT_EQ(chosen(recipes, "https://c.b.example.org/"), "longer star");
  EXPECT_EQ(chosen(recipes, "https://example.org/"), "star");
  EXPECT_EQ(chosen(recipes, "https://only.example.org/y"), "longer star");
  EXPECT_EQ(chosen(recipes, "https://example.com/"), "none");
  EXPECT_EQ(chosen(recipes, "no address"), "none");
}

Extraction read(std::string_view recipe, std::string_view text, std::string_view url = {}) {
  Recipes recipes;
  EXPECT_TRUE(recipes.add(recipe, "some.recipe"));
  const html::Document page = html::parse(text);
  auto extraction = extract(page, {.url = url, .recipes = &recipes});
  EXPECT_TRUE(extraction);
  return extraction ? *std::move(extraction) : Extraction();
}

constexpr std::string_view kPage =
    "<link rel=canonical href=https://e.org/a/1><h1>Not this</h1><p id=by>by Jane Doe and John Roe<p "
    "id=day>3 May 2021<h2>The title</h2><div class=t><p>One.<p class=ad>Buy.<p>Two.</div><div class=t><ul><li>Three."
    "</ul></div><p>Elsewhere.<a class=more href=2>on</a><a class=all href=/all>all</a>";

TEST(Recipe, says_what_is_read) {
  const Extraction extraction = read(
      "host: e.org\ntitle: h7\ntitle: h2\nauthor: #by\ndate: #day\nbody: .t\nstrip: .ad\nnext: .more\nsingle: .all "
      "@href",
      kPage);
  const Metadata& metadata = extraction.article.metadata;
  EXPECT_EQ(metadata.title, "The title");
  EXPECT_EQ(metadata.author, "Jane Doe, John Roe");
  EXPECT_EQ(metadata.date, "2021-05-03");
  EXPECT_EQ(extraction.next_page, "https://e.org/a/2");
  EXPECT_EQ(extraction.single_page, "https://e.org/all");
  const std::vector<Block>& blocks = extraction.article.blocks;
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(plain_text(blocks[0].spans), "One.");
  EXPECT_EQ(plain_text(blocks[1].spans), "Two.");
  EXPECT_EQ(blocks[2].kind, Block::Kind::kList);
  EXPECT_TRUE(extraction.article.warnings.empty());
}

TEST(Recipe, that_finds_no_body_gives_way_with_a_warning) {
  const Extraction extraction = read("host: e.org\nbody: .gone", kPage);
  EXPECT_FALSE(extraction.article.blocks.empty());
  ASSERT_EQ(extraction.article.warnings.size(), 1u);
  EXPECT_EQ(extraction.article.warnings[0].first, "recipe_without_body");
}

TEST(Recipe, goes_by_the_callers_address_before_the_pages_own) {
  EXPECT_EQ(read("host: e.org\nbody: .t", kPage, "https://other.org/").article.warnings.size(), 0u);
  EXPECT_NE(read("host: e.org\nbody: .t", kPage, "https://other.org/").article.blocks.size(), 4u);
  EXPECT_EQ(read("host: other.org\nbody: ul", kPage, "https://other.org/").article.blocks.size(), 1u);
}

TEST(Recipe, a_body_may_be_what_is_no_box) {
  EXPECT_EQ(read("host: e.org\nbody: ul", kPage).article.blocks.at(0).kind, Block::Kind::kList);
  EXPECT_EQ(read("host: e.org\nbody: h2", kPage).article.metadata.title, "Not this");
}

TEST(Recipe, site_configurations_say_by_their_name_for_whom_they_are) {
  const auto text_of = [](std::string_view file) {
    const auto imported = import_site_config("body: //p", file);
    return imported ? imported->text : imported.error().text();
  };
  EXPECT_NE(text_of("example.org.txt").find("host: example.org\nhost: www.example.org\nbody: p\n"), std::string::npos);
  EXPECT_NE(text_of(".example.org.txt").find("host: *.example.org\nbody: p\n"), std::string::npos);
  EXPECT_NE(text_of("www.example.org.txt").find("host: example.org\n"), std::string::npos);
  EXPECT_NE(text_of("LICENSE").find("its name says no host"), std::string::npos);
  EXPECT_NE(text_of(".txt").find("its name says no host"), std::string::npos);
  EXPECT_NE(text_of("a b.txt").find("is no host"), std::string::npos);
}

TEST(Recipe, what_an_import_leaves_out_is_named_by_line) {
  const auto imported = import_site_config(
      "\n# note\nbody: //p[string-length(.) > 3]\nhttp_header(user-agent): x\nnone\n", "example.org.txt");
  ASSERT_TRUE(imported);
  ASSERT_EQ(imported->left_out.size(), 3u);
  EXPECT_EQ(imported->left_out[0].first, 3u);
  EXPECT_EQ(imported->left_out[0].second.text(), "no selector says \"//p[string-length(.) > 3]\"");
  EXPECT_EQ(imported->left_out[1].second.text(), "\"http_header(user-agent)\" has no form in a recipe");
  EXPECT_EQ(imported->left_out[2].second.text(), "it is no directive");
  EXPECT_NE(imported->text.find("# left out: body: //p[string-length(.) > 3]\n"), std::string::npos);
}

}  // namespace
}  // namespace pressmark::extract
