// Recipes: how to read the pages of a site, as data. docs/formats/recipe.md has the format.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::extract {

struct Recipe;

class Recipes {
 public:
  Recipes();
  Recipes(Recipes&&) noexcept;
  Recipes& operator=(Recipes&&) noexcept;
  ~Recipes();

  static constexpr std::size_t kMostBytes = std::size_t{1} << 16;  // of one recipe
  static constexpr std::size_t kMostRecipes = 100'000;

  // Adds the recipe that `text` says; `file` is its name in errors. Errors: kUnreadable, with the line.
  Result<void> add(std::string_view text, std::string_view file);

  // The recipe for the page of that address, or nullptr: one for its host before one for a pattern of hosts, the longer
  // pattern first, one for paths before one for all of a host, else the one that was added first.
  const Recipe* find(std::string_view url) const;

  std::size_t size() const;

  // An address to try a recipe with, and a text that the article there must have ("" for any).
  struct Test {
    std::string url{}, text{};
  };
  // Of all recipes, in the order in which they were added.
  std::vector<Test> tests() const;

 private:
  struct Book;
  std::unique_ptr<Book> book_;
};

// A recipe made from another tool's rules, and what of them it does not say.
struct ImportedRecipe {
  std::string text{};
  std::vector<std::pair<std::size_t, Message>> left_out{};  // line, and why
};

// From a site configuration of Full-Text RSS (https://github.com/fivefilters/ftr-site-config). The file's name says the
// hosts: "example.org.txt" those with and without "www.", ".example.org.txt" all others under it. Errors: kUnreadable.
Result<ImportedRecipe> import_site_config(std::string_view text, std::string_view file);

}  // namespace pressmark::extract
