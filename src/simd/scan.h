// Scans over bytes, for parsers that jump from one telling byte to the next. None reads outside [begin, end).
#pragma once

#include "simd/block.h"

namespace pressmark::simd {

// The first byte for which `match` (a Block to the Mask of its hits) says yes, or `end`. Blocks as long as one fits,
// then single bytes.
template <class Wide, class Match>
inline const char* find_if(const char* begin, const char* end, Match match) {
  const char* at = begin;
  for (; static_cast<std::size_t>(end - at) >= Wide::kSize; at += Wide::kSize) {
    if (const Mask hits = match(Wide::load(at))) return at + std::countr_zero(hits);
  }
  for (; at != end; ++at) {
    if (match(ScalarBlock::load(at))) return at;
  }
  return end;
}

// The first of these bytes, or `end`.
template <char... kStops>
inline const char* find_any(const char* begin, const char* end) {
  return find_if<Block>(begin, end, [](auto block) { return block.template any_of<kStops...>(); });
}

// The first byte that is not TAB, LF, FF, CR or SPACE, or `end`.
inline const char* find_not_white_space(const char* begin, const char* end) {
  return find_if<Block>(begin, end, [](auto block) {
    return block.template any_of<' ', '\n', '\t', '\r', '\f'>() ^ decltype(block)::kAll;
  });
}

// The first byte that a tag or attribute name may end at, or that needs care within one: a control character or SPACE,
// "/", ">", "=", "A" to "Z"; or `end`.
inline const char* find_name_stop(const char* begin, const char* end) {
  return find_if<Block>(begin, end, [](auto block) {
    return block.template any_of<'/', '>', '='>() | block.at_most(' ') | block.between('A', 'Z');
  });
}

}  // namespace pressmark::simd
