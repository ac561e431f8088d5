// The little that detection has to know of the characters that single-byte encodings have.
#pragma once

#include <cstdint>

namespace pressmark::encoding {

enum class Kind : std::uint8_t {
  kBreak,  // ASCII that is no letter
  kLower,
  kUpper,
  kCaseless,     // A letter or mark of a script without case.
  kPunctuation,  // Found in any prose.
  kSymbol,       // Anything else that is printed: seldom in prose, and hardly ever inside a word.
  kNone          // A control, or no character.
};

struct Letter {
  Kind kind;
  bool is_latin;          // Shares its words with ASCII letters.
  bool is_final = false;  // Stands only at the end of a word.
};

inline bool is_letter(Letter letter) {
  return letter.kind == Kind::kLower || letter.kind == Kind::kUpper || letter.kind == Kind::kCaseless;
}

Letter letter_of(char16_t character);

// Upper case to lower case, in the scripts of single-byte encodings; others as they are.
char16_t to_lower_letter(char16_t character);

}  // namespace pressmark::encoding
