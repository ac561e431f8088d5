// Words that authors put into class names and ids, and what each says: an open-addressed table made at compile time.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/ascii.h"

namespace pressmark::extract {

// Words of 2 to 20 letters, in lower case; Value is a set of bits, 0 for words that are not there.
template <class Value, std::size_t kSize>
class WordTable {
 public:
  // A word may be added again: it says all of it.
  consteval void add(std::string_view word, Value value) {
    std::size_t slot = slot_of(word);
    while (!entries_[slot].word.empty() && entries_[slot].word != word) slot = (slot + 1) % kSize;
    entries_[slot] = {.word = word, .value = static_cast<Value>(entries_[slot].value | value)};
  }

  // Words separated by one space each.
  consteval void add_all(std::string_view words, Value value) {
    while (!words.empty()) {
      const std::string_view word = words.substr(0, words.find(' '));
      words.remove_prefix(word.size() < words.size() ? word.size() + 1 : word.size());
      add(word, value);
    }
  }

  // Whatever the case of its letters.
  Value of(std::string_view word) const {
    if (word.size() < 2 || word.size() > kLongestWord) return 0;
    for (std::size_t slot = slot_of(word); !entries_[slot].word.empty(); slot = (slot + 1) % kSize) {
      if (ascii::equals_ignoring_case(word, entries_[slot].word)) return entries_[slot].value;
    }
    return 0;
  }

 private:
  struct Entry {
    std::string_view word{};
    Value value = 0;
  };
  static constexpr std::size_t kLongestWord = 20;

  // From a few letters only: most pieces on a page are no known word, and their slot is empty.
  static constexpr std::size_t slot_of(std::string_view word) {
    const auto letter = [&](std::size_t at) { return static_cast<std::size_t>(ascii::to_lower(word[at])); };
    const std::size_t size = word.size();
    return (letter(0) * 269 + letter(1) * 67 + letter(size / 2) * 29 + letter(size - 1) * 5 + size * 131) % kSize;
  }

  std::array<Entry, kSize> entries_{};
};

}  // namespace pressmark::extract
