#include "extract/image.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/inline.h"
#include "extract/plain_address.h"
#include "pressmark/url.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr double kWidestCandidate = 2048;
// A data: URL shorter than this is a placeholder; a longer raster one is a picture that a snapshot tool put inline.
constexpr std::size_t kShortestInlinePicture = 4096;

// A length in CSS pixels: "64", "64px", "0.5"; -1 when it says none.
double pixels(std::string_view text) {
  double value = 0;
  text = ascii::trimmed(text);
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  return status == std::errc() && (unit.empty() || unit == "px") && value >= 0 ? value : -1;
}

double declared(Node img, Name attribute, std::string_view property) {
  const double styled = pixels(style_of(img, property));
  return styled >= 0 ? styled : pixels(value_of(img, attribute));
}

bool is_inline_picture(std::string_view url) {
  return url.size() >= kShortestInlinePicture && ascii::starts_with_ignoring_case(url, "data:image/") &&
         !ascii::starts_with_ignoring_case(url, "data:image/svg");
}

bool is_placeholder(std::string_view url) {
  url = ascii::trimmed(url);
  if (url.empty() || url.front() == '#') return true;
  if (ascii::starts_with_ignoring_case(url, "data:")) return !is_inline_picture(url);
  if (ascii::starts_with_ignoring_case(url, "about:") || ascii::starts_with_ignoring_case(url, "javascript:"))
    return true;
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  const std::string_view file = path.substr(path.rfind('/') + 1);
  constexpr std::array<std::string_view, 14> kNames = {
      "spacer.",   "blank.",     "pixel.",  "1x1.",     "transparent.", "clear.gif",    "loading.",
      "lazyload.", "lazy-load.", "dot.gif", "shim.gif", "empty.gif",    "placeholder.", "grey.gif"};
  return std::ranges::any_of(kNames,
                             [&](std::string_view name) { return ascii::starts_with_ignoring_case(file, name); });
}

// Attributes in which lazy loaders keep the address, the most telling first. "src" stands for the place of src itself.
constexpr std::array<std::string_view, 18> kLazyAttributes = {
    "data-src",          "data-original", "data-lazy-src",     "data-actualsrc", "data-hi-res-src",
    "data-origin-src",   "data-full-src", "data-original-src", "data-orig-file", "data-echo",
    "data-lazy",         "data-url",      "data-image",        "data-img",       "data-large-file",
    "data-fallback-src", "file",          "zoomfile"};
constexpr std::array<std::string_view, 4> kLazySets = {"data-srcset", "data-lazy-srcset", "data-original-set",
                                                       "data-responsive-srcset"};

bool looks_like_address(std::string_view value) {
  value = ascii::trimmed(value);
  return value.size() > 3 && value.find_first_of("/.") != std::string_view::npos &&
         value.find_first_of(" {<\"") == std::string_view::npos && !is_placeholder(value);
}

// The values of those of the attributes that the element has, in the order of `names`. One pass over the element's
// attributes, since it has a few of them and the names are many.
template <std::size_t kSize>
std::array<std::string_view, kSize> values_of(Node element, const std::array<std::string_view, kSize>& names) {
  std::array<std::string_view, kSize> values{};
  element.visit_attributes([&](Name name, std::string_view value) {
    if (name == Name::kSrc || name == Name::kAlt || name == Name::kClass) return;  // In no list, and on most pictures.
    const auto found = std::ranges::find(names, element.document().name_text(name));
    if (found != names.end()) values[static_cast<std::size_t>(found - names.begin())] = value;
  });
  return values;
}

// The widest candidate of a set that is not too wide, else its smallest.
struct SetChoice {
  std::string_view address{};
  double width = 0;  // as stated in pixels; 0 where only densities are
};

SetChoice best_of(std::string_view srcset) {
  SetChoice best;
  std::string_view smallest;
  double best_size = -1, smallest_size = 0;
  while (true) {
    while (!srcset.empty() && (ascii::is_whitespace(srcset.front()) || srcset.front() == ',')) srcset.remove_prefix(1);
    if (srcset.empty()) break;
    // A URL runs to white space; a comma at its end closes the candidate.
    const std::size_t url_end = std::min(srcset.find_first_of(" \n\t\r\f"), srcset.size());
    std::string_view address = srcset.substr(0, url_end);
    srcset.remove_prefix(url_end);
    std::string_view descriptor;
    if (address.ends_with(',')) {
      while (address.ends_with(',')) address.remove_suffix(1);
    } else {
      const std::size_t end = std::min(srcset.find(','), srcset.size());
      descriptor = ascii::trimmed(srcset.substr(0, end));
      srcset.remove_prefix(end);
    }
    double size = 1;
    std::from_chars(descriptor.data(), descriptor.data() + descriptor.size(), size);
    if (descriptor.ends_with('x') || descriptor.empty()) size *= 1000;  // Densities compare among themselves.
    if (size <= kWidestCandidate + 1000 && size > best_size &&
        (descriptor.ends_with('x') || size <= kWidestCandidate)) {
      best = {address, descriptor.ends_with('w') ? size : 0};
      best_size = size;
    }
    if (smallest.empty() || size < smallest_size) {
      smallest = address;
      smallest_size = size;
    }
  }
  return best.address.empty() ? SetChoice{smallest, smallest_size} : best;
}

std::string_view set_of(Node element) {
  for (const std::string_view value : values_of(element, kLazySets)) {
    const std::string_view best = best_candidate(value);
    if (!is_placeholder(best)) return best;
  }
  const std::string_view best = best_candidate(value_of(element, Name::kSrcset));
  return is_placeholder(best) ? std::string_view() : best;
}

std::string_view picture_source(Node img) {
  const Node picture = img.parent();
  if (!picture || !picture.is(Name::kPicture)) return {};
  for (Node child = picture.first_child(); child; child = child.next_sibling()) {
    if (!child.is(Name::kSource)) continue;
    if (const std::string_view best = set_of(child); !best.empty()) return best;
  }
  return {};
}

// Of a picture whose own image comes in one size only, the widest that its sources name.
std::string_view wide_source(Node img) {
  const Node picture = img.parent();
  if (!picture || !picture.is(Name::kPicture) || !value_of(img, Name::kSrcset).empty()) return {};
  std::string_view widest;
  double width = std::max(0.0, pixels(value_of(img, Name::kWidth)));
  constexpr int kMostChildren = 64;
  int children = 0;
  for (Node child = picture.first_child(); child && children < kMostChildren;
       child = child.next_sibling(), ++children) {
    if (!child.is(Name::kSource) || contains_ignoring_case(value_of(child, Name::kType), "avif")) continue;
    const SetChoice choice = best_of(value_of(child, Name::kSrcset));
    if (choice.width <= width) continue;
    width = choice.width;
    widest = choice.address;
  }
  return is_placeholder(widest) ? std::string_view() : widest;
}

std::string_view address_of(Node img) {
  if (const std::string_view best = set_of(img); !best.empty()) return best;
  if (const std::string_view best = wide_source(img); !best.empty()) return best;
  for (const std::string_view value : values_of(img, kLazyAttributes)) {
    if (looks_like_address(value)) return value;
  }
  const std::string_view own = value_of(img, Name::kSrc);
  return is_placeholder(own) ? picture_source(img) : own;
}

bool is_tracker(std::string_view address) {
  constexpr std::array<std::string_view, 8> kMarks = {
      "pixel.wp.com",         "/pixel?",         "/beacon",
      "facebook.com/tr",      "doubleclick.net", "scorecardresearch.com",
      "google-analytics.com", "feedburner.com/~"};
  return std::ranges::any_of(kMarks, [&](std::string_view mark) { return contains_ignoring_case(address, mark); });
}

}  // namespace

std::string resolve_link(std::string_view reference, std::string_view base) {
  reference = ascii::trimmed(reference);
  if (auto address = resolve_plainly(reference, base)) return *std::move(address);
  for (const std::string_view scheme : {"javascript:", "vbscript:", "data:", "about:", "blob:"}) {
    if (ascii::starts_with_ignoring_case(reference, scheme)) return {};
  }
  if (reference.empty()) return {};
  if (auto absolute = url::resolve(reference, base)) {
    // The parser drops control characters within: what hid behind them must not come back to life.
    return ascii::starts_with_ignoring_case(*absolute, "javascript:") ||
                   ascii::starts_with_ignoring_case(*absolute, "data:")
               ? std::string()
               : *absolute;
  }
  const bool has_scheme = reference.substr(0, reference.find_first_of("/?#")).contains(':');
  return base.empty() && !has_scheme ? std::string(reference) : std::string();
}

std::string_view best_candidate(std::string_view srcset) { return best_of(srcset).address; }

std::optional<Span> image_of(Node img, std::string_view base) {
  const double width = declared(img, Name::kWidth, "width");
  const double height = declared(img, Name::kHeight, "height");
  if ((width >= 0 && width <= 2) || (height >= 0 && height <= 2)) return std::nullopt;
  const std::string_view address = ascii::trimmed(address_of(img));
  if (address.empty() || is_tracker(address)) return std::nullopt;
  Span span{.kind = Span::Kind::kImage};
  span.source = is_inline_picture(address) ? std::string(address) : resolve_link(address, base);
  if (span.source.empty()) return std::nullopt;
  Line words;
  words.add_text(value_of(img, Name::kAlt), {});
  span.text = plain_text(words.take());
  words.add_text(value_of(img, Name::kTitle), {});
  span.title = plain_text(words.take());
  if (span.title == span.text) span.title.clear();
  return span;
}

bool is_decoration(Node img) {
  const double width = declared(img, Name::kWidth, "width");
  const double height = declared(img, Name::kHeight, "height");
  if (width >= 0 && height >= 0 && std::max(width, height) <= 48) return true;
  if (width >= 0 && height >= 0 && std::min(width, height) <= 16) return true;
  Node element = img;
  for (int steps = 0; element && element.is_element() && steps < 3; ++steps, element = element.parent()) {
    if (element.is(Name::kBody) || element.is(Name::kArticle) || element.is(Name::kMain)) break;
    if (class_hints<"avatar", "gravatar", "byline", "icon", "icons", "sprite", "badge", "spinner", "loader", "tracker",
                    "ad", "ads", "advert", "advertisement", "sponsor", "sponsored", "share", "sharing", "social",
                    "rating", "logo", "qrcode", "favicon", "breadcrumb">(element)) {
      return true;
    }
  }
  return false;
}

std::string_view emoji_of(Node img) {
  if (!has_any_class<"emoji", "wp-smiley", "smiley", "emojione", "twemoji", "js-emoji">(img)) return {};
  const std::string_view alt = value_of(img, Name::kAlt);
  return alt.size() <= 32 ? alt : std::string_view();
}

std::string image_key(std::string_view url) {
  std::string key(url.substr(0, url.find_first_of("?#")));
  const std::size_t dot = key.rfind('.');
  const std::size_t dash = key.rfind('-', dot);
  if (dot == std::string::npos || dash == std::string::npos || dash + 3 > dot) return key;
  // WordPress's "-300x200" before the ending is the size, not the name.
  const std::string_view size = std::string_view(key).substr(dash + 1, dot - dash - 1);
  const auto is_size_part = [](char c) { return (c >= '0' && c <= '9') || c == 'x'; };
  if (std::ranges::all_of(size, is_size_part) && std::ranges::count(size, 'x') == 1) key.erase(dash, dot - dash);
  return key;
}

}  // namespace pressmark::extract
