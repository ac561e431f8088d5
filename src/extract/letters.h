// What a code point is to those who count words, and the code points of UTF-8 one by one.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace pressmark::extract {

enum class Letter : std::uint8_t { kSpace, kMark, kWord, kIdeograph };

struct CodePoint {
  char32_t value = 0;
  std::uint32_t length = 1;  // bytes
};

struct Range {
  char32_t first, last;
};

// Code points above U+007F that are no letters, in order. Everything else there counts as a letter.
inline constexpr std::array kMarks = std::to_array<Range>({
    {0x80, 0xa9},     {0xab, 0xb1},     {0xb4, 0xb4},     {0xb6, 0xb8},       {0xbb, 0xbb},        {0xbf, 0xbf},
    {0xd7, 0xd7},     {0xf7, 0xf7},     {0x2000, 0x206f}, {0x20a0, 0x20cf},   {0x2190, 0x2bff},    {0x3000, 0x3004},
    {0x3008, 0x3020}, {0x3030, 0x3030}, {0xe000, 0xf8ff}, {0xfe00, 0xfe6f},   {0xfeff, 0xff0f},    {0xff1a, 0xff20},
    {0xff3b, 0xff40}, {0xff5b, 0xff65}, {0xffe0, 0xffff}, {0x1f000, 0x1faff}, {0xe0000, 0x10ffff},
});

// Scripts whose words no space parts: Han, kana, compatibility ideographs.
constexpr bool is_ideograph(char32_t c) {
  return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

constexpr bool is_wide_space(char32_t c) {
  return c == 0x85 || c == 0xa0 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x205f || c == 0x2060 || c == 0x3000 || c == 0xfeff;
}

consteval std::array<Letter, 128> ascii_letters() {
  std::array<Letter, 128> table{};
  for (char32_t c = 0; c < 128; ++c) {
    const bool word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    table[c] = word ? Letter::kWord : c <= ' ' || c == 0x7f ? Letter::kSpace : Letter::kMark;
  }
  return table;
}

inline constexpr std::array<Letter, 128> kAscii = ascii_letters();

// ASCII, Latin-1, and the basic Greek and Cyrillic capitals; the others may differ by case.
constexpr char32_t lower(char32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  const bool latin = c >= 0xc0 && c <= 0xde && c != 0xd7;
  const bool further = (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f);
  return latin || further ? c + 32 : c;
}

// The code point that `bytes` begin with, of valid UTF-8; a broken byte stands for itself.
inline CodePoint longer_code_point(std::string_view bytes) {
  const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U; };
  const unsigned lead = byte(0);
  if (lead < 0xc0) return {.value = lead};
  if (lead < 0xe0) return {.value = (lead & 0x1f) << 6 | (byte(1) & 0x3f), .length = 2};
  if (lead < 0xf0) return {.value = (lead & 0xf) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f), .length = 3};
  return {.value = (lead & 7) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f), .length = 4};
}

inline Letter wide_letter(char32_t code_point) {
  if (is_wide_space(code_point)) return Letter::kSpace;
  if (is_ideograph(code_point)) return Letter::kIdeograph;
  const auto after = std::ranges::upper_bound(kMarks, code_point, {}, &Range::first);
  const bool is_mark = after != kMarks.begin() && code_point <= std::prev(after)->last;
  return is_mark ? Letter::kMark : Letter::kWord;
}

// Called for every byte of a page's text, so inline down to ASCII.
inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead < 0x80 ? CodePoint{.value = lead} : longer_code_point(text.substr(at, 4));
}

inline Letter letter_of(char32_t code_point) { return code_point < 128 ? kAscii[code_point] : wide_letter(code_point); }

}  // namespace pressmark::extract
