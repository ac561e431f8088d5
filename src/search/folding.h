// Which characters search takes for the same, and what they make: words, or runs without spaces between words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pressmark::search {

enum class Kind : std::uint8_t {
  kSeparator,
  kWord,  // letters and digits of scripts with spaces between words
  kRun,   // characters of scripts without, and Hangul
  kMark,  // an accent, a selector of variants, an invisible sign: belongs to the character before
};

// A table of 0.4 MB that is made at its first use, in less than a millisecond.
class Folding {
 public:
  static const Folding& instance();

  Kind kind(char32_t code_point) const {
    if (code_point < kEnd) return static_cast<Kind>(entries_[code_point] & 3);
    return is_variant_selector(code_point) ? Kind::kMark : Kind::kSeparator;
  }
  // What stands for the character, one or more; empty when it stands for itself. All are of its own kind.
  std::u32string_view folded(char32_t code_point) const {
    return code_point < kEnd ? targets_[entries_[code_point] >> 2] : std::u32string_view{};
  }

 private:
  static constexpr char32_t kEnd = 0x32400;
  static bool is_variant_selector(char32_t c) { return c >= 0xE0000 && c <= 0xE01EF; }

  Folding();
  void add(char32_t from, std::u32string_view to);

  std::vector<std::uint16_t> entries_;        // the kind in the lowest two bits, above them an index of targets_
  std::vector<std::u32string_view> targets_;  // the first of them is empty
};

// The one character that `base` and the mark or letter behind it make where the two differ from `base`, else 0: voiced
// kana, the letters of Cyrillic that are more than their base with an accent, syllables of Hangul.
char32_t composed(char32_t base, char32_t next);

}  // namespace pressmark::search
