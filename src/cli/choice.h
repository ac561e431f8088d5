// The flags that say what counts as the text: taken by read and extract.
#pragma once

#include "cli/flags.h"
#include "pressmark/capture.h"
#include "pressmark/recipe.h"

namespace pressmark::cli {

// Sets what the flags say; `recipes` holds those of --recipes, else those of the default folder where there is one, as
// long as the options are used. Errors: kUsage for flags that contradict each other; those of the recipes.
Result<void> set_choice(const Arguments& arguments, capture::Options& options, extract::Recipes& recipes);

// In the format that --format names: md, text, json, html.
std::string rendered(const Article& article, std::string_view format);

}  // namespace pressmark::cli
