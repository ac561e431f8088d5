#include "extract/patterns.h"

#include <array>
#include <cstddef>

#include "base/ascii.h"
#include "extract/word_table.h"

namespace pressmark::extract {
namespace {

struct Vocabulary {
  Places place;
  std::string_view words;
};

// The words that authors use, and what they mean. A word may stand in several rows.
constexpr std::array kVocabularies = std::to_array<Vocabulary>({
    {place::kNamedNav,
     "nav navigation menu menus submenu subnav navbar megamenu topnav menubar sidenav hamburger "
     "burger offcanvas linklist sitemap navgroup subheader navigator breadcrumb breadcrumbs crumb "
     "crumbs"},
    {place::kNamedSubmenu, "children submenu depth sub"},
    {place::kNamedFooter, "footer foot colophon copyright footerlinks"},
    {place::kNamedHeader, "header masthead topbar hdr logo branding"},
    {place::kNamedSidebar, "sidebar aside rail widget widgets textwidget secondary sidepanel widgettitle"},
    {place::kNamedOverlay,
     "modal popup dialog lightbox overlay drawer flyout flyouts popover tooltip toast dropdown pum "
     "popmake backdrop snackbar notification"},
    {place::kNamedConsent, "cookie cookies consent gdpr onetrust ccpa cookiebot"},
    {place::kNamedSignup,
     "newsletter subscribe subscriber subscriptions signup optin login signin logout logged register "
     "registration account password mailchimp klaviyo forgot guest donate paywall join"},
    {place::kNamedForm,
     "form forms input field fields submit textarea checkbox gform gfield ginput searchform captcha "
     "recaptcha formfield fieldset"},
    {place::kNamedSearch,
     "search searchbar searchbox filter filters facet facets sort sorting sortby autocomplete refine"},
    {place::kNamedShare,
     "share sharing social socials sharedaddy facebook twitter pinterest linkedin whatsapp instagram "
     "follow reactions likes addtoany sharethis addthis tweet bookmark vote votes like"},
    {place::kNamedRelated,
     "related recommended recommendations recommendation trending popular latest recent similar "
     "suggested suggestions upsell upsells crosssell readnext upnext morestories discover teaser "
     "outbrain taboola"},
    {place::kNamedComment, "comments comment commenting disqus respond commentform commentlist commenters"},
    {place::kNamedByline,
     "author authors byline bio biography vcard avatar posted gravatars contributor contributors "
     "published date datetime updated timestamp time meta metadata postmeta modified"},
    {place::kNamedCart,
     "cart bag minicart checkout wishlist quantity qty swatch swatches basket subtotal totals atc "
     "buybox variant variants option options choices shipping payment payments instalments afterpay"},
    {place::kNamedTool,
     "button buttons btn btns cta ctas toggle toggler trigger close cancel print toolbar utility tool "
     "tools copy controls player spinner loading report helpful flag skip visually visuallyhidden "
     "screenreader sr reader noprint invisible offscreen tags tag categories category taxonomy badge "
     "badges chip pill label eyebrow kicker topics pagination pager prev previous next loadmore "
     "paginate paging"},
    {place::kNamedSite,
     "legal disclaimer terms policy disclosure disclaimers locale language languages switcher "
     "currency country localization translate region contact contacts address phone location "
     "locations hours store stores events event schedule calendar brand brands logo logos partner "
     "partners mobile desktop sticky ads advert advertisement sponsor sponsored promo promotion "
     "promotional affiliate dfp adsbygoogle adslot ad cookie cookies consent gdpr onetrust ccpa "
     "privacy preferences preference cookiebot cmp"},
    {place::kNamedReview, "review reviews rating ratings testimonial testimonials stars"},
    {place::kNamedNote, "caption credit credits figcaption footnote footnotes references citation notes reflist"},
    {place::kNamedPerson, "user username member members profile joined signature poster online ranks"},
    {place::kNamedArticle, "article entry story hentry blogpost postcontent articlebody entrycontent maincontent post"},
    {place::kNamedThread, "message messages thread threads post posts reply replies topic discussion forum"},
    {place::kNamedLead,
     "description desc summary overview intro excerpt lead dek subtitle standfirst abstract synopsis"},
    {place::kNamedPart,
     "faq faqs question questions answer answers accordion qa specs spec specifications features "
     "feature details detail benefits attributes steps ingredients instructions methods pros cons "
     "quote blockquote pullquote callout"},
});

consteval WordTable<Places, 2048> word_table() {
  WordTable<Places, 2048> table;
  for (const Vocabulary& vocabulary : kVocabularies) table.add_all(vocabulary.words, vocabulary.place);
  return table;
}

constexpr WordTable<Places, 2048> kWords = word_table();

// The end of the word piece that begins at text[begin], a letter: "post" of "postBody", "HTML" of "HTMLText".
std::size_t piece_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin + 1;
  if (ascii::is_lower(text[begin]) || (end < text.size() && ascii::is_lower(text[end]))) {
    while (end < text.size() && ascii::is_lower(text[end])) ++end;
    return end;
  }
  while (end < text.size() && ascii::is_upper(text[end])) ++end;
  return end < text.size() && ascii::is_lower(text[end]) ? end - 1 : end;
}

struct Meaning {
  std::string_view word;
  Places place;
};

constexpr std::array kRoles = std::to_array<Meaning>({
    {"navigation", place::kNav},     {"menu", place::kNav},       {"menubar", place::kNav},
    {"menuitem", place::kNav},       {"toolbar", place::kNav},    {"tablist", place::kNav},
    {"contentinfo", place::kFooter}, {"banner", place::kHeader},  {"complementary", place::kAside},
    {"search", place::kForm},        {"form", place::kForm},      {"dialog", place::kDialog},
    {"alertdialog", place::kDialog}, {"main", place::kMain},      {"article", place::kArticle},
    {"button", place::kButton},      {"tab", place::kButton},     {"listbox", place::kControl},
    {"option", place::kControl},     {"tooltip", place::kDialog},
});

constexpr std::array kItemprops = std::to_array<Meaning>({
    {"articlebody", place::kItemText},
    {"description", place::kItemText},
    {"text", place::kItemText},
    {"reviewbody", place::kItemText},
    {"recipeinstructions", place::kItemText},
    {"recipeingredient", place::kItemText},
    {"acceptedanswer", place::kItemText},
    {"comment", place::kItemComment},
});

template <std::size_t kSize>
Places meaning_of(const std::array<Meaning, kSize>& meanings, std::string_view word) {
  for (const Meaning& meaning : meanings) {
    if (ascii::equals_ignoring_case(word, meaning.word)) return meaning.place;
  }
  return 0;
}

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

Places places_named(std::string_view attribute) {
  Places places = 0;
  for (std::size_t at = 0; at < attribute.size();) {
    if (!ascii::is_lower(attribute[at]) && !ascii::is_upper(attribute[at])) {
      ++at;
      continue;
    }
    const std::size_t end = piece_end(attribute, at);
    places |= kWords.of(attribute.substr(at, end - at));
    at = end;
  }
  return places;
}

Places NamedPlaces::of(std::string_view attribute) {
  if (attribute.empty()) return 0;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(attribute[at]); };
  const std::size_t size = attribute.size();
  const std::size_t mix =
      size * 131 + byte(0) * 31U + byte(size / 2) * 7U + byte(size * 3 / 4) * 17U + byte(size - 1) * 3U;
  Known& known = known_[mix % known_.size()];
  if (known.attribute != attribute) known = {.attribute = attribute, .places = places_named(attribute)};
  return known.places;
}

Places place_of_role(std::string_view role) { return meaning_of(kRoles, role); }

Places places_of_itemprop(std::string_view itemprop) {
  Places places = 0;
  while (!itemprop.empty()) {
    const std::size_t end = itemprop.find(' ');
    places |= meaning_of(kItemprops, itemprop.substr(0, end));
    itemprop.remove_prefix(end == itemprop.npos ? itemprop.size() : end + 1);
  }
  return places;
}

bool hides(std::string_view style) {
  return ascii::equals_ignoring_case(declared(style, "display").substr(0, 4), "none") ||
         ascii::equals_ignoring_case(declared(style, "visibility").substr(0, 6), "hidden");
}

}  // namespace pressmark::extract
