// Days as queries name them.
#pragma once

#include <optional>
#include <string_view>

namespace pressmark::search {

// The first day of "2024", "2024-05" or "2024-05-01", since 1970-01-01; nullopt for what is none of them.
std::optional<int> first_day_of(std::string_view text);

}  // namespace pressmark::search
