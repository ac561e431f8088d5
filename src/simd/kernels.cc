#include "simd/kernels.h"

#include <array>

namespace pressmark::simd {

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kSse2Kernels, kSsse3Kernels, kAvx2Kernels;
#elif defined(__aarch64__)
extern const Kernels kNeonKernels;
#endif

namespace {

struct Available {
  std::array<const Kernels*, 4> kernels{&kScalarKernels};
  std::size_t count = 1;

  void add(const Kernels& more) { kernels[count++] = &more; }
};

Available find_available() {
  Available available;
#if defined(__x86_64__)
  available.add(kSse2Kernels);
  if (__builtin_cpu_supports("ssse3")) available.add(kSsse3Kernels);
  if (__builtin_cpu_supports("avx2")) available.add(kAvx2Kernels);
#elif defined(__aarch64__)
  available.add(kNeonKernels);
#endif
  return available;
}

// Two threads that come here at once choose the same.
const Kernels& choose() {
  const Kernels& best = *available_kernels().back();
  chosen_kernels.store(&best, std::memory_order_relaxed);
  return best;
}

constinit const Kernels kChoosing = {
    "choosing",
    [](const char* begin, const char* end, Stops stops) { return choose().find_any(begin, end, stops); },
    [](const char* begin, const char* end) { return choose().skip_utf8(begin, end); },
};

}  // namespace

constinit std::atomic<const Kernels*> chosen_kernels = &kChoosing;

std::span<const Kernels* const> available_kernels() {
  static const Available available = find_available();
  return std::span(available.kernels).first(available.count);
}

}  // namespace pressmark::simd
