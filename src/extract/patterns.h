// What the names that authors give to parts of a page (class, id, role, itemprop) say about the text in them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pressmark::extract {

// Where a text stands: bits of a set, by tag and by name.
using Places = std::uint64_t;

namespace place {
// By tag or role.
inline constexpr Places kNav = 1ULL << 0;
inline constexpr Places kFooter = 1ULL << 1;
inline constexpr Places kHeader = 1ULL << 2;
inline constexpr Places kAside = 1ULL << 3;
inline constexpr Places kForm = 1ULL << 4;
inline constexpr Places kDialog = 1ULL << 5;
inline constexpr Places kArticle = 1ULL << 6;
inline constexpr Places kMain = 1ULL << 7;
inline constexpr Places kButton = 1ULL << 8;
inline constexpr Places kControl = 1ULL << 9;       // select, label
inline constexpr Places kCaption = 1ULL << 10;      // figcaption, address
inline constexpr Places kProse = 1ULL << 11;        // p, pre, table, blockquote
inline constexpr Places kHidden = 1ULL << 12;       // hidden, style display:none
inline constexpr Places kItemText = 1ULL << 13;     // itemprop: articleBody, description, text ...
inline constexpr Places kItemComment = 1ULL << 14;  // itemprop: comment
// By a word of class or id.
inline constexpr Places kNamedNav = 1ULL << 20;
inline constexpr Places kNamedSubmenu = 1ULL << 21;
inline constexpr Places kNamedFooter = 1ULL << 22;
inline constexpr Places kNamedHeader = 1ULL << 23;
inline constexpr Places kNamedSidebar = 1ULL << 24;
inline constexpr Places kNamedOverlay = 1ULL << 25;
inline constexpr Places kNamedConsent = 1ULL << 26;
inline constexpr Places kNamedSignup = 1ULL << 27;
inline constexpr Places kNamedForm = 1ULL << 28;
inline constexpr Places kNamedSearch = 1ULL << 29;
inline constexpr Places kNamedShare = 1ULL << 30;
inline constexpr Places kNamedRelated = 1ULL << 31;
inline constexpr Places kNamedComment = 1ULL << 32;
inline constexpr Places kNamedByline = 1ULL << 33;
inline constexpr Places kNamedCart = 1ULL << 34;
inline constexpr Places kNamedTool = 1ULL << 35;
inline constexpr Places kNamedSite = 1ULL << 36;
inline constexpr Places kNamedReview = 1ULL << 37;
inline constexpr Places kNamedNote = 1ULL << 38;
inline constexpr Places kNamedPerson = 1ULL << 39;
inline constexpr Places kNamedArticle = 1ULL << 40;
inline constexpr Places kNamedThread = 1ULL << 41;
inline constexpr Places kNamedLead = 1ULL << 42;
inline constexpr Places kNamedPart = 1ULL << 43;
}  // namespace place

// The places that the words of a class or id attribute name: "entryBody-footer" names an article and a footer.
Places places_named(std::string_view attribute);

// The same, remembering the last attributes it was asked of: pages say the same ones over and over. Views must outlive
// it.
class NamedPlaces {
 public:
  Places of(std::string_view attribute);

 private:
  struct Known {
    std::string_view attribute{};
    Places places = 0;
  };
  std::array<Known, 256> known_{};
};

// The place that a role attribute makes of an element.
Places place_of_role(std::string_view role);

// The places that the words of an itemprop attribute make of an element.
Places places_of_itemprop(std::string_view itemprop);

// Whether a style attribute takes the element out of sight (display: none, visibility: hidden).
bool hides(std::string_view style);

}  // namespace pressmark::extract
