// Metadata as YAML between two lines of "---".
#pragma once

#include <string>

#include "pressmark/article.h"

namespace pressmark::render {

// Nothing where there is no value at all; else ends with the closing line.
void append_front_matter(std::string& out, const Metadata& metadata);

}  // namespace pressmark::render
