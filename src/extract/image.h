// Pictures: where the real one is, behind lazy loading, and which are no content.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// The address as an absolute URL; as it stands when `base` is empty and it is relative. "" for what can't be followed
// or shown (javascript:, data:, about: ...).
std::string resolve_link(std::string_view reference, std::string_view base);

// The candidate of a srcset with the most pixels, as written; one of at most 2048 pixels' width where there is one.
// https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
std::string_view best_candidate(std::string_view srcset);

// The picture of an <img> (with its <picture>'s sources): a span with alternative text, absolute source and title.
// nullopt for a placeholder, a spacer, a tracking pixel.
std::optional<Span> image_of(html::Node img, std::string_view base);

// Whether the picture's own size, class or surroundings say that it is an avatar, an icon, a badge, an ad.
bool is_decoration(html::Node img);

// The emoji that an <img class="emoji"> stands for, or "".
std::string_view emoji_of(html::Node img);

// What two addresses of one picture in several sizes have in common.
std::string image_key(std::string_view url);

}  // namespace pressmark::extract
