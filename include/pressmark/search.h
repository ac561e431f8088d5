// What an archive in SQLite finds its articles by: a tokenizer for FTS5, a query language, a ranking, snippets.
#pragma once

#include <string>
#include <string_view>

#include "pressmark/result.h"

struct sqlite3;

namespace pressmark::search {

// Makes the FTS5 tokenizer "pressmark" known to the connection; to be called on every connection that uses it. Errors:
// kUnreadable where SQLite has no FTS5.
Result<void> add_tokenizer(sqlite3* connection);

// As the tokenizer compares text: without case, accents, and the difference of simplified and traditional characters.
// All that is neither letter nor digit becomes one space between the rest. For names: tags, sources, authors.
std::string folded(std::string_view text);

}  // namespace pressmark::search
