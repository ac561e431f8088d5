// TeX that a page leaves in its text for a script to typeset: \( \), \[ \], $$ $$, and $ $ where the page says so.
#pragma once

#include <string_view>
#include <vector>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract {

enum class ProseTex : std::uint8_t {
  kNone,        // no script of the page typesets TeX: "\(" and "$" are text
  kBracketed,   // \( \), \[ \], $$ $$ and environments
  kWithDollars  // and $ $, which only a setting of the page's own turns on
};

// By the scripts below `root`: MathJax, or KaTeX with its auto-render extension. Linear.
ProseTex prose_tex(html::Node root);

// Whether there may be TeX in the text: a glance.
bool may_hold_tex(std::string_view text);

struct ProsePiece {
  Span span;
  bool display = false;  // a formula in a line of its own
};

// The row of spans with its formulas cut out of the text. Linear.
std::vector<ProsePiece> parted_by_formulas(std::vector<Span> spans, ProseTex tex);

}  // namespace pressmark::extract
