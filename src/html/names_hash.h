// A perfect hash over a fixed list of texts: one probe finds the only text that can be equal. Tables by
// tools/gen/perfect_hash.py, which computes the same hash.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace pressmark::html {

template <class Word>
inline std::uint64_t load_little_endian(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = std::byteswap(word);
  return word;
}

// What the hash reads of a text: its first 8 bytes, and up to 16 others; zeros behind its end. Of texts of up to 16
// bytes without NULs, which are most names, two are equal when their keys are.
struct TextKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(TextKey, TextKey) = default;
};
inline constexpr std::size_t kLongestWholeKey = 16;

// Never reads outside `text`.
inline TextKey key_of(std::string_view text) {
  const char* const bytes = text.data();
  const std::size_t size = text.size();
  if (size > 16) {
    const std::uint64_t middle = load_little_endian<std::uint64_t>(bytes + 8);
    return {load_little_endian<std::uint64_t>(bytes),
            load_little_endian<std::uint64_t>(bytes + size - 8) ^ std::rotl(middle, 17) ^ size};
  }
  // Below, two reads overlap where the text is no power of two long: the bytes that both see are the same.
  if (size > 8) {
    return {load_little_endian<std::uint64_t>(bytes),
            load_little_endian<std::uint64_t>(bytes + size - 8) >> 8 * (16 - size)};
  }
  if (size >= 4) {
    const std::uint64_t last = load_little_endian<std::uint32_t>(bytes + size - 4);
    return {load_little_endian<std::uint32_t>(bytes) | last << 8 * (size - 4), 0};
  }
  std::uint64_t low = 0;
  for (std::size_t at = size; at-- > 0;) low = low << 8 | static_cast<unsigned char>(bytes[at]);
  return {low, 0};
}

// [8 + n]: n bytes of a word, for n of at most 8; [n]: the same of the word behind.
inline constexpr auto kKeyMasks = [] {
  std::array<std::uint64_t, 24> masks{};
  for (std::size_t n = 0; n < masks.size(); ++n) {
    masks[n] = n <= 8 ? 0 : n >= 16 ? ~std::uint64_t{0} : ~std::uint64_t{0} >> 8 * (16 - n);
  }
  return masks;
}();

// The key of the `size` (1 to 15) bytes at `bytes`, of which 16 can be read.
inline TextKey key_of_readable(const char* bytes, std::size_t size) {
  const TextKey whole{load_little_endian<std::uint64_t>(bytes), load_little_endian<std::uint64_t>(bytes + 8)};
  // Tables, not shifts by a size that is now below and now above 8: a branch here would be guessed wrong too often.
  return {whole.low & kKeyMasks[8 + size], whole.high & kKeyMasks[size]};
}

// The value of the slot where a text of this key would be; the generator checks that no two of a list hash alike. Both
// sizes are powers of two.
template <std::size_t kBuckets, std::size_t kSlotCount>
inline std::uint16_t perfect_hash_slot(TextKey key, const std::uint16_t (&displacement)[kBuckets],
                                       const std::uint16_t (&slots)[kSlotCount]) {
  static_assert(std::has_single_bit(kBuckets) && std::has_single_bit(kSlotCount));
  std::uint64_t hash = key.low * 0x9E3779B97F4A7C15u;
  hash = (hash ^ (hash >> 32) ^ key.high) * 0xD6E8FEB86659FD93u;
  hash ^= hash >> 29;
  const std::uint64_t shift = displacement[hash % kBuckets];
  return slots[((hash >> 40) + shift * ((hash >> 20 & 0xffff) | 1)) % kSlotCount];
}

}  // namespace pressmark::html
