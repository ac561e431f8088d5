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

}  // namespace pressmark::encoding
