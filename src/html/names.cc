#include "html/names.h"

#include <cstddef>
#include <cstdint>

#include "html/names_hash.h"

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

#include "html/names_hash.gen.inc"

}  // namespace

Name find_known_name(std::string_view text) {
  const std::uint16_t candidate = perfect_hash_slot(text, kDisplacement, kSlots);
  return kTexts[candidate] == text ? static_cast<Name>(candidate) : Name::kNone;
}

std::string_view known_name_text(Name name) {
  return name < Name::kFirstDynamic ? kTexts[static_cast<std::size_t>(name)] : std::string_view();
}

}  // namespace pressmark::html
