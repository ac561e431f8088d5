// Scans over bytes, for parsers that jump from one telling byte to the next. None reads outside [begin, end).
#pragma once

#include "simd/block.h"
#include "simd/kernels.h"

namespace pressmark::simd {

// The first byte for which `match` (a Block to the Block of its hits) says yes, or `end`. Blocks as long as one fits,
// then single bytes.
template <class Wide, class Match>
inline const char* find_if(const char* begin, const char* end, Match match) {
  const char* at = begin;
  for (; static_cast<std::size_t>(end - at) >= Wide::kSize; at += Wide::kSize) {
    if (const auto hits = match(Wide::load(at)).mask()) return at + std::countr_zero(hits) / Wide::kMaskBits;
  }
  for (; at != end; ++at) {
    if (match(ScalarBlock::load(at)).mask() != 0) return at;
  }
  return end;
}

// For find_if: the bytes that are one of these.
template <char... kValues>
struct AnyOf {
  auto operator()(auto block) const { return (block.equal(kValues) | ...); }
};

// find_any looks at so many bytes itself before it calls a kernel. Most attribute values and texts end within them, and
// a call costs more than a kernel saves there.
inline constexpr std::ptrdiff_t kNear = 256;

// The first of these bytes, or `end`.
template <char... kStops>
inline const char* find_any(const char* begin, const char* end) {
  if constexpr (sizeof...(kStops) > kMostStops) {
    return find_if<Block>(begin, end, AnyOf<kStops...>());
  } else {
    if (end - begin <= kNear) return find_if<Block>(begin, end, AnyOf<kStops...>());
    for (const char* at = begin; at != begin + kNear; at += Block::kSize) {
      const auto hits = AnyOf<kStops...>()(Block::load(at)).mask();
      if (hits != 0) return at + std::countr_zero(hits) / Block::kMaskBits;
    }
    return kernels().find_any(begin + kNear, end, pack_stops<kStops...>());
  }
}

// The first byte that is not TAB, LF, FF, CR or SPACE, or `end`.
inline const char* find_not_white_space(const char* begin, const char* end) {
  return find_if<Block>(begin, end, [](auto block) { return ~AnyOf<' ', '\n', '\t', '\r', '\f'>()(block); });
}

// The first byte that a tag or attribute name may end at, or that needs care within one: a control character or SPACE,
// "/", ">", "=", "A" to "Z"; or `end`.
inline const char* find_name_stop(const char* begin, const char* end) {
  return find_if<Block>(begin, end, [](auto block) {
    return AnyOf<'/', '>', '='>()(block) | block.at_most(' ') | block.between('A', 'Z');
  });
}

}  // namespace pressmark::simd
