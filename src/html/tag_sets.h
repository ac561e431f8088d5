// The sets of elements that tree construction asks about, as bits of one word for each name.
// https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements
#pragma once

#include <array>
#include <cstdint>

#include "pressmark/html.h"

namespace pressmark::html {

using TagFlags = std::uint32_t;
namespace tag {
inline constexpr TagFlags kHtml = 1u << 0;         // in the HTML namespace
inline constexpr TagFlags kSpecial = 1u << 1;      // the "special" category
inline constexpr TagFlags kScope = 1u << 2;        // ends every scope but the table one
inline constexpr TagFlags kListScope = 1u << 3;    // ends list item scope too
inline constexpr TagFlags kButtonScope = 1u << 4;  // ends button scope too
inline constexpr TagFlags kTableScope = 1u << 5;   // ends table scope; also the table context
inline constexpr TagFlags kTableBodyContext = 1u << 6;
inline constexpr TagFlags kTableRowContext = 1u << 7;
inline constexpr TagFlags kImpliedEnd = 1u << 8;
inline constexpr TagFlags kThoroughlyImpliedEnd = 1u << 9;
inline constexpr TagFlags kHeading = 1u << 10;
inline constexpr TagFlags kFosterParent = 1u << 11;  // table, tbody, tfoot, thead, tr
inline constexpr TagFlags kMarkerOwner = 1u << 12;   // puts a marker into the list of active formatting elements
inline constexpr TagFlags kMathTextIntegrationPoint = 1u << 13;
inline constexpr TagFlags kHtmlIntegrationPoint = 1u << 14;
inline constexpr TagFlags kForeignBreakout = 1u << 15;  // a start tag that ends foreign content
inline constexpr TagFlags kVoid = 1u << 16;             // serialised without an end tag
inline constexpr TagFlags kRawText = 1u << 17;          // serialised without escaping its text
inline constexpr TagFlags kShadowHost = 1u << 18;       // may have a shadow root
inline constexpr TagFlags kEndsItemSearch = 1u << 19;   // special, and not address, div or p
inline constexpr TagFlags kSetsMode = 1u << 20;         // what "reset the insertion mode appropriately" looks for
}  // namespace tag

extern const std::array<TagFlags, static_cast<std::size_t>(Name::kFirstDynamic)> kHtmlTagFlags;

// The flags of an element. An annotation-xml element's integration point hangs on its attributes: not in here.
TagFlags flags_of_foreign(Name name, Namespace name_space);
inline TagFlags flags_of(Name name, Namespace name_space) {
  if (name_space != Namespace::kHtml) return flags_of_foreign(name, name_space);
  return name < Name::kFirstDynamic ? kHtmlTagFlags[static_cast<std::size_t>(name)] : tag::kHtml;
}

}  // namespace pressmark::html
