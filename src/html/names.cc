#include "html/names.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace pressmark::html {
namespace {

// The text of each known name, by number; kNone's is empty.
constexpr std::string_view kTexts[] = {
    "",
#define PM_NAME(constant, text) text,
#include "pressmark/html_names.gen.inc"
#undef PM_NAME
};
static_assert(std::size(kTexts) == static_cast<std::size_t>(Name::kFirstDynamic));

// No text has this key: names beyond kLongestWholeKey are compared as texts.
constexpr TextKey kNoKey{~std::uint64_t{0}, ~std::uint64_t{0}};

constexpr TextKey whole_key(std::string_view text) {
  if (text.empty() || text.size() > kLongestWholeKey) return kNoKey;
  std::array<std::uint64_t, 2> words{};
  for (std::size_t at = 0; at < text.size(); ++at) {
    words[at / 8] |= std::uint64_t{static_cast<unsigned char>(text[at])} << 8 * (at % 8);
  }
  return {words[0], words[1]};
}

}  // namespace

#include "html/names_hash.gen.inc"

constexpr TextKey kNameKeys[] = {
    kNoKey,
#define PM_NAME(constant, text) whole_key(text),
#include "pressmark/html_names.gen.inc"
#undef PM_NAME
};

Name find_known_name(std::string_view text) {
  const std::uint16_t candidate = perfect_hash_slot(key_of(text), kNameDisplacement, kNameSlotTable);
  return kTexts[candidate] == text ? static_cast<Name>(candidate) : Name::kNone;
}

std::string_view known_name_text(Name name) {
  return name < Name::kFirstDynamic ? kTexts[static_cast<std::size_t>(name)] : std::string_view();
}

}  // namespace pressmark::html
