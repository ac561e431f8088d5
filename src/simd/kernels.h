// The scans that pay for a call, in one version for each instruction set; the best that the machine can run is chosen
// once. None reads outside [begin, end), and all of them give the same.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace pressmark::simd {

inline constexpr std::size_t kMostStops = 4;

// The bytes to stop at, in a number.
using Stops = std::uint32_t;

// One to four of them; the last one is repeated.
template <char kFirst, char... kOthers>
consteval Stops pack_stops() {
  static_assert(sizeof...(kOthers) < kMostStops);
  const unsigned char stops[] = {static_cast<unsigned char>(kFirst), static_cast<unsigned char>(kOthers)...};
  Stops packed = 0;
  for (std::size_t i = 0; i < kMostStops; ++i)
    packed = packed << 8 | stops[i <= sizeof...(kOthers) ? i : sizeof...(kOthers)];
  return packed;
}

struct Kernels {
  const char* name;  // "scalar", "sse2", "ssse3", "avx2", "neon"

  // The first of the stops, or `end`.
  const char* (*find_any)(const char* begin, const char* end, Stops stops);

  // Skips valid UTF-8 in whole blocks: everything before what it returns is valid, and a character may begin there.
  // That it stops before `end` says nothing: the rest may be too short for a block, or the kernel skip ASCII alone.
  // `begin` is where a character may begin.
  const char* (*skip_utf8)(const char* begin, const char* end);
};

// Those that this machine can run: "scalar" first, the chosen one last. For tests and fuzzers, which compare them.
std::span<const Kernels* const> available_kernels();

// The chosen ones. At first they are two functions that choose and pass the call on, so that any initialiser may use
// it.
extern constinit std::atomic<const Kernels*> chosen_kernels;

inline const Kernels& kernels() { return *chosen_kernels.load(std::memory_order_relaxed); }

}  // namespace pressmark::simd
