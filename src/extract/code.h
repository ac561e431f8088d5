// Code listings: their text exactly as written, without gutters and buttons, and their language.
#pragma once

#include <string>

#include "pressmark/html.h"

namespace pressmark::extract {

// Whether the element holds a code listing of its own: <pre>, or what sites build around it (a table of line numbers
// and lines, a highlighter's box). Never for an element that holds other text as well.
bool is_code_listing(html::Node element);

// Line numbers or a copy button beside a listing.
bool is_code_chrome(html::Node element);

// The same where it stands outside of the listing's own element: in a box beside it, with the language's name.
bool is_beside_code_chrome(html::Node element);
// Whether these are among the classes of line numbers, which such a box may have.
bool may_stand_beside_code(std::string_view classes);

struct Listing {
  std::string text;      // lines separated by LF, none at the end
  std::string language;  // lower case, "" when unknown
};
Listing listing_of(html::Node element);

}  // namespace pressmark::extract
