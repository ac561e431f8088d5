// Dates as headers and feeds write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark::fetch {

// "Sun, 06 Nov 1994 08:49:37 GMT" and the other forms of RFC 9110 and RFC 5322, with any zone; nullopt for others.
// https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats
std::optional<std::chrono::sys_seconds> parse_date(std::string_view text);

// As ISO 8601: "1994-11-06T08:49:37Z" of such a date; one that is ISO 8601 (or RFC 3339) already as it stands, with a
// "T" before its time. "" for what is no date.
std::string iso_date(std::string_view text);

}  // namespace pressmark::fetch
