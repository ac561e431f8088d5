// UTF-8, the one encoding that is not copied when it is valid.
#pragma once

#include <cstddef>
#include <span>

namespace pressmark::encoding {

using Bytes = std::span<const unsigned char>;

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// The length of the run of ASCII bytes at the front.
std::size_t ascii_prefix(Bytes bytes);

// The length of the longest prefix that is valid UTF-8.
std::size_t valid_utf8_prefix(Bytes bytes);

// The sequence at the front of `bytes` (not empty): either a whole character or, as the Encoding Standard reads it, the
// longest beginning of one (the Unicode Standard's maximal subpart), at least one byte.
struct Utf8Sequence {
  std::size_t length;
  bool is_valid;
  bool is_cut_off;  // Every byte to the end of the input fits, and more were to come.
};
Utf8Sequence utf8_sequence(Bytes bytes);

// How much of the bytes reads as UTF-8.
struct Utf8Survey {
  std::size_t multibyte = 0;  // valid characters of more than one byte
  std::size_t errors = 0;     // without a character cut off by the end
};
Utf8Survey survey_utf8(Bytes bytes);

// Writes a scalar value to `to` (room for 4 bytes); its length.
inline std::size_t write_utf8(char32_t code_point, char* to) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (code_point < 0x80) {
    to[0] = byte(code_point);
    return 1;
  }
  if (code_point < 0x800) {
    to[0] = byte(0xC0 | code_point >> 6);
    to[1] = byte(0x80 | (code_point & 0x3F));
    return 2;
  }
  if (code_point < 0x10000) {
    to[0] = byte(0xE0 | code_point >> 12);
    to[1] = byte(0x80 | (code_point >> 6 & 0x3F));
    to[2] = byte(0x80 | (code_point & 0x3F));
    return 3;
  }
  to[0] = byte(0xF0 | code_point >> 18);
  to[1] = byte(0x80 | (code_point >> 12 & 0x3F));
  to[2] = byte(0x80 | (code_point >> 6 & 0x3F));
  to[3] = byte(0x80 | (code_point & 0x3F));
  return 4;
}

}  // namespace pressmark::encoding
