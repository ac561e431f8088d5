// What commands may fetch from, and with what.
#pragma once

#include "cli/flags.h"
#include "pressmark/fetch.h"

namespace pressmark::cli {

// By --allow, which may list several with commas, --allow-private, and the file that --cookies names. Errors: that
// can't be read.
Result<fetch::Options> network_options(const Arguments& arguments);

}  // namespace pressmark::cli
