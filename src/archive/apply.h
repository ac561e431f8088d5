// The index as the log tells it: each line applied in its order gives the same rows, now or in a rebuild.
#pragma once

#include "archive/blobs.h"
#include "archive/database.h"
#include "archive/events.h"
#include "archive/log.h"
#include "pressmark/article.h"

namespace pressmark::archive {

// Within the caller's transaction. `known` is the Article that the event is about, where the caller has it at hand;
// otherwise it is read from the blobs, and where it is not there the row says what the event itself says.
Result<void> apply(Database& index, const Blobs& blobs, const Event& event, const Article* known = nullptr);

// Applies the lines of a log up to byte `end`, which must be right. For an index that has none of them yet.
Result<void> replay(Database& index, const Blobs& blobs, const std::string& log, std::uint64_t end);

// Whether a version of an article has that picture.
Result<bool> is_image_kept(Database& index, const std::string& digest);

// How far the index has come: what LogReader goes on from.
Result<LogEnd> applied_end(Database& index);
Result<void> set_applied_end(Database& index, const LogEnd& end);

Result<std::string> meta(Database& index, std::string_view name);
Result<void> set_meta(Database& index, std::string_view name, std::string_view value);

// Where the WARC file ends that the log last spoke of.
Result<WarcPlace> warc_end(Database& index);

}  // namespace pressmark::archive
