// What stands at the same place in every item of a list is of one kind: all of it is text, or none.
#pragma once

#include "extract/blocks.h"

namespace pressmark::extract {

// Gives the blocks that stand in elements named alike, four or more, the mean of their keeps. Linear.
void level_series(const html::Document& page, Segmentation& segmentation);

}  // namespace pressmark::extract
