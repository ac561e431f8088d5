#include "fetch/content_type.h"

#include <algorithm>

#include "base/ascii.h"

namespace pressmark::fetch {
namespace {

// https://mimesniff.spec.whatwg.org/#http-token-code-point
bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return ascii::is_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

// Takes the parameter's value off the front of `rest`: a quoted string, or all up to a semicolon.
std::string take_value(std::string_view& rest) {
  std::string value;
  if (rest.starts_with('"')) {
    std::size_t i = 1;
    for (; i < rest.size() && rest[i] != '"'; ++i) {
      if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
      value += rest[i];
    }
    rest.remove_prefix(std::min(rest.find(';', i), rest.size()));
    return value;
  }
  const std::size_t end = std::min(rest.find(';'), rest.size());
  value = ascii::trimmed(rest.substr(0, end));
  rest.remove_prefix(end);
  return value;
}

}  // namespace

ContentType parse_content_type(std::string_view header) {
  header = ascii::trimmed(header);
  const std::size_t end = std::min(header.find(';'), header.size());
  const std::string_view essence = ascii::trimmed(header.substr(0, end));
  const std::size_t slash = essence.find('/');
  if (slash == essence.npos || !is_token(essence.substr(0, slash)) || !is_token(essence.substr(slash + 1))) return {};
  ContentType type{ascii::lowercase(essence), {}};
  std::string_view rest = header.substr(end);
  while (!rest.empty()) {  // At a semicolon.
    rest.remove_prefix(1);
    const std::size_t name_end = std::min(rest.find_first_of(";="), rest.size());
    const std::string name = ascii::lowercase(ascii::trimmed(rest.substr(0, name_end)));
    rest.remove_prefix(name_end);
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    const std::string value = take_value(rest);
    if (name == "charset" && type.charset.empty()) type.charset = value;
  }
  return type;
}

}  // namespace pressmark::fetch
