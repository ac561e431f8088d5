// A recipe as it was read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/recipes/selector.h"
#include "pressmark/recipe.h"
#include "pressmark/result.h"

namespace pressmark::extract {

struct Recipe {
  using Selectors = std::vector<recipes::Selector>;  // tried in turn

  std::string file{};
  std::vector<std::string> hosts{};  // lower case; "*.example.org" for all hosts under it
  std::vector<std::string> paths{};  // "*" for anything; none for all
  Selectors title{}, author{}, date{}, body{}, next{}, single{};
  Selectors strip{};  // all of them
  std::vector<Recipes::Test> tests{};
};

// Errors: kUnreadable, with the line.
Result<Recipe> parse_recipe(std::string_view text, std::string_view file);

// Whether the text is the pattern, in which "*" stands for any text. Costs at most their lengths multiplied.
bool matches_pattern(std::string_view text, std::string_view pattern);

}  // namespace pressmark::extract
