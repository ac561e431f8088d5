#include "search/folding.h"

#include <algorithm>

namespace pressmark::search {
namespace {

struct KindRange {
  char32_t first, last;
  Kind kind;
};
struct Expansion {
  char32_t from;
  std::u32string_view to;
};
#include "search/folding.gen.inc"

struct Composition {
  char32_t base, mark, whole;
};
constexpr Composition kCyrillic[] = {
    {U'и', 0x306, U'й'}, {U'і', 0x308, U'ї'}, {U'у', 0x306, U'ў'}, {U'г', 0x301, U'ѓ'}, {U'к', 0x301, U'ќ'}};

// Kana that take the sign of voicing: the voiced one is the next character, the half-voiced one that behind it.
constexpr std::u32string_view kVoiced =
    U"かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホゝヽ";
constexpr std::u32string_view kHalfVoiced = U"はひふへほハヒフヘホ";

char32_t composed_kana(char32_t base, char32_t mark) {
  if (mark == 0x309A || mark == 0xFF9F) return kHalfVoiced.contains(base) ? base + 2 : 0;
  if (mark != 0x3099 && mark != 0xFF9E) return 0;
  if (base == U'う') return U'ゔ';
  if (base == U'ウ') return U'ヴ';
  return kVoiced.contains(base) ? base + 1 : 0;
}

// 3.12 Conjoining Jamo Behavior, "Hangul Syllable Composition"
// https://www.unicode.org/versions/latest/core-spec/chapter-3/#G24646
char32_t composed_hangul(char32_t base, char32_t next) {
  constexpr char32_t kLeading = 0x1100, kVowel = 0x1161, kTrailing = 0x11A7, kSyllable = 0xAC00;
  constexpr char32_t kVowels = 21, kTrails = 28, kLeads = 19;
  if (base >= kLeading && base < kLeading + kLeads && next >= kVowel && next < kVowel + kVowels) {
    return kSyllable + ((base - kLeading) * kVowels + (next - kVowel)) * kTrails;
  }
  const bool open_syllable =
      base >= kSyllable && base < kSyllable + kLeads * kVowels * kTrails && (base - kSyllable) % kTrails == 0;
  return open_syllable && next > kTrailing && next < kTrailing + kTrails ? base + (next - kTrailing) : 0;
}

}  // namespace

const Folding& Folding::instance() {
  static const Folding table;
  return table;
}

Folding::Folding() : entries_(kEnd), targets_(1) {
  for (const KindRange& range : kKinds) {
    std::fill(entries_.begin() + range.first, entries_.begin() + range.last + 1,
              static_cast<std::uint16_t>(range.kind));
  }
  for (std::size_t at = 0; at < kFolds.size(); at += 2) add(kFolds[at], kFolds.substr(at + 1, 1));
  for (const Expansion& one : kExpansions) add(one.from, one.to);
}

void Folding::add(char32_t from, std::u32string_view to) {
  entries_[from] = static_cast<std::uint16_t>((entries_[from] & 3U) | targets_.size() << 2);
  targets_.push_back(to);
}

char32_t composed(char32_t base, char32_t next) {
  if (next >= 0x1161 && next < 0x11C3) return composed_hangul(base, next);
  if (next == 0x3099 || next == 0x309A || next == 0xFF9E || next == 0xFF9F) return composed_kana(base, next);
  if (next != 0x301 && next != 0x306 && next != 0x308) return 0;
  const auto* found =
      std::ranges::find_if(kCyrillic, [&](const Composition& one) { return one.base == base && one.mark == next; });
  return found == std::end(kCyrillic) ? 0 : found->whole;
}

}  // namespace pressmark::search
