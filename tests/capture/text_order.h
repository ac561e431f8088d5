// Whether an Article says what its page says, in the page's order.
#pragma once

#include <string>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::testing {

// The words before the first place where the Article's text is not the page's in its order, with that word last; ""
// when there is none. Words are runs of letters, runs of digits, and single wide characters, so that raised text and
// notes' numbers, which touch a word on the page, are words of their own. Footnotes and the captions of tables may
// stand at another place than on the page; each must be in order in itself. What an attribute said (titles of players,
// pictures' text) and formulas are not looked at.
std::string out_of_order(const html::Document& page, const Article& article);

}  // namespace pressmark::testing
