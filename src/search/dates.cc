#include "search/dates.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/ascii.h"

namespace pressmark::search {
namespace {

// The number before the next "-", at most `digits` long; takes both.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  const std::string_view number = text.substr(0, text.find('-'));
  if (number.empty() || number.size() > digits || !std::ranges::all_of(number, ascii::is_digit)) return std::nullopt;
  int value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  text.remove_prefix(number.size());
  if (text == "-") return std::nullopt;
  if (!text.empty()) text.remove_prefix(1);
  return value;
}

}  // namespace

std::optional<int> first_day_of(std::string_view text) {
  if (std::min(text.find('-'), text.size()) != 4) return std::nullopt;  // A year has four digits.
  const auto year = take_number(text, 4);
  const auto month = text.empty() ? 1 : take_number(text, 2);
  const auto day = text.empty() ? 1 : take_number(text, 2);
  if (!year || !month || !day || !text.empty()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count());
}

}  // namespace pressmark::search
