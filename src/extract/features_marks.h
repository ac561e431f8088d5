// The tags, roles, itemprops and states whose nearest ancestor a block's distance is taken to.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "extract/features_attributes.h"
#include "pressmark/html.h"

namespace pressmark::extract {

inline constexpr std::size_t kMarkCount = 71;
inline constexpr std::uint8_t kNoAncestor = 31;  // as far as it counts

// Marks of what belongs to the text before or behind it: tr, dl, blockquote, pre, figcaption.
inline constexpr std::size_t kPartMarks[] = {11, 16, 17, 22, 26};

// Bits by mark.
using Marks = std::array<std::uint64_t, 2>;
Marks marks_of(html::Name tag);
Marks marks_of(html::Node element, const AskedAttributes& attributes);
// "tag article", "role main": for the names of features.
std::array<std::string_view, kMarkCount> mark_names();

// A number for the kind of element that a block stands in; names that are not told apart have one together.
std::uint16_t tag_code(html::Name name);

// Levels up to the nearest ancestor with each mark, oneself included.
using MarkDistances = std::array<std::uint8_t, 80>;
inline constexpr MarkDistances kNoMarks = [] {
  MarkDistances none{};
  none.fill(kNoAncestor);
  return none;
}();
inline void step_down(const MarkDistances& parent, const Marks& marks, MarkDistances& own) {
  for (std::size_t i = 0; i < own.size(); ++i) {
    own[i] = static_cast<std::uint8_t>(parent[i] + (parent[i] < kNoAncestor ? 1 : 0));
  }
  for (std::size_t word = 0; word < marks.size(); ++word) {
    for (std::uint64_t rest = marks[word]; rest != 0; rest &= rest - 1) {
      own[word * 64 + static_cast<std::size_t>(__builtin_ctzll(rest))] = 0;
    }
  }
}

}  // namespace pressmark::extract
