// What kind of page this is, by what it says of itself and by what stands on it.
#pragma once

#include <string>
#include <string_view>

#include "extract/blocks.h"
#include "extract/posts.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// Of an HTML page after choose(): "article", "documentation", "service", "forum", "listing", "collection" or "product".
// `metadata` is the page's; its kind, where it has one, is what the page states, and stays where it is another than
// these
// ("recipe", "video"). Linear.
std::string page_type(const Outline& outline, const Metadata& metadata, const Segmentation& segmentation,
                      const Posts& posts);

}  // namespace pressmark::extract
