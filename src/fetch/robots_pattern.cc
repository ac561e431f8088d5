#include "fetch/robots_pattern.h"

#include <string.h>

#include <algorithm>

#include "base/ascii.h"

namespace pressmark::fetch {
namespace {

// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
bool is_unreserved(char c) {
  return ascii::is_alphanumeric(c) || std::string_view("-._~").find(c) != std::string_view::npos;
}

// Reserved characters that mean the same in a query, encoded or not.
bool is_plain_in_query(char c) { return std::string_view(":/?@!'(),;[]").find(c) != std::string_view::npos; }

void add_encoded(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

bool is_encoded_at(std::string_view text, std::size_t at) {
  return text[at] == '%' && at + 2 < text.size() && ascii::is_hex_digit(text[at + 1]) &&
         ascii::is_hex_digit(text[at + 2]);
}

template <class IsSpecial>
std::string normal(std::string_view text, IsSpecial is_special) {
  std::string out;
  bool in_query = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    const bool is_encoded = is_encoded_at(text, i);
    if (is_encoded) {
      c = static_cast<char>(ascii::hex_value(text[i + 1]) * 16 + ascii::hex_value(text[i + 2]));
      i += 2;
    }
    const bool is_graphic = c > ' ' && c < 0x7f;
    const bool is_literal = c == '*' || c == '$';
    bool is_plain = is_encoded ? is_unreserved(c) || (in_query && is_plain_in_query(c)) : is_graphic && !is_literal;
    if (!is_encoded && is_literal) is_plain = is_special(i);
    if (is_plain) {
      out += c;
    } else {
      add_encoded(out, c);
    }
    in_query = in_query || (c == '?' && !is_encoded);
  }
  return out;
}

// Linear, unlike std::string_view::find.
std::size_t find(std::string_view text, std::string_view part, std::size_t from) {
  const void* const found = memmem(text.data() + from, text.size() - from, part.data(), part.size());
  return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : text.npos;
}

}  // namespace

std::string normal_path(std::string_view path) {
  return normal(path, [](std::size_t) { return false; });
}

std::string normal_pattern(std::string_view pattern) {
  return normal(pattern, [pattern](std::size_t at) { return pattern[at] == '*' || at + 1 == pattern.size(); });
}

// The first part has to stand at the front; each that follows a "*" is taken where it comes first, which leaves the
// most room for the others.
bool matches(std::string_view pattern, std::string_view path) {
  const bool to_the_end = pattern.ends_with('$');
  if (to_the_end) pattern.remove_suffix(1);
  std::size_t star = std::min(pattern.find('*'), pattern.size());
  if (!path.starts_with(pattern.substr(0, star))) return false;
  std::size_t at = star;
  while (star < pattern.size()) {
    const std::size_t begin = star + 1;
    star = std::min(pattern.find('*', begin), pattern.size());
    const std::string_view part = pattern.substr(begin, star - begin);
    if (to_the_end && star == pattern.size()) return path.size() - at >= part.size() && path.ends_with(part);
    at = find(path, part, at);
    if (at == path.npos) return false;
    at += part.size();
  }
  return !to_the_end || at == path.size();
}

}  // namespace pressmark::fetch
