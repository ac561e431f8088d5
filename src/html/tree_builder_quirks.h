// What a doctype says of the page's age. https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode
#pragma once

#include <string_view>

#include "html/token.h"

namespace pressmark::html {

// `name`: the text of the doctype's name.
QuirksMode quirks_mode_of(const Token& doctype, std::string_view name);

}  // namespace pressmark::html
