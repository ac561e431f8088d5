// Pages say the same class names over and over: what follows from an attribute's value is worked out once, as long as
// no other value takes its place.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace pressmark::extract {

template <class Answer>
class Remembered {
 public:
  // make(value), now or from before. `value` isn't empty, and lives as long as this. Valid until the next call.
  template <class Make>
  const Answer& of(std::string_view value, Make make) {
    Entry& entry = entries_[slot_of(value)];
    if (entry.value != value) entry = {.value = value, .answer = make(value)};
    return entry.answer;
  }

 private:
  struct Entry {
    std::string_view value{};
    Answer answer{};
  };
  static constexpr int kBits = 9;

  // By the ends of the value and its length.
  static std::size_t slot_of(std::string_view value) {
    std::uint64_t first = 0, last = 0;
    const std::size_t size = value.size();
    if (size >= sizeof first) {
      std::memcpy(&first, value.data(), sizeof first);
      std::memcpy(&last, value.data() + size - sizeof last, sizeof last);
    } else {
      for (const char c : value) first = first << 8 | static_cast<unsigned char>(c);
    }
    return ((first * 0x9e3779b97f4a7c15 ^ (last + size)) * 0xd6e8feb86659fd93) >> (64 - kBits);
  }

  std::array<Entry, std::size_t{1} << kBits> entries_{};
};

}  // namespace pressmark::extract
