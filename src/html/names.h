// The known names: element and attribute names that are constants of Name. Looked up by a perfect hash.
#pragma once

#include <string_view>

#include "pressmark/html.h"

namespace pressmark::html {

// The known name that reads exactly `text` (case matters), or kNone. Constant cost a byte of `text`.
Name find_known_name(std::string_view text);

}  // namespace pressmark::html
