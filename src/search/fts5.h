// The door to FTS5. https://www.sqlite.org/fts5.html#extending_fts5
#pragma once

#include <sqlite3.h>

#include "pressmark/result.h"

namespace pressmark::search {

// The connection's FTS5. Errors: kUnreadable where it has none.
Result<fts5_api*> fts5_of(sqlite3* connection);

// The ranking function, see search.h.
Result<void> add_relevance(fts5_api* api);

}  // namespace pressmark::search
