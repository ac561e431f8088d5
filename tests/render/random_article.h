// Articles made of what is hard to write in Markdown.
#pragma once

#include <cstdint>

#include "pressmark/article.h"

namespace pressmark::testing {

// The same for the same seed, on every machine.
Article random_article(std::uint64_t seed);

}  // namespace pressmark::testing
