// Rows of what is followed.
#pragma once

#include <utility>
#include <vector>

#include "archive/database.h"
#include "pressmark/archive.h"

namespace pressmark::archive {

// Adds the row, or changes the one of that ID: what is known of its looks stays.
Result<void> put_follow(Database& index, const Follow& follow);

// What no line of the log says: how the looks at what is followed went. For an index that is made anew.
struct Looks {
  std::vector<std::pair<std::string, Poll>> polls{};
  std::vector<std::pair<std::string, std::int64_t>> seen{};
};
// As far as the index can be read.
Looks looks_of(Database& index);
Result<void> put_looks(Database& index, const Looks& looks);

}  // namespace pressmark::archive
