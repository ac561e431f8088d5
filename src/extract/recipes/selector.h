// The selectors of recipes: a part of CSS, and which attribute to read.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/html.h"

namespace pressmark::extract::recipes {

// What of one element is tested, without looking at what is around it.
struct Compound {
  struct Test {
    enum class Kind : std::uint8_t {
      kHas,       // [name]
      kEquals,    // [name=value], #value
      kWord,      // [name~=value], .value
      kPrefix,    // [name^=value]
      kSuffix,    // [name$=value]
      kPart,      // [name*=value]
      kChild,     // :nth-child(number), counted from the end when negative
      kOfType,    // :nth-of-type(number), likewise
      kContains,  // :contains("value"): in the first of the element's text
      kHasChild,  // :has(> inner, ...)
      kNot        // :not(inner, ...)
    };
    Kind kind = Kind::kHas;
    std::string name{};
    std::string value{};
    int number = 0;
    std::vector<Compound> inner{};
  };
  std::string type{};  // lower case; "" for any
  std::vector<Test> tests{};
};

// "article > h1.title, meta[property='og:title'] @content": see docs/formats/recipe.md for all that it may say.
class Selector {
 public:
  struct Match {
    html::Node node{};
    std::string_view attribute{};  // to be read instead of the text; "" for the text. Lives as long as the Selector.
  };

  // Or the byte at which it can't be read any further. Longer than kLongest, or of more than 64 steps, it is refused.
  static std::expected<Selector, std::size_t> parse(std::string_view text);
  static constexpr std::size_t kLongest = 4096;

  // The elements under `root` that match, in page order, at most `most`. Costs a fixed amount for each node of the page
  // and each step of the selector.
  std::vector<Match> find(html::Node root, std::size_t most) const;

 private:
  friend class SelectorParser;
  friend class Matching;
  enum class Relation : std::uint8_t { kFirst, kDescendant, kChild, kNext, kLater };
  struct Step {
    Relation relation = Relation::kFirst;  // to the step before
    Compound compound{};
  };
  // A selector between commas: it ends with step `last`.
  struct Part {
    std::size_t last = 0;
    std::string attribute{};
    bool only_first = false;
  };
  std::vector<Step> steps_;  // of all parts, one after the other; each has a bit of a mask
  std::vector<Part> parts_;
};

}  // namespace pressmark::extract::recipes
