// Lets a fuzzer run the same code with each kernel that this machine has.
#pragma once

#include <cstddef>

#include "simd/kernels.h"

namespace pressmark::fuzz {

// With other kernels chosen as long as it lives.
class KernelChoice {
 public:
  explicit KernelChoice(std::size_t number) {
    const auto all = simd::available_kernels();
    simd::chosen_kernels.store(all[number % all.size()]);
  }
  KernelChoice(const KernelChoice&) = delete;
  KernelChoice& operator=(const KernelChoice&) = delete;
  ~KernelChoice() { simd::chosen_kernels.store(simd::available_kernels().back()); }
};

}  // namespace pressmark::fuzz
