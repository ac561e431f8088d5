// SimHash over words and, where scripts have no spaces, pairs of characters: texts that are nearly the same differ in
// few bits. M. Charikar, "Similarity estimation techniques from rounding algorithms", 2002.
#pragma once

#include <cstdint>
#include <string_view>

namespace pressmark::archive {

struct Fingerprint {
  std::uint64_t bits = 0;  // 0 where there is too little text to compare
  std::int64_t words = 0;  // a run of n characters of a script without spaces counts n / 2
};
Fingerprint fingerprint_of(std::string_view text);

// Texts whose fingerprints differ in at most so many bits are nearly the same.
inline constexpr int kNearBits = 3;

}  // namespace pressmark::archive
