// Recipes from their files.
#pragma once

#include <string>
#include <vector>

#include "pressmark/recipe.h"
#include "pressmark/result.h"

namespace pressmark::capture {

// The recipe in a file, or those in a folder and the folders below it: its *.recipe files in bytewise order of their
// paths; dot files are skipped, links not followed. Errors: kNotFound, kUnreadable, naming the path.
Result<std::vector<std::string>> find_recipes(const std::string& path);
Result<extract::Recipes> load_recipes(const std::string& path);

}  // namespace pressmark::capture
