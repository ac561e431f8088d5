// The pages of WARC records.
#pragma once

#include <functional>
#include <string>

#include "keep/import.h"
#include "pressmark/warc.h"

namespace pressmark::keep {

using OpenWarc = std::function<Result<warc::Reader>()>;

// Each page that was answered with status 200 or is a resource, with its pictures where the file has them; `name` is
// the file's.
Result<void> take_pages(const OpenWarc& open, const std::string& name, Sink& sink);

}  // namespace pressmark::keep
