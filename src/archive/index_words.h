// Whether the full-text index has each word of each article in its place, and no other.
#pragma once

#include <cstdint>

#include "archive/database.h"

namespace pressmark::archive {

// Sums over every word and its place, in whatever order they come: of what is in the full-text index, and of what is in
// the texts that it was made of. The same, unless one of them is damaged.
Result<std::uint64_t> sum_of_index(Database& index);
Result<std::uint64_t> sum_of_texts(Database& index);

// Makes the full-text index of a copy take nothing, for whoever compares by sum_of_texts().
Result<void> leave_out_words(Database& copy);

}  // namespace pressmark::archive
