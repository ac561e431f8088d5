// Lists of words that are known when the program is compiled, with what tells quickly that a word is none of them:
// nearly all names on a page are none.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/ascii.h"

namespace pressmark::extract {

// A word as a template's argument; in lower case.
template <std::size_t kSize>
struct WordText {
  char text[kSize];
  consteval WordText(const char (&from)[kSize]) { std::ranges::copy(from, text); }
  constexpr std::string_view view() const { return {text, kSize - 1}; }
};

// Views into an array of words.
class WordList {
 public:
  constexpr explicit WordList(std::span<const std::string_view> words) : words_(words) {
    for (const std::string_view word : words) {
      lengths_ |= bit(word.size());
      initials_ |= bit(static_cast<unsigned char>(word[0]));
    }
  }
  // Whatever the case of its letters. `word` isn't empty.
  bool has(std::string_view word) const {
    const auto initial = static_cast<unsigned char>(ascii::to_lower(word[0]));
    if ((lengths_ & bit(word.size())) == 0 || (initials_ & bit(initial)) == 0) return false;
    return std::ranges::any_of(words_, [&](std::string_view one) { return ascii::equals_ignoring_case(word, one); });
  }

 private:
  static constexpr std::uint64_t bit(std::size_t number) { return std::uint64_t{1} << (number % 64); }

  std::span<const std::string_view> words_;
  std::uint64_t lengths_ = 0, initials_ = 0;
};

template <WordText... kWords>
inline constexpr std::array<std::string_view, sizeof...(kWords)> kWordArray = {kWords.view()...};
template <WordText... kWords>
inline constexpr WordList kWordList{kWordArray<kWords...>};

}  // namespace pressmark::extract
