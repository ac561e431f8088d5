#include "keep/import/times.h"

#include <algorithm>

#include "base/ascii.h"
#include "pressmark/warc.h"

namespace pressmark::keep {
namespace {

using Time = std::chrono::system_clock::time_point;

constexpr std::int64_t kLast = 7'258'118'400;  // 2200-01-01

// So many digits at `at`, which moves behind them; nullopt where there are fewer.
std::optional<int> number(std::string_view text, std::size_t& at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i, ++at) {
    if (!ascii::is_digit(text[at])) return std::nullopt;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

bool skip(std::string_view text, std::size_t& at, std::string_view any_of) {
  if (at >= text.size() || any_of.find(text[at]) == std::string_view::npos) return false;
  ++at;
  return true;
}

std::optional<Time> checked(std::int64_t seconds) {
  if (seconds <= 0 || seconds >= kLast) return std::nullopt;
  return Time(std::chrono::seconds(seconds));
}

// To the microsecond, as our own exports have it.
std::optional<Time> checked_date(Time time) {
  return checked(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count()) ? std::optional(time)
                                                                                            : std::nullopt;
}

std::optional<Time> unix_time(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) {
    if (!ascii::is_digit(c) || value > kLast * 1'000'000) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  while (value >= kLast) value /= 1000;
  return checked(value);
}

// Minutes east of Greenwich of "Z", "+02:00", "+0200", " UTC" or nothing.
int zone_of(std::string_view text) {
  text = ascii::trimmed(text);
  std::size_t at = 1;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return 0;
  const auto hours = number(text, at, 2);
  skip(text, at, ":");
  const int minutes = number(text, at, 2).value_or(0);
  const int east = hours.value_or(0) * 60 + minutes;
  return text[0] == '-' ? -east : east;
}

}  // namespace

std::optional<Time> parse_time(std::string_view text) {
  text = ascii::trimmed(text);
  if (const auto date = warc::parse_date(text)) return checked_date(*date);
  if (text.size() > 40) return std::nullopt;
  if (text.find_first_not_of("0123456789") == std::string_view::npos)
    return text.empty() ? std::nullopt : unix_time(text);
  std::size_t at = 0;
  const auto year = number(text, at, 4);
  if (!year || !skip(text, at, "-/")) return std::nullopt;
  const auto month = number(text, at, 2);
  if (!month || !skip(text, at, "-/")) return std::nullopt;
  const auto day = number(text, at, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  std::int64_t seconds = std::chrono::sys_seconds(std::chrono::sys_days(date)).time_since_epoch().count();
  if (skip(text, at, "T t")) {
    const auto hours = number(text, at, 2);
    if (hours && skip(text, at, ":")) {
      const int minutes = number(text, at, 2).value_or(0);
      const int rest = skip(text, at, ":") ? number(text, at, 2).value_or(0) : 0;
      if (skip(text, at, ".,")) at = std::min(text.find_first_not_of("0123456789", at), text.size());
      seconds += *hours * 3600 + minutes * 60 + rest - zone_of(text.substr(at)) * 60;
    }
  }
  return checked(seconds);
}

std::string iso_time(std::string_view text) {
  const auto time = parse_time(text);
  return time ? warc::format_date(*time) : std::string();
}

}  // namespace pressmark::keep
