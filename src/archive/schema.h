// The index's tables, by numbered migrations.
#pragma once

#include "archive/database.h"

namespace pressmark::archive {

// Brings an index to the tables of today. Errors: kUnreadable for one that a later program made.
Result<void> migrate(Database& index);

}  // namespace pressmark::archive
