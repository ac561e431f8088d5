// The address of the page that an article goes on at.
#pragma once

#include <string>
#include <string_view>

#include "pressmark/html.h"

namespace pressmark::extract {

// Absolute, on the page's own host; "" unless it is certain: a link says that it is the next one, and its address is
// the page's with the number of the next page ("/story" and "/story/2", "a.html" and "a_2.html", "?page=2" and
// "?page=3"). From the second page on, the page must also link to the first: a book's second chapter does not. Linear.
std::string find_next_page(const html::Document& page, std::string_view address, std::string_view base);

}  // namespace pressmark::extract
