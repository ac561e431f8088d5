#include "fetch/date.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace pressmark::fetch {
namespace {

using std::chrono::minutes;
using std::chrono::sys_seconds;

constexpr auto kMonths = std::to_array<std::string_view>(
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});
// https://www.rfc-editor.org/rfc/rfc5322#section-4.3
constexpr auto kZones = std::to_array<std::pair<std::string_view, int>>(
    {{"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}});

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || !ascii::is_digit(digits[0]) || failed != std::errc() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return value;
}

// In lower case; "06-Nov-94" is three.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool is_joined = false;
  for (const char c : text) {
    const bool parts = c == ' ' || c == '\t' || c == ',' || (c == '-' && is_joined);
    if (words.empty() || parts) words.emplace_back();
    if (!parts) words.back() += ascii::to_lower(c);
    // A hyphen behind a day or a month; one behind white space begins a zone.
    is_joined = ascii::is_alphanumeric(c) && words.back().size() <= 3;
  }
  std::erase(words, "");
  return words;
}

// "+0800", "+08:00", "est"; any other name is taken for UTC, as RFC 5322 has it.
minutes offset_of(std::string_view zone) {
  const auto* const named = std::ranges::find(kZones, zone, [](const auto& entry) { return entry.first; });
  if (named != kZones.end()) return minutes(named->second * 60);
  if (zone.size() < 5 || (zone[0] != '+' && zone[0] != '-')) return minutes(0);
  const auto hours = number(zone.substr(1, 2)), rest = number(zone.substr(zone.size() - 2));
  if (!hours || !rest || *hours > 14 || *rest > 59) return minutes(0);
  return minutes((*hours * 60 + *rest) * (zone[0] == '-' ? -1 : 1));
}

// "08:49" or "08:49:37".
std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
  if (text.size() != 5 && text.size() != 8) return std::nullopt;
  const auto hour = number(text.substr(0, 2)), minute = number(text.substr(3, 2));
  const auto second = text.size() == 8 ? number(text.substr(6, 2)) : std::optional(0);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  if (text[2] != ':' || (text.size() == 8 && text[5] != ':')) return std::nullopt;
  return std::chrono::seconds((*hour * 60 + *minute) * 60 + *second);
}

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7-14: years of two digits are never far ahead.
int full_year(int year, std::size_t digits) {
  if (digits > 2) return year;
  return year + (year < 70 ? 2000 : 1900);
}

bool is_digits(std::string_view text, std::size_t from, std::size_t count) {
  const std::string_view part = text.size() >= from + count ? text.substr(from, count) : std::string_view();
  return part.size() == count && std::ranges::all_of(part, ascii::is_digit);
}

bool is_between(std::string_view digits, int least, int most) {
  const auto value = number(digits);
  return value && *value >= least && *value <= most;
}

// "2024", "2024-05", "2024-05-01", and with a time, seconds, their fraction and a zone.
bool is_iso(std::string_view text) {
  if (!is_digits(text, 0, 4)) return false;
  if (text.size() == 4) return true;
  if (text[4] != '-' || !is_digits(text, 5, 2) || !is_between(text.substr(5, 2), 1, 12)) return false;
  if (text.size() == 7) return true;
  if (text[7] != '-' || !is_digits(text, 8, 2) || !is_between(text.substr(8, 2), 1, 31)) return false;
  if (text.size() == 10) return true;
  if (text.size() < 16 || text[10] != 'T') return false;
  std::string_view rest = text.substr(11);
  const std::size_t end = std::min(rest.find_first_of(".,Z+-"), rest.size());
  if (!time_of_day(rest.substr(0, end))) return false;
  rest.remove_prefix(end);
  if (rest.starts_with('.') || rest.starts_with(',')) {
    rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
  }
  if (rest.empty() || rest == "Z") return true;
  const bool is_signed = rest[0] == '+' || rest[0] == '-';
  return is_signed && is_digits(rest, 1, 2) &&
         (rest.size() == 3 || (rest.size() == 5 && is_digits(rest, 3, 2)) ||
          (rest.size() == 6 && rest[3] == ':' && is_digits(rest, 4, 2)));
}

}  // namespace

std::optional<sys_seconds> parse_date(std::string_view text) {
  std::optional<int> day, year, month;
  std::optional<std::chrono::seconds> time;
  minutes offset(0);
  for (const std::string& word : words_of(ascii::trimmed(text.substr(0, 64)))) {
    const auto value = number(word);
    const auto* const name = std::ranges::find(kMonths, std::string_view(word).substr(0, 3));
    if (value && !day) {
      day = value;
    } else if (value && !year) {
      year = full_year(*value, word.size());
    } else if (word.find(':') == 2 && !time) {
      time = time_of_day(word);
    } else if (name != kMonths.end() && !month) {
      month = static_cast<int>(name - kMonths.begin()) + 1;
    } else if (time) {
      offset = offset_of(word);
    }
  }
  if (!day || !month || !year || *year < 1 || *year > 9998) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + time.value_or(std::chrono::seconds(0)) - offset;
}

std::string iso_date(std::string_view text) {
  std::string date(ascii::trimmed(text).substr(0, 40));
  if (date.size() > 10 && (date[10] == ' ' || date[10] == 't')) date[10] = 'T';
  if (const std::size_t space = date.find(' '); space != date.npos && is_digits(date, 0, 4)) date.erase(space, 1);
  if (date.ends_with('z')) date.back() = 'Z';
  if (is_iso(date)) return date;
  const auto time = parse_date(text);
  if (!time) return {};
  const auto day = std::chrono::floor<std::chrono::days>(*time);
  const std::chrono::year_month_day ymd(day);
  const auto seconds = (*time - day).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

}  // namespace pressmark::fetch
