// White space as HTML has it, asked of every text node: find_first_not_of would call memchr for each of its bytes.
#pragma once

#include <algorithm>
#include <string_view>

namespace pressmark::extract {

inline bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// Nothing but white space, or nothing at all.
inline bool is_blank(std::string_view text) { return std::ranges::all_of(text, is_white); }

}  // namespace pressmark::extract
