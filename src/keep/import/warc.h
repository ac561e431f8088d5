// The pages of WARC records.
#pragma once

#include <string>

#include "keep/import.h"
#include "pressmark/warc.h"

namespace pressmark::keep {

// Each page that was answered with status 200 or is a resource; `name` is the file's.
Result<void> take_pages(warc::Reader& reader, const std::string& name, Sink& sink);

}  // namespace pressmark::keep
