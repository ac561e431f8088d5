#include "archive/fingerprint.h"

#include <array>
#include <bit>

#include "base/hash.h"
#include "base/utf8.h"

namespace pressmark::archive {
namespace {

constexpr std::int64_t kFewestWords = 30;

// Kana, ideographs, Hangul and the scripts of South-East Asia that have no spaces.
bool is_unspaced(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF) ||
         (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

bool is_word(char32_t c) {
  return (c < 0x80 ? (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
                   : c >= 0xC0 && !(c >= 0x2000 && c <= 0x303F) && !(c >= 0xFF00 && c <= 0xFF0F));
}

// Adds up, for each bit, how many features have it set more than not.
class Sums {
 public:
  void add(std::uint64_t feature) {
    for (std::size_t bit = 0; bit < sums_.size(); ++bit) sums_[bit] += (feature >> bit & 1) != 0 ? 1 : -1;
  }
  std::uint64_t bits() const {
    std::uint64_t bits = 0;
    for (std::size_t bit = 0; bit < sums_.size(); ++bit) bits |= std::uint64_t{sums_[bit] > 0} << bit;
    return bits;
  }

 private:
  std::array<std::int32_t, 64> sums_{};
};

}  // namespace

Fingerprint fingerprint_of(std::string_view text) {
  Sums sums;
  std::int64_t words = 0, unspaced = 0;
  std::uint64_t before = 0;  // the feature's first half: the word or character before
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character c = utf8::next(text, at);
    std::size_t end = at + static_cast<std::size_t>(c.size);
    if (!is_word(c.code_point)) {
      at = end;
      continue;
    }
    const bool alone = is_unspaced(c.code_point);
    while (!alone && end < text.size()) {
      const utf8::Character following = utf8::next(text, end);
      if (!is_word(following.code_point) || is_unspaced(following.code_point)) break;
      end += static_cast<std::size_t>(following.size);
    }
    const std::uint64_t here = base::hash(text.substr(at, end - at));
    sums.add(std::rotl(before, 21) * 0x9E3779B97F4A7C15 ^ here);
    before = here;
    ++(alone ? unspaced : words);
    at = end;
  }
  words += unspaced / 2;
  return {words < kFewestWords ? 0 : sums.bits(), words};
}

}  // namespace pressmark::archive
