// The tables in which a shop says what a thing is: "Weight | 1,380 g".
#pragma once

#include "extract/blocks.h"

namespace pressmark::extract {

// Keeps the rows of names and values of a product's page, as tables or lists of definitions, that are likely enough as
// a whole: each by itself is too short to be told. Linear.
void keep_specifications(const html::Document& page, Segmentation& segmentation);

}  // namespace pressmark::extract
