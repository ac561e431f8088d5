// What the standard calls its characters. https://infra.spec.whatwg.org/#code-points
#pragma once

#include <cstddef>
#include <string_view>

namespace pressmark::html {

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";  // U+FFFD

inline bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_ascii_alpha(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
inline bool is_ascii_alphanumeric(char c) { return is_ascii_alpha(c) || (c >= '0' && c <= '9'); }
inline char to_ascii_lower(char c) { return is_ascii_upper(c) ? static_cast<char>(c | 0x20) : c; }

// TAB, LF, FF, SPACE, and CR, which stands for an LF.
inline bool is_white_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// Whether `text` starts with `lower`, letters in either case.
inline bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t at = 0; at < lower.size(); ++at) {
    if (to_ascii_lower(text[at]) != lower[at]) return false;
  }
  return true;
}

}  // namespace pressmark::html
