// A few bytes looked at in one go. Every scan is written once over this type; on x86-64 it is an SSE2 register (part of
// the baseline, so no choice at run time and no call), elsewhere a single byte.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace pressmark::simd {

// A set of byte positions: bit n is the n-th byte of a Block.
using Mask = std::uint32_t;

struct ScalarBlock {
  static constexpr std::size_t kSize = 1;
  static constexpr Mask kAll = 1;
  unsigned char byte;

  static ScalarBlock load(const char* from) { return {static_cast<unsigned char>(*from)}; }
  // Where the byte is `value`; at most `value`; from `first` to `last`.
  Mask equal(char value) const { return byte == static_cast<unsigned char>(value); }
  Mask at_most(unsigned char value) const { return byte <= value; }
  Mask between(char first, char last) const {
    return byte >= static_cast<unsigned char>(first) && byte <= static_cast<unsigned char>(last);
  }
  template <char... kValues>
  Mask any_of() const {
    return (equal(kValues) | ...);
  }
};

#ifdef __SSE2__
struct Sse2Block {
  static constexpr std::size_t kSize = 16;
  static constexpr Mask kAll = 0xffff;
  __m128i bytes;

  static Sse2Block load(const char* from) { return {_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))}; }
  static Mask mask(__m128i lanes) { return static_cast<Mask>(_mm_movemask_epi8(lanes)); }
  Mask equal(char value) const { return mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(value))); }
  Mask at_most(unsigned char value) const {
    return mask(_mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(static_cast<char>(value))), bytes));
  }
  Mask between(char first, char last) const {
    const __m128i distance = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    const __m128i span = _mm_set1_epi8(static_cast<char>(last - first));
    return mask(_mm_cmpeq_epi8(_mm_min_epu8(distance, span), distance));
  }
  template <char... kValues>
  Mask any_of() const {
    __m128i lanes = _mm_setzero_si128();
    ((lanes = _mm_or_si128(lanes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(kValues)))), ...);
    return mask(lanes);
  }
};
using Block = Sse2Block;
#else
using Block = ScalarBlock;
#endif

}  // namespace pressmark::simd
