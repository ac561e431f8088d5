// Formulas: MathML, KaTeX, MathJax and pictures of formulas, to TeX.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pressmark/html.h"

namespace pressmark::extract {

struct Formula {
  std::string tex;
  bool display = false;  // stands in a line of its own
};

enum class MathRole : std::uint8_t {
  kNone,     // no formula
  kFormula,  // formula_of gives it
  kCopy      // the rendering of a formula whose source stands beside it: to be passed over
};
MathRole math_role(html::Node element);

// The formula of an element whose role is kFormula; nullopt when nothing is in it. The whole subtree is used up.
std::optional<Formula> formula_of(html::Node element);

// Whether the TeX is a group's beginning or end alone, by which a site keeps a posting's definitions to itself.
bool shows_nothing(std::string_view tex);

// A MathML tree as TeX. Total: what TeX has no word for is given by its text.
std::string tex_of_mathml(html::Node math);

}  // namespace pressmark::extract
