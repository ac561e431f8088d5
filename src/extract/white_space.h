// White space as HTML has it, asked of every text node: find_first_not_of would call memchr for each of its bytes.
#pragma once

#include <string_view>

#include "simd/scan.h"

namespace pressmark::extract {

inline bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// Nothing but white space, or nothing at all.
inline bool is_blank(std::string_view text) {
  const char* const end = text.data() + text.size();
  return simd::find_not_white_space(text.data(), end) == end;
}

}  // namespace pressmark::extract
