// Part of every AArch64.
#if defined(__aarch64__)
#include <arm_neon.h>

#include "simd/kernel_body.h"

namespace pressmark::simd {
namespace {

struct Neon {
  static constexpr std::size_t kSize = 16;
  uint8x16_t bytes;

  static Neon load(const char* from) { return {vld1q_u8(reinterpret_cast<const unsigned char*>(from))}; }
  static Neon all(unsigned char byte) { return {vdupq_n_u8(byte)}; }
  Neon operator|(Neon other) const { return {vorrq_u8(bytes, other.bytes)}; }
  Neon operator&(Neon other) const { return {vandq_u8(bytes, other.bytes)}; }
  Neon operator^(Neon other) const { return {veorq_u8(bytes, other.bytes)}; }
  Neon equal(Neon other) const { return {vceqq_u8(bytes, other.bytes)}; }
  Neon minus(Neon other) const { return {vqsubq_u8(bytes, other.bytes)}; }
  Neon low_nibbles() const { return *this & all(0x0f); }
  Neon high_nibbles() const { return {vshrq_n_u8(bytes, 4)}; }
  Neon in(const unsigned char* table) const { return {vqtbl1q_u8(vld1q_u8(table), bytes)}; }
  bool any() const { return vmaxvq_u8(bytes) != 0; }
  bool any_high() const { return vmaxvq_u8(bytes) >= 0x80; }
  int first() const {  // Four bits of each byte.
    const uint8x8_t nibbles = vshrn_n_u16(vreinterpretq_u16_u8(bytes), 4);
    return __builtin_ctzll(vget_lane_u64(vreinterpret_u64_u8(nibbles), 0)) / 4;
  }
};

}  // namespace

extern constinit const Kernels kNeonKernels = {"neon", FindAny<Neon>::run, SkipUtf8<Neon>::run};

}  // namespace pressmark::simd
#endif
