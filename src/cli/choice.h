// The flags that say what counts as the text: taken by read and extract.
#pragma once

#include "cli/flags.h"
#include "pressmark/capture.h"

namespace pressmark::cli {

// Sets what the flags say. Errors: kUsage for flags that contradict each other.
Result<void> set_choice(const Arguments& arguments, capture::Options& options);

}  // namespace pressmark::cli
