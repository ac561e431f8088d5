#include "encoding/letter.h"

#include <string_view>

namespace pressmark::encoding {
namespace {

bool is_in(char16_t character, char16_t first, char16_t last) { return character >= first && character <= last; }

// Latin Extended-A goes by pairs, capital first; in two stretches the capitals are the odd ones.
char16_t to_lower_extended(char16_t character) {
  if (character == 0x178) return 0xFF;
  const bool capitals_are_odd = is_in(character, 0x139, 0x148) || is_in(character, 0x179, 0x17E);
  const bool is_capital = (character % 2 == 1) == capitals_are_odd;
  const bool has_pair = character != 0x138 && character != 0x149 && character != 0x17F;
  return is_capital && has_pair ? static_cast<char16_t>(character + 1) : character;
}

char16_t to_lower_greek(char16_t character) {
  if (is_in(character, 0x391, 0x3AB)) return static_cast<char16_t>(character + 0x20);
  if (character == 0x386) return 0x3AC;
  if (is_in(character, 0x388, 0x38A)) return static_cast<char16_t>(character + 0x25);
  if (character == 0x38C) return 0x3CC;
  return is_in(character, 0x38E, 0x38F) ? static_cast<char16_t>(character + 0x3F) : character;
}

bool is_latin_letter(char16_t character) {
  return (is_in(character, 0xC0, 0x24F) && character != 0xD7 && character != 0xF7 && character != 0x192);
}

bool is_cased_letter(char16_t character) {
  return character == 0x386 || (is_in(character, 0x388, 0x3CE)) || is_in(character, 0x400, 0x4FF);
}

bool is_caseless_letter(char16_t character) {
  return is_in(character, 0x5B0, 0x5F4) || is_in(character, 0x621, 0x658) || is_in(character, 0x66E, 0x6D3) ||
         is_in(character, 0xE01, 0xE4E);
}

// Greek sigma and five Hebrew letters have a shape for the end of a word.
bool is_final_form(char16_t character) {
  constexpr std::u16string_view kFinalForms = u"ς\u05DA\u05DD\u05DF\u05E3\u05E5";
  return kFinalForms.find(character) != std::u16string_view::npos;
}

bool is_punctuation(char16_t character) {
  constexpr std::u16string_view kOthers = u"\u00A0¡£§©ª«\u00AD®°·¶×º»¿€₪₫™№฿\u060C\u061B\u061F\u0640";
  return is_in(character, 0x200C, 0x203A) || kOthers.find(character) != std::u16string_view::npos;
}

}  // namespace

char16_t to_lower_letter(char16_t character) {
  if (is_in(character, 0xC0, 0xDE) && character != 0xD7) return static_cast<char16_t>(character + 0x20);
  if (is_in(character, 0x100, 0x17F)) return to_lower_extended(character);
  if (character == 0x1A0 || character == 0x1AF) return static_cast<char16_t>(character + 1);  // Vietnamese horns
  if (is_in(character, 0x386, 0x3CE)) return to_lower_greek(character);
  if (is_in(character, 0x400, 0x40F)) return static_cast<char16_t>(character + 0x50);
  if (is_in(character, 0x410, 0x42F)) return static_cast<char16_t>(character + 0x20);
  return character == 0x490 ? 0x491 : character;
}

Letter letter_of(char16_t character) {
  if (character < 0x80) {
    if (character >= 'a' && character <= 'z') return {Kind::kLower, true};
    return {character >= 'A' && character <= 'Z' ? Kind::kUpper : Kind::kBreak, true};
  }
  if (is_in(character, 0x300, 0x36F)) return {Kind::kCaseless, true};  // Combining marks, for Vietnamese.
  if (is_latin_letter(character) || is_cased_letter(character)) {
    const bool is_upper = to_lower_letter(character) != character;
    return {is_upper ? Kind::kUpper : Kind::kLower, is_latin_letter(character), is_final_form(character)};
  }
  if (is_caseless_letter(character)) return {Kind::kCaseless, false, is_final_form(character)};
  if (is_punctuation(character)) return {Kind::kPunctuation, false};
  return {character < 0xA0 || character == 0xFFFD ? Kind::kNone : Kind::kSymbol, false};
}

}  // namespace pressmark::encoding
