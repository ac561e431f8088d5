// What tree construction asks of characters.
#pragma once

#include <algorithm>
#include <string_view>

namespace pressmark::html {

constexpr bool is_white_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

// Whether `text` is `lower`, which is lower-case, whatever the case of its ASCII letters.
inline bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; });
}

}  // namespace pressmark::html
