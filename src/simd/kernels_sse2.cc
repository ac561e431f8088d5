// Part of every x86-64.
#if defined(__x86_64__)
#include "simd/kernel_body.h"
#include "simd/sse.h"

namespace pressmark::simd {

extern constinit const Kernels kSse2Kernels = {"sse2", FindAny<Sse>::run, SkipAscii<Sse>::run};

}  // namespace pressmark::simd
#endif
