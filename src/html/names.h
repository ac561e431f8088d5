// The known names: element and attribute names that are constants of Name. Looked up by a perfect hash.
#pragma once

#include <string_view>

#include "html/names_hash.h"
#include "pressmark/html.h"

namespace pressmark::html {

// The table of the known names (names.cc): the hash's two parts, and each name's key by number.
inline constexpr std::size_t kNameBuckets = 256, kNameSlots = 1024;
extern const std::uint16_t kNameDisplacement[kNameBuckets];
extern const std::uint16_t kNameSlotTable[kNameSlots];
extern const TextKey kNameKeys[static_cast<std::size_t>(Name::kFirstDynamic)];

// The known name of that key, or kNone; for texts of up to kLongestWholeKey bytes without NULs.
inline Name find_known_name(TextKey key) {
  const std::uint16_t candidate = perfect_hash_slot(key, kNameDisplacement, kNameSlotTable);
  return kNameKeys[candidate] == key ? static_cast<Name>(candidate) : Name::kNone;
}

// The known name that reads exactly `text` (case matters), or kNone. Constant cost a byte of `text`.
Name find_known_name(std::string_view text);

}  // namespace pressmark::html
