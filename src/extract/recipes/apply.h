// A page read as a recipe says.
#pragma once

#include <optional>

#include "extract/outline.h"
#include "extract/recipes/recipe.h"
#include "pressmark/extract.h"

namespace pressmark::extract::recipes {

// The address that the page is known by, for which a recipe is looked up: the caller's, else its own.
std::string address_of(const Outline& outline, const Options& options);

// nullopt when the recipe's body finds nothing to read there. What the recipe does not say of title, author and date is
// as for any page.
std::optional<Extraction> read(const Outline& outline, const Options& options, const Recipe& recipe);

}  // namespace pressmark::extract::recipes
