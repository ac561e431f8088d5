// What a picture is, and how its server wants to be asked.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace pressmark::capture {

struct PictureKind {
  std::string_view extension;   // ".png"
  std::string_view media_type;  // "image/png"
};

// By the picture's first bytes: a server's word is not taken for it. Empty when it is none that a reader shows; SVG is
// left out, for it is a document with scripts.
PictureKind picture_kind(std::span<const std::byte> bytes);

// WeChat's picture hosts answer with a notice to a foreign Referer; no Referer, or WeChat's own, gets the picture.
std::string_view picture_referer(std::string_view picture, std::string_view page);

}  // namespace pressmark::capture
