// For machines without any of the instruction sets, and what the others are compared with. Of UTF-8 only ASCII is
// skipped, a word at a time; what is not takes steps of its own anyway.
#include "simd/kernel_body.h"

namespace pressmark::simd {
namespace {

const char* find_any_byte(const char* begin, const char* end, Stops stops) {
  for (const char* at = begin; at != end; ++at) {
    const auto byte = static_cast<unsigned char>(*at);
    if (byte == (stops & 0xff) || byte == (stops >> 8 & 0xff) || byte == (stops >> 16 & 0xff) || byte == stops >> 24) {
      return at;
    }
  }
  return end;
}

const char* skip_ascii(const char* begin, const char* end) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  const char* at = begin;
  for (; end - at >= 8; at += 8) {
    std::uint64_t word;
    __builtin_memcpy(&word, at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  return at;
}

}  // namespace

extern constinit const Kernels kScalarKernels = {"scalar", find_any_byte, skip_ascii};

}  // namespace pressmark::simd
