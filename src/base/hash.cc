#include "base/hash.h"

#include <array>
#include <cstring>
#include <random>

namespace pressmark::base {
namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::array<std::uint64_t, 2> random_key() {
  std::random_device random;
  const auto word = [&random] { return std::uint64_t{random()} << 32 | random(); };
  return {word(), word() | 1};
}

// Up to 8 bytes as a number.
std::uint64_t word_of(const char* from, std::size_t size) {
  std::uint64_t word = 0;
  if (size != 0) std::memcpy(&word, from, size);
  return word;
}

}  // namespace

std::uint64_t keyed_hash(std::string_view text) {
  static const std::array<std::uint64_t, 2> kKey = random_key();
  std::uint64_t state = kKey[0];
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left > 16; at += 16, left -= 16) state = folded_product(word_of(at, 8) ^ state, word_of(at + 8, 8) ^ kKey[1]);
  const std::uint64_t low = word_of(at, left < 8 ? left : 8);
  const std::uint64_t high = left > 8 ? word_of(at + 8, left - 8) : 0;
  return folded_product(folded_product(low ^ state, high ^ kKey[1]) + text.size(), kKey[1]);
}

}  // namespace pressmark::base
