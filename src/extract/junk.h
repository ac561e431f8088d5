// Text that is there for machines: identifiers, days for sorting, addresses; and lines that lead to another page.
#pragma once

#include <string_view>

#include "extract/blocks.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// Whether the word is a UUID, a day in ISO 8601, or a whole address.
bool is_junk_word(std::string_view word);

// After choose(): leaves out the blocks that are made of nothing but such words and stand for themselves, not in a
// table, a list, a heading or a listing, and are no link; and those that say "read also" and link to it. Linear.
void drop_junk(const html::Document& page, Segmentation& segmentation);

// After score() and choose(): of kept blocks of some length that say the same, in different parts of the page, the
// first stays: the others are copies for another width of screen, quotes of the post above, slides that come round
// again. Beside each other (a refrain), in cells and in items what is said twice was meant to be. Linear.
void drop_repeated(const html::Document& page, Segmentation& segmentation);

}  // namespace pressmark::extract
