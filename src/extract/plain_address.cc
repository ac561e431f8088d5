#include "extract/plain_address.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace pressmark::extract {
namespace {

// Bytes that stand for themselves in a path, a query and a fragment alike.
// https://url.spec.whatwg.org/#percent-encoded-bytes
consteval std::array<bool, 256> plain_table() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 128; ++c) table[c] = ascii::is_alphanumeric(static_cast<char>(c));
  for (const char c : std::string_view("-_~!$&()*+,;=:@/?%.#")) table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr std::array<bool, 256> kPlain = plain_table();

// A path from the root on, with what follows it. No segment begins with a dot, or with what may be one escaped.
bool is_plain_path(std::string_view path) {
  if (path.empty() || path[0] != '/') return false;
  char before = 0;
  bool has_fragment = false;
  for (const char c : path) {
    if (!kPlain[static_cast<unsigned char>(c)]) return false;
    if ((c == '.' || c == '%') && before == '/') return false;
    if (c == '#' && has_fragment) return false;
    has_fragment |= c == '#';
    before = c;
  }
  return true;
}

// How long "https://example.org" is at the start of an address that a "/" follows there; 0 for what is not plain.
std::size_t plain_origin(std::string_view address) {
  std::size_t at = address.starts_with("https://") ? 8 : address.starts_with("http://") ? 7 : 0;
  if (at == 0) return 0;
  std::size_t label = at;
  for (; at < address.size() && address[at] != '/'; ++at) {
    const char c = address[at];
    if (c == '.' && at == label) return 0;
    if (c == '.') label = at + 1;
    if (c != '.' && c != '-' && !ascii::is_lower(c) && !ascii::is_digit(c)) return 0;
    // Where a label may be in Punycode the parser has to look.
    if (c == '-' && at == label + 3 && address[at - 1] == '-') return 0;
  }
  // A last label that begins with a digit may be of an IPv4 address.
  const bool is_host = at < address.size() && label < at && ascii::is_lower(address[label]);
  return is_host ? at : 0;
}

}  // namespace

std::optional<std::string> resolve_plainly(std::string_view reference, std::string_view base) {
  if (const std::size_t origin = plain_origin(reference); origin > 0) {
    return is_plain_path(reference.substr(origin)) ? std::optional<std::string>(reference) : std::nullopt;
  }
  if (reference.starts_with("//") || !is_plain_path(reference)) return std::nullopt;
  const std::size_t origin = plain_origin(base);
  if (origin == 0) return std::nullopt;
  std::string address;
  address.reserve(origin + reference.size());
  return std::move(address.append(base, 0, origin).append(reference));
}

}  // namespace pressmark::extract
