// How much the words of class names, ids and short texts say for a text, as learned from labelled pages: a table of
// hashed keys.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace pressmark::extract {

// What a key is a key of: the same word means one thing in a class name and another in a text.
enum class TokenKind : std::uint32_t {
  kName = 0x9e3779b9,   // a whole token of class, id and the like
  kPiece = 0x85ebca6b,  // a word of such a token
  kLabel = 0xc2b2ae35,  // an aria-label
  kItemprop = 0x27d4eb2f,
  kRole = 0x165667b1,
  kElement = 0xd3a2646c,  // the name of a custom element
  kWord = 0xfd7046c5,     // a word of a short text
  kText = 0xb55a4f09,     // all of a very short text
};

constexpr std::uint32_t token_key(TokenKind kind, std::uint32_t hash) {
  std::uint32_t key = (hash ^ static_cast<std::uint32_t>(kind)) * 0x2c1b3c6dU;
  key = (key ^ (key >> 15)) * 0x297a2d39U;
  return key ^ (key >> 16);
}

// FNV-1a over the bytes of a token, one after the other; letters in lower case, a run of digits as one 0.
class TokenHash {
 public:
  void add(char c) {
    const bool is_digit = c >= '0' && c <= '9';
    if (is_digit && in_digits_) return;
    in_digits_ = is_digit;
    const auto byte = static_cast<unsigned char>(is_digit ? '0' : c >= 'A' && c <= 'Z' ? c + 32 : c);
    value_ = (value_ ^ byte) * 0x01000193U;
  }
  std::uint32_t value() const { return value_; }
  static constexpr std::uint32_t of_letters(std::string_view letters) {
    std::uint32_t value = TokenHash().value_;
    for (const char c : letters) value = (value ^ static_cast<unsigned char>(c | 0x20)) * 0x01000193U;
    return value;
  }

 private:
  std::uint32_t value_ = 0x811c9dc5;
  bool in_digits_ = false;
};

// Open addressing: the key's low bits say where to begin, its high 16 what to find. Values are log-odds in sixteenths.
struct TokenTable {
  static constexpr std::int8_t kNone = -128;    // ends a search
  static constexpr std::int8_t kAbsent = -127;  // a key that is as good as not there

  std::span<const std::uint16_t> checks{};  // a power of two many, or none
  std::span<const std::int8_t> values{};

  // kNone when the key is not there.
  std::int8_t find(std::uint32_t key) const {
    if (values.empty()) return kNone;
    const std::size_t mask = values.size() - 1;
    const auto check = static_cast<std::uint16_t>(key >> 16);
    for (std::size_t slot = key & mask; values[slot] != kNone; slot = (slot + 1) & mask) {
      if (checks[slot] == check) return values[slot] == kAbsent ? kNone : values[slot];
    }
    return kNone;
  }
};

// What the tokens found say together.
struct TokenSum {
  std::int16_t sum = 0;
  std::int8_t least = 0, most = 0;
  std::uint16_t count = 0;

  void add(std::int8_t value) {
    if (value == TokenTable::kNone || count == kMost) return;
    least = count == 0 || value < least ? value : least;
    most = count == 0 || value > most ? value : most;
    sum = static_cast<std::int16_t>(sum + value);
    ++count;
  }
  void add(const TokenSum& other) {
    if (other.count == 0 || count + other.count > kMost) return;
    least = count == 0 || other.least < least ? other.least : least;
    most = count == 0 || other.most > most ? other.most : most;
    sum = static_cast<std::int16_t>(sum + other.sum);
    count = static_cast<std::uint16_t>(count + other.count);
  }
  // In eighths of a value's unit.
  std::int32_t mean() const { return count == 0 ? 0 : sum * 8 / count; }

 private:
  static constexpr std::uint16_t kMost = 200;
};

}  // namespace pressmark::extract
