// Compiled with -mavx2.
#if defined(__x86_64__)
#include <immintrin.h>

#include "simd/kernel_body.h"

namespace pressmark::simd {
namespace {

struct Avx2 {
  static constexpr std::size_t kSize = 32;
  __m256i bytes;

  static Avx2 load(const char* from) { return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))}; }
  static Avx2 all(unsigned char byte) { return {_mm256_set1_epi8(static_cast<char>(byte))}; }
  Avx2 operator|(Avx2 other) const { return {_mm256_or_si256(bytes, other.bytes)}; }
  Avx2 operator&(Avx2 other) const { return {_mm256_and_si256(bytes, other.bytes)}; }
  Avx2 operator^(Avx2 other) const { return {_mm256_xor_si256(bytes, other.bytes)}; }
  Avx2 equal(Avx2 other) const { return {_mm256_cmpeq_epi8(bytes, other.bytes)}; }
  Avx2 minus(Avx2 other) const { return {_mm256_subs_epu8(bytes, other.bytes)}; }
  Avx2 low_nibbles() const { return *this & all(0x0f); }
  Avx2 high_nibbles() const { return Avx2{_mm256_srli_epi16(bytes, 4)}.low_nibbles(); }
  Avx2 in(const unsigned char* table) const {
    const __m128i half = _mm_load_si128(reinterpret_cast<const __m128i*>(table));
    return {_mm256_shuffle_epi8(_mm256_broadcastsi128_si256(half), bytes)};
  }
  bool any() const { return _mm256_testz_si256(bytes, bytes) == 0; }
  bool any_high() const { return _mm256_movemask_epi8(bytes) != 0; }
  int first() const { return __builtin_ctz(static_cast<unsigned>(_mm256_movemask_epi8(bytes))); }
};

}  // namespace

extern constinit const Kernels kAvx2Kernels = {"avx2", FindAny<Avx2>::run, SkipUtf8<Avx2>::run};

}  // namespace pressmark::simd
#endif
