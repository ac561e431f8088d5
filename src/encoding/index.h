// The indexes of the Encoding Standard that several decoders look in, and the loop that they share.
// https://encoding.spec.whatwg.org/#indexes
#pragma once

#include <string_view>

#include "encoding/output.h"

namespace pressmark::encoding {

inline constexpr char32_t kNoCharacter = kReplacementCharacter;  // No index has U+FFFD as a character.

// Pointer by pointer, kNoCharacter in the holes.
extern const std::u16string_view kJis0208Index;
extern const std::u16string_view kJis0212Index;

// The code point at the pointer, or kNoCharacter.
template <class Character>
char32_t code_point_at(std::basic_string_view<Character> index, std::size_t pointer) {
  return pointer < index.size() ? static_cast<char32_t>(index[pointer]) : kNoCharacter;
}

// Decodes an encoding in which an ASCII byte at the start of a character is that character. `step` reads a character
// that starts with another byte off the front of the bytes that it is given, and returns how many bytes it has used up.
template <class Step>
void decode_ascii_superset(Bytes bytes, Output& out, Step step) {
  while (!bytes.empty()) {
    const std::size_t ascii = ascii_prefix(bytes);
    out.copy(bytes.first(ascii));
    bytes = bytes.subspan(ascii);
    if (!bytes.empty()) bytes = bytes.subspan(step(bytes, out));
  }
}

// The end of every two-byte decoder: the code point, or an error that gives an ASCII trail byte back. Returns 2 or 1.
inline std::size_t put_pair(char32_t code_point, unsigned char trail, Output& out) {
  if (code_point != kNoCharacter) {
    out.put(code_point);
    return 2;
  }
  out.replace();
  return trail < 0x80 ? 1 : 2;
}

// The input ends behind a lead byte.
inline std::size_t put_cut_off(std::size_t used, Output& out) {
  out.replace_at_end();
  return used;
}

// A byte that can't start a character.
inline std::size_t put_error(Output& out) {
  out.replace();
  return 1;
}

}  // namespace pressmark::encoding
