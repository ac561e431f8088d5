#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "encoding/decoders.h"
#include "encoding/language_cost.h"
#include "encoding/languages.h"
#include "encoding/letter.h"

namespace pressmark::encoding {
namespace {

// Bits for what no language's letters tell.
constexpr double kForeignLetter = 12, kPunctuation = 6, kSymbol = 8, kNone = 20;
// Bits that a character costs on top, for the one before it.
constexpr double kUpperInsideWord = 8, kUpperAtStart = 2.5, kUpperAfterUpper = 0.2, kUpperAfterCaseless = 4;
constexpr double kLowerAfterCapitals = 4, kScriptsMixed = 6, kSymbolAfterLetter = 8, kLetterAfterSymbol = 4,
                 kFinalInsideWord = 8;
constexpr double kLoneUpper = 5, kLoneCaseless = 6;  // A word of one letter. Lower case has many: "à", "и", "ή".

using Letters = std::array<Letter, 256>;
using Counts = std::array<std::size_t, 256>;

Letters letters_of(std::u16string_view table) {
  Letters letters{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    letters[byte] = letter_of(byte < 0x80 ? static_cast<char16_t>(byte) : table[byte - 0x80]);
  }
  return letters;
}

double upper_cost(Letter before) {
  switch (before.kind) {
    case Kind::kLower: return kUpperInsideWord;
    case Kind::kUpper: return kUpperAfterUpper;
    case Kind::kCaseless: return kUpperAfterCaseless;
    case Kind::kBreak:
    case Kind::kPunctuation:
    case Kind::kSymbol:
    case Kind::kNone: break;
  }
  return kUpperAtStart;
}

// What a byte beyond ASCII costs for its neighbours.
double high_cost(Letter before, Letter letter, bool is_after_capitals, Letter after) {
  double bits = 0;
  if (letter.kind == Kind::kUpper) bits += upper_cost(before);
  if (letter.kind == Kind::kLower && is_after_capitals) bits += kLowerAfterCapitals;
  if (letter.kind == Kind::kSymbol && is_letter(before)) bits += kSymbolAfterLetter;
  if (letter.is_final && is_letter(after)) bits += kFinalInsideWord;
  if (!is_letter(before) && !is_letter(after)) {
    if (letter.kind == Kind::kUpper) bits += kLoneUpper;
    if (letter.kind == Kind::kCaseless) bits += kLoneCaseless;
  }
  return bits;
}

// The same in all languages of the encoding.
double context_cost(const Letters& letters, Bytes sample) {
  double bits = 0;
  Letter before{Kind::kBreak, true};
  std::size_t capitals = 0;  // How many have come in a row.
  bool was_high = false;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const Letter letter = letters[sample[i]];
    const bool is_high = sample[i] >= 0x80;
    if ((is_high || was_high) && is_letter(letter)) {
      if (is_letter(before) && letter.is_latin != before.is_latin) bits += kScriptsMixed;
      if (before.kind == Kind::kSymbol) bits += kLetterAfterSymbol;
    }
    if (is_high) {
      const Letter after = i + 1 < sample.size() ? letters[sample[i + 1]] : Letter{Kind::kBreak, true};
      bits += high_cost(before, letter, capitals > 1, after);
    }
    capitals = letter.kind == Kind::kUpper ? capitals + 1 : 0;
    before = letter;
    was_high = is_high;
  }
  return bits;
}

// A language's letter by its rank: frequencies fall off evenly on a logarithmic scale, to 1/55 of the first.
double letter_bits(std::u16string_view alphabet, char16_t letter) {
  constexpr double kShare = 0.93, kFall = 4;
  const std::size_t rank = alphabet.find(letter);
  if (rank == std::u16string_view::npos) return kForeignLetter;
  const double step = kFall / static_cast<double>(alphabet.size());
  const double first = (1 - std::exp(-step)) / (1 - std::exp(-kFall));
  return -std::log2(kShare * first * std::exp(-step * static_cast<double>(rank)));
}

double character_bits(std::u16string_view alphabet, Letter letter, char16_t character) {
  switch (letter.kind) {
    case Kind::kLower:
    case Kind::kUpper:
    case Kind::kCaseless: return letter_bits(alphabet, to_lower_letter(character));
    case Kind::kBreak:
    case Kind::kPunctuation: return kPunctuation;
    case Kind::kSymbol: return kSymbol;
    case Kind::kNone: break;
  }
  return kNone;
}

}  // namespace

double single_byte_cost(Encoding encoding, Bytes sample) {
  const std::u16string_view table = single_byte_table(encoding);
  const Letters letters = letters_of(table);
  Counts counts{};
  for (const unsigned char byte : sample) ++counts[byte];

  double best = std::numeric_limits<double>::infinity();
  for (const Language& language : kLanguages) {
    if (language.encoding != encoding) continue;
    double bits = 0;
    for (std::size_t byte = 0x80; byte < 256; ++byte) {
      if (counts[byte] == 0) continue;
      bits += static_cast<double>(counts[byte]) * character_bits(language.letters, letters[byte], table[byte - 0x80]);
    }
    best = std::min(best, bits);
  }
  return best + context_cost(letters, sample);
}

}  // namespace pressmark::encoding
