// Rows of what is followed.
#pragma once

#include "archive/database.h"
#include "pressmark/archive.h"

namespace pressmark::archive {

// Adds the row, or changes the one of that ID: what is known of its looks stays.
Result<void> put_follow(Database& index, const Follow& follow);

}  // namespace pressmark::archive
