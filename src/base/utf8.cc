#include "base/utf8.h"

#include <algorithm>

namespace pressmark::utf8 {
namespace {

constexpr std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

// What a lead byte promises: how many bytes follow, and the range of the first of them.
struct Lead {
  std::uint8_t more = 0, low = 0x80, high = 0xBF;
};

constexpr Lead lead_of(std::uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};  // No surrogates.
  if (byte >= 0xE1 && byte <= 0xEF) return {2};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

}  // namespace

Character next(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const std::uint8_t first = byte_at(text, at);
  if (first < 0x80) return {first, 1, true};
  Lead lead = lead_of(first);
  if (lead.more == 0) return {kReplacement, 1, false};
  char32_t code_point = first & (0x3FU >> lead.more);
  for (std::uint8_t i = 1; i <= lead.more; ++i) {
    if (at + i >= text.size()) return {kReplacement, i, false};
    const std::uint8_t byte = byte_at(text, at + i);
    if (byte < lead.low || byte > lead.high) return {kReplacement, i, false};
    lead.low = 0x80;
    lead.high = 0xBF;
    code_point = (code_point << 6) | (byte & 0x3FU);
  }
  return {code_point, static_cast<std::uint8_t>(lead.more + 1), true};
}

Character last(std::string_view text) {
  if (text.empty()) return {};
  std::size_t at = text.size() - 1;
  const std::size_t furthest = text.size() - std::min<std::size_t>(4, text.size());
  while (at > furthest && (byte_at(text, at) & 0xC0) == 0x80) --at;
  const Character found = next(text, at);
  if (at + found.size == text.size()) return found;
  return {kReplacement, 1, false};
}

void append(std::string& out, char32_t code_point) {
  const bool is_scalar = code_point < 0xD800 || (code_point > 0xDFFF && code_point <= 0x10FFFF);
  char bytes[4];
  out.append(bytes, write(is_scalar ? code_point : kReplacement, bytes));
}

}  // namespace pressmark::utf8
