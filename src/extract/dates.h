// Dates as pages write them: ISO 8601, RFC 2822, numbers in the order of the language, month names, Chinese, Japanese,
// Korean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark::extract {

// A date that a text states; never converted from one offset to another.
struct StatedDate {
  std::string day{};        // YYYY-MM-DD
  std::string date_time{};  // ISO 8601 as precise as stated: the day, with its time and offset where there are any
  bool has_time() const { return date_time.size() > day.size(); }
};

// What 03/04/2024 means; kUnknown: such a date is left unread unless one number is greater than 12.
enum class DayOrder : std::uint8_t { kUnknown, kDayFirst, kMonthFirst };

// The order that is used where `language` (BCP 47) is spoken.
DayOrder day_order(std::string_view language);

// The first whole date in a short text (what follows kLongestDateText bytes is not looked at), or nullopt: a month
// without a day or a day without a year is none, and so is a day that something ends on. Years 1970 to 2100.
inline constexpr std::size_t kLongestDateText = 400;
std::optional<StatedDate> find_date(std::string_view text, DayOrder order = DayOrder::kUnknown);

// A day whose year has two digits (31.10.23, 3/4/05), for texts that are known to tell a day; of this century.
std::optional<StatedDate> find_date_of_short_year(std::string_view text, DayOrder order = DayOrder::kUnknown);

// The same for the value of a machine-readable field, which may also be seconds or milliseconds since 1970 (UTC).
std::optional<StatedDate> read_date_field(std::string_view text, DayOrder order = DayOrder::kUnknown);

// "3 days ago", "yesterday", 昨天, 3天前 counted back from `fetch_date` (ISO 8601).
std::optional<StatedDate> find_relative_date(std::string_view text, std::string_view fetch_date);

// Whether the text ends as one that names the day that something ends on: "Valid through ", "Sale ends ".
bool leads_to_end(std::string_view text);

// Whether `day` is the day after `before`, both ISO 8601: the calendar's, over the ends of months and years.
bool is_next_day(std::string_view before, std::string_view day);

// Unix time as the clock shows it at `offset_minutes` east of UTC: "2024-11-20T10:22:00+08:00".
StatedDate at_offset(std::int64_t unix_seconds, int offset_minutes);

}  // namespace pressmark::extract
