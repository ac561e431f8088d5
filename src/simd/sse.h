// 16 bytes for the kernels that need SSE2 and those that need SSSE3. In an anonymous namespace on purpose: each file
// has its own (kernel_body.h says why).
#pragma once

#include <immintrin.h>

#include <cstddef>

namespace pressmark::simd {
namespace {

struct Sse {
  static constexpr std::size_t kSize = 16;
  __m128i bytes;

  static Sse load(const char* from) { return {_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))}; }
  static Sse all(unsigned char byte) { return {_mm_set1_epi8(static_cast<char>(byte))}; }
  Sse operator|(Sse other) const { return {_mm_or_si128(bytes, other.bytes)}; }
  Sse operator&(Sse other) const { return {_mm_and_si128(bytes, other.bytes)}; }
  Sse operator^(Sse other) const { return {_mm_xor_si128(bytes, other.bytes)}; }
  Sse equal(Sse other) const { return {_mm_cmpeq_epi8(bytes, other.bytes)}; }
  Sse minus(Sse other) const { return {_mm_subs_epu8(bytes, other.bytes)}; }
  Sse low_nibbles() const { return *this & all(0x0f); }
  Sse high_nibbles() const { return Sse{_mm_srli_epi16(bytes, 4)}.low_nibbles(); }
#ifdef __SSSE3__
  Sse in(const unsigned char* table) const {
    return {_mm_shuffle_epi8(_mm_load_si128(reinterpret_cast<const __m128i*>(table)), bytes)};
  }
#endif
  bool any() const { return _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_setzero_si128())) != 0xffff; }
  bool any_high() const { return _mm_movemask_epi8(bytes) != 0; }
  int first() const { return __builtin_ctz(static_cast<unsigned>(_mm_movemask_epi8(bytes))); }
};

}  // namespace
}  // namespace pressmark::simd
