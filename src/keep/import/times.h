// Times as exports write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark::keep {

// "2024-05-01T12:30:00+02:00" and its relatives (a space for the T, "+0200", a fraction, the day alone), or Unix time
// in seconds, milliseconds or microseconds; nullopt for what is no time between 1970 and 2200.
std::optional<std::chrono::system_clock::time_point> parse_time(std::string_view text);

// The same as "2024-05-01T10:30:00Z"; "" for what is none.
std::string iso_time(std::string_view text);

}  // namespace pressmark::keep
