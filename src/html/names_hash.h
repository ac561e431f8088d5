// A perfect hash over a fixed list of texts: one probe finds the only text that can be equal. Tables by
// tools/gen/perfect_hash.py, which computes the same hash.
#pragma once

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

// Reads the length and up to 24 bytes, the whole of nearly every name; the generator checks that no two texts of a list
// hash alike. Never reads outside `text`.
inline std::uint64_t text_hash(std::string_view text) {
  const char* const bytes = text.data();
  const std::size_t size = text.size();
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  if (size >= 8) {
    low = load_little_endian<std::uint64_t>(bytes);
    high = load_little_endian<std::uint64_t>(bytes + size - 8);
    if (size > 16) high ^= std::rotl(load_little_endian<std::uint64_t>(bytes + 8), 17);
  } else if (size >= 4) {
    low = load_little_endian<std::uint32_t>(bytes) | load_little_endian<std::uint32_t>(bytes + size - 4) << 32;
  } else if (size > 0) {
    const auto byte = [bytes](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(bytes[at])}; };
    low = byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
  }
  std::uint64_t mixed = low * 0x9E3779B97F4A7C15u;
  mixed = ((mixed ^ (mixed >> 32) ^ high) + size) * 0xD6E8FEB86659FD93u;
  return mixed ^ (mixed >> 29);
}

// The value of the slot where `text` would be. Both sizes are powers of two.
template <std::size_t kBuckets, std::size_t kSlotCount>
inline std::uint16_t perfect_hash_slot(std::string_view text, const std::uint16_t (&displacement)[kBuckets],
                                       const std::uint16_t (&slots)[kSlotCount]) {
  static_assert(std::has_single_bit(kBuckets) && std::has_single_bit(kSlotCount));
  const std::uint64_t hash = text_hash(text);
  const std::uint64_t shift = displacement[hash % kBuckets];
  return slots[((hash >> 40) + shift * ((hash >> 20 & 0xffff) | 1)) % kSlotCount];
}

}  // namespace pressmark::html
