// UTF-8: characters in and out of strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::utf8 {

// What next() returns for bytes that are no character: U+FFFD stands for them in every output.
inline constexpr char32_t kReplacement = 0xFFFD;

struct Character {
  char32_t code_point = 0;
  std::uint8_t size = 0;  // in bytes; 0 at the end
  bool valid = false;
};

// The character at `at`. Of invalid bytes it takes the longest prefix of a character, as the Encoding Standard does.
Character next(std::string_view text, std::size_t at);

// The character that ends at the end of `text`.
Character last(std::string_view text);

// Writes the character to `to` (room for 4 bytes); its size.
inline std::size_t write(char32_t code_point, char* to) {
  const auto put = [&to](char32_t byte) { *to++ = static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto tail = [&](int shift) { put(0x80 | (code_point >> shift & 0x3F)); };
  if (code_point < 0x80) {
    put(code_point);
    return 1;
  }
  if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    tail(0);
    return 2;
  }
  if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    tail(6);
    tail(0);
    return 3;
  }
  put(0xF0 | code_point >> 18);
  tail(12);
  tail(6);
  tail(0);
  return 4;
}

// What is no scalar value (a surrogate, above U+10FFFF) becomes U+FFFD.
void append(std::string& out, char32_t code_point);

// The character at `at` of text that is known to be valid; a stray byte counts as itself, and what lies behind the end
// as zeros.
inline Character trusted(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const auto tail = [&](std::size_t i) { return byte(i) & 0x3F; };
  const unsigned lead = byte(0);
  if (lead < 0xC0) return {lead, 1, true};
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | tail(1), 2, true};
  if (lead < 0xF0) return {(lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3, true};
  return {(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4, true};
}

}  // namespace pressmark::utf8
