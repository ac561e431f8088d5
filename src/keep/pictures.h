// The pictures of an article, fetched for the archive.
#pragma once

#include <vector>

#include "pressmark/keep.h"

namespace pressmark::keep {

// Those of the article's spans that can be had, each once; the others are in `missing`. Bounded in number, bytes, time.
// The addresses of an article's pictures, each once, the lead picture first.
std::vector<std::string> picture_addresses(const Article& article);

std::vector<archive::Image> fetch_pictures(const Article& article, const fetch::Options& options,
                                           std::vector<Missing>& missing);

archive::Exchange to_exchange(const fetch::Hop& hop);

}  // namespace pressmark::keep
