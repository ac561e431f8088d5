#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "encoding/decoders.h"
#include "encoding/language_cost.h"
#include "encoding/languages.h"

namespace pressmark::encoding {
namespace {

// The characters of a list in rising order, so that they can be searched.
template <std::size_t kSize>
consteval std::array<char16_t, kSize> sorted(std::u16string_view list) {
  std::array<char16_t, kSize> characters{};
  std::ranges::copy(list, characters.begin());
  std::ranges::sort(characters);
  return characters;
}

constexpr auto kHanzi1 = sorted<kFrequentHanzi.size()>(kFrequentHanzi);
constexpr auto kHanzi2 = sorted<kCommonHanzi.size()>(kCommonHanzi);
constexpr auto kTraditional1 = sorted<kFrequentTraditional.size()>(kFrequentTraditional);
constexpr auto kTraditional2 = sorted<kCommonTraditional.size()>(kCommonTraditional);
constexpr auto kKanji = sorted<kCommonKanji.size()>(kCommonKanji);
constexpr auto kSyllables1 = sorted<kFrequentSyllables.size()>(kFrequentSyllables);
constexpr auto kSyllables2 = sorted<kCommonSyllables.size()>(kCommonSyllables);

bool is_in(char32_t code_point, char32_t first, char32_t last) { return code_point >= first && code_point <= last; }

bool is_one_of(std::span<const char16_t> sorted_list, char32_t code_point) {
  return code_point < 0x10000 && std::ranges::binary_search(sorted_list, static_cast<char16_t>(code_point));
}

bool is_ideograph(char32_t code_point) { return is_in(code_point, 0x4E00, 0x9FFF); }
bool is_kana(char32_t code_point) { return is_in(code_point, 0x3041, 0x30FF) && code_point != 0x30FB; }

// Bits for a character that is not of the language's own script. Common punctuation is the same in all of them.
double other_bits(char32_t code_point) {
  constexpr std::u32string_view kPunctuation = U"\u3000、。，．・：；？！（）「」『』《》“”‘’…—·〈〉【】";
  if (kPunctuation.find(code_point) != std::u32string_view::npos) return 6;
  if (is_in(code_point, 0xFF01, 0xFF5E)) return 9;   // full-width ASCII
  if (is_in(code_point, 0xE000, 0xF8FF)) return 22;  // private use
  if (code_point == kReplacementCharacter) return 26;
  if (is_in(code_point, 0x3400, 0x4DBF) || code_point > 0xFFFF) return 22;  // ideographs that hardly anyone knows
  if (is_ideograph(code_point) || is_in(code_point, 0xAC00, 0xD7A3)) return 17;
  return 15;
}

double simplified_or_traditional_bits(char32_t code_point) {
  if (is_one_of(kHanzi1, code_point) || is_one_of(kTraditional1, code_point)) return 8;
  if (is_one_of(kHanzi2, code_point) || is_one_of(kTraditional2, code_point)) return 10.5;
  return is_ideograph(code_point) ? 14.5 : other_bits(code_point);
}

double traditional_bits(char32_t code_point) {
  if (is_one_of(kTraditional1, code_point)) return 8;
  if (is_one_of(kTraditional2, code_point)) return 10;
  return is_ideograph(code_point) ? 14.5 : other_bits(code_point);
}

double japanese_bits(char32_t code_point) {
  constexpr std::u32string_view kFrequentKana = U"のにはをたがでてとしれさいるなかりもこすらっまきくんー";
  if (kFrequentKana.find(code_point) != std::u32string_view::npos) return 5.5;
  if (is_kana(code_point)) return 8;
  if (is_one_of(kKanji, code_point)) return 10;
  if (is_in(code_point, 0xFF61, 0xFF9F)) return 14;  // half-width katakana
  return is_ideograph(code_point) ? 14.5 : other_bits(code_point);
}

double korean_bits(char32_t code_point) {
  if (is_one_of(kSyllables1, code_point)) return 7;
  if (is_one_of(kSyllables2, code_point)) return 9;
  return is_in(code_point, 0xAC00, 0xD7A3) ? 13.5 : other_bits(code_point);
}

double character_bits(Encoding encoding, char32_t code_point) {
  if (code_point < 0x80) return 0;
  if (encoding == Encoding::kGb18030) return simplified_or_traditional_bits(code_point);
  if (encoding == Encoding::kBig5) return traditional_bits(code_point);
  return encoding == Encoding::kEucKr ? korean_bits(code_point) : japanese_bits(code_point);
}

}  // namespace

double multi_byte_cost(Encoding encoding, Bytes sample) {
  Output out(sample.size());
  decode(encoding, sample, out);
  const std::string decoded = std::move(out).take();
  double bits = 0;
  for (std::size_t at = 0; at < decoded.size();) {
    const utf8::Character character = utf8::trusted(decoded, at);
    bits += character_bits(encoding, character.code_point);
    at += character.size;
  }
  return bits;
}

}  // namespace pressmark::encoding
