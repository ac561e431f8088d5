// WARC-Date. https://www.w3.org/TR/NOTE-datetime, with a fraction as WARC 1.1 allows.
#include <fmt/core.h>

#include <array>
#include <charconv>
#include <chrono>

#include "base/ascii.h"
#include "pressmark/warc.h"

namespace pressmark::warc {
namespace {

constexpr std::string_view kPattern = "0000-00-00T00:00:00";

bool has_form(std::string_view date) {
  if (date.size() <= kPattern.size() || date.back() != 'Z') return false;
  for (std::size_t i = 0; i < kPattern.size(); ++i) {
    if (kPattern[i] == '0' ? !ascii::is_digit(date[i]) : date[i] != kPattern[i]) return false;
  }
  return true;
}

unsigned number_at(std::string_view date, std::size_t at, std::size_t size) {
  unsigned value = 0;
  std::from_chars(date.data() + at, date.data() + at + size, value);
  return value;
}

// ".25" is 250,000 microseconds; what is finer is left out.
std::optional<std::chrono::microseconds> fraction(std::string_view digits) {
  if (digits.empty()) return std::chrono::microseconds(0);
  if (digits.front() != '.' || digits.size() < 2) return std::nullopt;
  std::int64_t micros = 0, unit = 100'000;
  for (const char c : digits.substr(1)) {
    if (!ascii::is_digit(c)) return std::nullopt;
    micros += (c - '0') * unit;
    unit /= 10;
  }
  return std::chrono::microseconds(micros);
}

}  // namespace

std::string format_date(Time time) {
  using namespace std::chrono;
  const auto micros = floor<microseconds>(time);
  const auto day = floor<days>(micros);
  const year_month_day date(day);
  const hh_mm_ss clock(micros - day);
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) out += fmt::format(".{:06}", clock.subseconds().count());
  return out + "Z";
}

std::optional<Time> parse_date(std::string_view date) {
  using namespace std::chrono;
  if (!has_form(date)) return std::nullopt;
  const auto micros = fraction(date.substr(kPattern.size(), date.size() - kPattern.size() - 1));
  const year_month_day day(year(static_cast<int>(number_at(date, 0, 4))), month(number_at(date, 5, 2)),
                           std::chrono::day(number_at(date, 8, 2)));
  const unsigned hour = number_at(date, 11, 2), minute = number_at(date, 14, 2), second = number_at(date, 17, 2);
  if (!micros || !day.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  if (day.year() < year(1700) || day.year() > year(2260)) return std::nullopt;  // beyond what Time holds
  return sys_days(day) + hours(hour) + minutes(minute) + seconds(second) + *micros;
}

}  // namespace pressmark::warc
