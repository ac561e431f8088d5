#include "keep/import_place.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "base/ascii.h"

namespace pressmark::keep {
namespace {

constexpr std::size_t kAround = 32;  // bytes of the text before and behind
constexpr std::uint64_t kMostWork = std::uint64_t{1} << 30;

// Two-way search: linear, unlike std::string_view::find.
std::size_t find(std::string_view text, std::string_view part) {
  const void* const found = ::memmem(text.data(), text.size(), part.data(), part.size());
  return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : std::string_view::npos;
}

// The text without its white space, and where each byte of it stands.
std::string without_spaces(std::string_view text, std::vector<std::uint32_t>* places) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (ascii::is_whitespace(text[i])) continue;
    if (text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0') {
      ++i;
      continue;
    }
    out += text[i];
    if (places) places->push_back(static_cast<std::uint32_t>(i));
  }
  return out;
}

bool is_tail(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string_view before(std::string_view text, std::size_t at) {
  std::size_t from = at > kAround ? at - kAround : 0;
  while (from < at && is_tail(text[from])) ++from;
  return text.substr(from, at - from);
}

std::string_view behind(std::string_view text, std::size_t at) {
  std::size_t to = std::min(at + kAround, text.size());
  while (to > at && to < text.size() && is_tail(text[to])) --to;
  return text.substr(at, to - at);
}

}  // namespace

Places::Places(std::string_view text) : text_(text), packed_(without_spaces(text, &origins_)) {}

void Places::place(archive::Highlight& highlight) {
  work_ += text_.size();
  if (work_ > kMostWork) return;
  std::size_t begin = find(text_, highlight.exact), end = begin + highlight.exact.size();
  if (begin == std::string_view::npos) {
    const std::string sought = without_spaces(highlight.exact, nullptr);
    const std::size_t found = sought.empty() ? std::string_view::npos : find(packed_, sought);
    if (found == std::string_view::npos) return;
    begin = origins_[found];
    end = std::size_t{origins_[found + sought.size() - 1]} + 1;
  }
  highlight.start = static_cast<std::int64_t>(begin);
  highlight.end = static_cast<std::int64_t>(end);
  highlight.prefix = before(text_, begin);
  highlight.suffix = behind(text_, end);
}

}  // namespace pressmark::keep
