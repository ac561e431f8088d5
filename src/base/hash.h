// Hashes for tables and names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::base {

// FNV-1a, 64 bits, with a final mix so that all bits count; no defence against someone who seeks collisions.
constexpr std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  value ^= value >> 32;
  value *= 0xd6e8feb86659fd93;
  return value ^ (value >> 32);
}

// A hash that differs from process to process, so that nobody can write texts that collide. (base/hash.cc has the key.)
std::uint64_t keyed_hash(std::string_view text);

// 16 lower-case hexadecimal digits.
inline std::string hex(std::uint64_t value) {
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) out[i] = "0123456789abcdef"[value & 15];
  return out;
}

}  // namespace pressmark::base
