#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

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

// Takes the first character off valid UTF-8.
char32_t take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  char32_t code_point = length == 1 ? byte(0) : byte(0) & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code_point = code_point << 6 | (byte(i) & 0x3F);
  text.remove_prefix(length);
  return code_point;
}

}  // namespace

double multi_byte_cost(Encoding encoding, Bytes sample) {
  Output out(sample.size());
  decode(encoding, sample, out);
  const std::string decoded = std::move(out).take();
  double bits = 0;
  for (std::string_view text = decoded; !text.empty();) bits += character_bits(encoding, take_code_point(text));
  return bits;
}

}  // namespace pressmark::encoding
