// UTF-8, read from memory that nobody has checked.
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

void append(std::string& out, char32_t code_point);

}  // namespace pressmark::utf8
