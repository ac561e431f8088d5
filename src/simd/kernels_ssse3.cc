// Compiled with -mssse3: looking up bytes in a table, which UTF-8 needs, came with it.
#if defined(__x86_64__)
#include "simd/kernel_body.h"
#include "simd/sse.h"

namespace pressmark::simd {

extern constinit const Kernels kSsse3Kernels = {"ssse3", FindAny<Sse>::run, SkipUtf8<Sse>::run};

}  // namespace pressmark::simd
#endif
