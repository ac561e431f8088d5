// What tags and the words of role and style say about the text in an element.
#pragma once

#include <cstdint>
#include <string_view>

namespace pressmark::extract {

// Where a text stands: bits of a set.
using Places = std::uint32_t;

namespace place {
inline constexpr Places kNav = 1U << 0;
inline constexpr Places kFooter = 1U << 1;
inline constexpr Places kDialog = 1U << 2;
inline constexpr Places kButton = 1U << 3;
inline constexpr Places kControl = 1U << 4;  // select, label
inline constexpr Places kArticle = 1U << 5;
inline constexpr Places kMain = 1U << 6;
}  // namespace place

// The place that a role attribute makes of an element.
Places place_of_role(std::string_view role);

// Whether a style attribute takes the element out of sight (display: none, visibility: hidden).
bool hides(std::string_view style);

}  // namespace pressmark::extract
