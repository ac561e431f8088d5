// Where a passage stands in a text.
#pragma once

#include <string_view>

#include "pressmark/archive.h"

namespace pressmark::keep {

// Sets start, end, prefix and suffix of the highlight by where `exact` first is in the text, however white space is
// written; leaves them as they are when it is not there. Linear in the size of both.
void place(std::string_view text, archive::Highlight& highlight);

}  // namespace pressmark::keep
