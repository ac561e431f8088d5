// What XHTML chapters of a book ask beyond HTML. https://www.w3.org/TR/epub-33/#sec-xhtml
#pragma once

#include <string>
#include <string_view>

#include "pressmark/article.h"

namespace pressmark::render {

// `text` where it is a language tag as books take it ("zh-Hans"), else "".
std::string book_language(std::string_view text);

// Absolute, for a book has no page that an address could be relative to; "" for another.
std::string absolute_link(std::string_view address);

// Whether it has terms, then what they mean, as often as one likes: all that <dl> may have.
bool is_whole_definition_list(const Block& list);

}  // namespace pressmark::render
