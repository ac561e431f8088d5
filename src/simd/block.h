// A few bytes looked at in one go. Every scan is written once over this type. `Block` is what the platform always has:
// an SSE2 register on x86-64, a NEON register on AArch64, elsewhere a single byte; scans over it are inline, without a
// choice at run time. The wider ones of kernels.h are behind a call.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace pressmark::simd {

// What a Block's questions answer with is a Block again: 0xff in the bytes where it is so, 0 in the others. mask()
// makes a number of that, kMaskBits for a byte, the first byte's lowest.
struct ScalarBlock {
  static constexpr std::size_t kSize = 1;
  static constexpr int kMaskBits = 8;
  unsigned char byte;

  static ScalarBlock load(const char* from) { return {static_cast<unsigned char>(*from)}; }
  static ScalarBlock when(bool is_so) { return {static_cast<unsigned char>(is_so ? 0xff : 0)}; }
  unsigned mask() const { return byte; }
  ScalarBlock operator|(ScalarBlock other) const { return when((byte | other.byte) != 0); }
  ScalarBlock operator~() const { return when(byte == 0); }

  ScalarBlock equal(char value) const { return when(byte == static_cast<unsigned char>(value)); }
  ScalarBlock at_most(unsigned char value) const { return when(byte <= value); }
  ScalarBlock between(char first, char last) const {
    return when(byte >= static_cast<unsigned char>(first) && byte <= static_cast<unsigned char>(last));
  }
};

#if defined(__SSE2__)

struct Sse2Block {
  static constexpr std::size_t kSize = 16;
  static constexpr int kMaskBits = 1;
  __m128i bytes;

  static Sse2Block load(const char* from) { return {_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))}; }
  unsigned mask() const { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }
  Sse2Block operator|(Sse2Block other) const { return {_mm_or_si128(bytes, other.bytes)}; }
  Sse2Block operator~() const { return {_mm_cmpeq_epi8(bytes, _mm_setzero_si128())}; }

  Sse2Block equal(char value) const { return {_mm_cmpeq_epi8(bytes, _mm_set1_epi8(value))}; }
  Sse2Block at_most(unsigned char value) const {
    return {_mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(static_cast<char>(value))), bytes)};
  }
  Sse2Block between(char first, char last) const {
    return Sse2Block{_mm_sub_epi8(bytes, _mm_set1_epi8(first))}.at_most(static_cast<unsigned char>(last - first));
  }
};
using Block = Sse2Block;

#elif defined(__aarch64__)

struct NeonBlock {
  static constexpr std::size_t kSize = 16;
  static constexpr int kMaskBits = 4;
  uint8x16_t bytes;

  static NeonBlock load(const char* from) { return {vld1q_u8(reinterpret_cast<const unsigned char*>(from))}; }
  // NEON has no movemask. Shifting each pair of bytes right by four and keeping the low byte leaves four bits of each.
  std::uint64_t mask() const {
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(bytes), 4)), 0);
  }
  NeonBlock operator|(NeonBlock other) const { return {vorrq_u8(bytes, other.bytes)}; }
  NeonBlock operator~() const { return {vmvnq_u8(bytes)}; }

  NeonBlock equal(char value) const { return {vceqq_u8(bytes, vdupq_n_u8(static_cast<unsigned char>(value)))}; }
  NeonBlock at_most(unsigned char value) const { return {vcleq_u8(bytes, vdupq_n_u8(value))}; }
  NeonBlock between(char first, char last) const {
    return NeonBlock{vsubq_u8(bytes, vdupq_n_u8(static_cast<unsigned char>(first)))}.at_most(
        static_cast<unsigned char>(last - first));
  }
};
using Block = NeonBlock;

#else
using Block = ScalarBlock;
#endif

}  // namespace pressmark::simd
