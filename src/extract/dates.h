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
// without a day or a day without a year is none. Years 1970 to 2100.
inline constexpr std::size_t kLongestDateText = 400;
std::optional<StatedDate> find_date(std::string_view text, DayOrder order = DayOrder::kUnknown);

// The same for the value of a machine-readable field, which may also be seconds or milliseconds since 1970 (UTC).
std::optional<StatedDate> read_date_field(std::string_view text, DayOrder order = DayOrder::kUnknown);

// "3 days ago", "yesterday", 昨天, 3天前 counted back from `fetch_date` (ISO 8601).
std::optional<StatedDate> find_relative_date(std::string_view text, std::string_view fetch_date);

// Unix time as the clock shows it at `offset_minutes` east of UTC: "2024-11-20T10:22:00+08:00".
StatedDate at_offset(std::int64_t unix_seconds, int offset_minutes);

}  // namespace pressmark::extract
