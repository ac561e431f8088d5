#include "render/links.h"

#include <algorithm>
#include <span>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::render {
namespace {

constexpr std::string_view kLinkSchemes[] = {"http", "https", "mailto", "tel", "ftp"};
constexpr std::string_view kImageSchemes[] = {"http", "https"};

constexpr bool is_scheme_character(char c) { return ascii::is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; }
constexpr bool is_edge(char c) { return static_cast<unsigned char>(c) <= ' '; }

// The basic URL parser removes leading and trailing C0 controls and spaces, then every tab and newline.
// https://url.spec.whatwg.org/#concept-basic-url-parser
std::string stripped(std::string_view address) {
  while (!address.empty() && is_edge(address.front())) address.remove_prefix(1);
  while (!address.empty() && is_edge(address.back())) address.remove_suffix(1);
  std::string out;
  out.reserve(address.size());
  for (const char c : address) {
    if (c != '\t' && c != '\n' && c != '\r') out.push_back(c);
  }
  return out;
}

// "https" in lower case; "" for a relative address.
std::string scheme_of(std::string_view address) {
  if (address.empty() || !ascii::is_alpha(address[0])) return "";
  std::string scheme;
  for (const char c : address) {
    if (c == ':') return scheme;
    if (!is_scheme_character(c)) return "";
    scheme.push_back(ascii::to_lower(c));
  }
  return "";
}

std::string encoded(std::string_view address) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(address.size());
  for (std::size_t at = 0; at < address.size();) {
    const utf8::Character c = utf8::next(address, at);
    const bool keep = c.valid && c.code_point > ' ' && !(c.code_point >= 0x7F && c.code_point <= 0xA0) &&
                      c.code_point != '<' && c.code_point != '>' && c.code_point != '"';
    for (std::size_t i = at; i < at + c.size; ++i) {
      const auto byte = static_cast<unsigned char>(address[i]);
      if (keep) {
        out.push_back(address[i]);
      } else {
        out.append({'%', kHex[byte >> 4], kHex[byte & 0xF]});
      }
    }
    at += c.size;
  }
  return out;
}

// What stripped() and encoded() leave as it is.
constexpr bool is_plain(char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"'; }

std::string safe(std::string_view address, std::span<const std::string_view> schemes) {
  if (address.starts_with("https://") || address.starts_with("http://")) {  // As almost all do.
    if (std::ranges::all_of(address, is_plain)) return std::string(address);
  }
  const std::string clean = stripped(address);
  const std::string scheme = scheme_of(clean);
  if (!scheme.empty() && std::ranges::find(schemes, scheme) == schemes.end()) return "";
  return encoded(clean);
}

}  // namespace

std::string safe_link(std::string_view address) { return safe(address, kLinkSchemes); }
std::string safe_image(std::string_view address) { return safe(address, kImageSchemes); }

}  // namespace pressmark::render
