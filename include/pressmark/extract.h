// A DOM to the Article on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/article.h"
#include "pressmark/html.h"
#include "pressmark/result.h"

namespace pressmark::extract {

class Model;
class Recipes;

// What to do about text that may or may not be part of the article.
enum class Lean : std::uint8_t {
  kBalanced,   // what serves both best
  kPrecision,  // leave it out
  kRecall      // keep it
};

// What readers wrote under an article: left out, or in Article::comments. A thread's posts are its text.
enum class Comments : std::uint8_t { kDrop, kKeep };

struct Options {
  std::string_view url{};         // the page's address, where the caller knows it; overrules what the page says
  std::string_view fetch_date{};  // when we fetched it (ISO 8601), where we did
  bool explain = false;
  Lean lean = Lean::kBalanced;
  Comments comments = Comments::kDrop;
  bool find_next = false;        // sets Extraction::next_page where it is certain, for those who fetch it
  bool strict = false;           // kNotArticle where nothing on the page reads like an article, however short
  const Recipes* recipes = nullptr;  // how to read the pages of some sites; the general way for nullptr
  const Model* model = nullptr;  // what chooses the text; the built-in one for nullptr. For those who train it.
};

// Why a block was kept or left out: `--explain`.
struct Explanation {
  float keep = 0;
  std::string text{};                  // the block's first words
  std::vector<std::string> reasons{};  // "long text +1.2", "in nav -3.0", strongest first
};

struct Extraction {
  Article article{};
  std::vector<Explanation> explanations{};  // with Options::explain, in page order
  // Absolute addresses: of the text's next page (by a recipe, or with Options::find_next), and of all its pages in one
  // (by a recipe).
  std::string next_page{}, single_page{};
};

// A page that one of Options::recipes is for goes by that one; where that finds no body, as if there were none, with
// the warning "recipe_without_body". Pages of known platforms (WeChat) go by their own reader, all others by the general one. Errors: kNotArticle when
// nothing was written there; kGone, kRemoved, kRetryLater, kBlocked for pages that stand in an article's place.
Result<Extraction> extract(const html::Document& page, const Options& options = {});

// What the page says of itself, whether or not anything is written there: for those whom extract told kNotArticle.
Metadata describe(const html::Document& page, const Options& options = {});

}  // namespace pressmark::extract
