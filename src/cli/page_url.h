// The address of a page as the caller gives it.
#pragma once

#include <string_view>

namespace pressmark::cli {

// Whether it is an http, https or file URL, without user name, password and white space: what may stand as `url`.
bool is_page_url(std::string_view text);

}  // namespace pressmark::cli
