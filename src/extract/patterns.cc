#include "extract/patterns.h"

#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace pressmark::extract {
namespace {

struct Meaning {
  std::string_view word;
  Places place;
};

constexpr std::array kRoles = std::to_array<Meaning>({
    {"navigation", place::kNav},
    {"menu", place::kNav},
    {"menubar", place::kNav},
    {"menuitem", place::kNav},
    {"toolbar", place::kNav},
    {"tablist", place::kNav},
    {"contentinfo", place::kFooter},
    {"dialog", place::kDialog},
    {"alertdialog", place::kDialog},
    {"main", place::kMain},
    {"article", place::kArticle},
    {"button", place::kButton},
    {"tab", place::kButton},
    {"listbox", place::kControl},
    {"option", place::kControl},
    {"tooltip", place::kDialog},
});

// What follows `property` and a colon in `style`, from its first non-space on; empty when the property isn't there.
std::string_view declared(std::string_view style, std::string_view property) {
  for (std::size_t at = 0; at + property.size() < style.size(); ++at) {
    if (!ascii::equals_ignoring_case(style.substr(at, property.size()), property)) continue;
    const std::size_t colon = style.find_first_not_of(" \t\n", at + property.size());
    if (colon == style.npos || style[colon] != ':') continue;
    const std::size_t value = style.find_first_not_of(" \t\n", colon + 1);
    return value == style.npos ? std::string_view() : style.substr(value);
  }
  return {};
}

}  // namespace

Places place_of_role(std::string_view role) {
  for (const Meaning& meaning : kRoles) {
    if (ascii::equals_ignoring_case(role, meaning.word)) return meaning.place;
  }
  return 0;
}

bool hides(std::string_view style) {
  return ascii::equals_ignoring_case(declared(style, "display").substr(0, 4), "none") ||
         ascii::equals_ignoring_case(declared(style, "visibility").substr(0, 6), "hidden");
}

}  // namespace pressmark::extract
