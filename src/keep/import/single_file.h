// Pages that SingleFile saved. https://github.com/gildas-lormeau/SingleFile
#pragma once

#include "keep/import.h"

namespace pressmark::keep {

// Where the page in `item.bytes` says that SingleFile saved it: its address and when.
void describe_single_file(Item& item);

}  // namespace pressmark::keep
