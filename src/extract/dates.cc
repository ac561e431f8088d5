#include "extract/dates.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>

#include "base/ascii.h"
#include "extract/dates_tokens.h"

namespace pressmark::extract {
namespace {

using Kind = DateToken::Kind;

struct Day {
  int year = 0, month = 0, day = 0;
};

bool is_valid(const Day& date) {
  using namespace std::chrono;
  if (date.year < 1970 || date.year > 2100 || date.month < 1 || date.day < 1) return false;
  if (date.year == 1970 && date.month == 1 && date.day == 1) return false;  // No date: a zero that was formatted.
  return (year(date.year) / month(static_cast<unsigned>(date.month)) / day(static_cast<unsigned>(date.day))).ok();
}

std::string iso_day(const Day& date) { return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day); }

constexpr auto kOrdinals =
    std::to_array<std::string_view>({"st", "nd", "rd", "th", "er", "º", "ª", "e", "ro", "a", "o"});
constexpr auto kOf =
    std::to_array<std::string_view>({"de", "of", "di", "del", "d", "da", "do", "van", "г", "r", "w", "thg"});

// Before a date: something ends on it.
constexpr auto kEnds = std::to_array<std::string_view>({"until", "till", "through", "thru", "valid", "ends", "expires",
                                                        "expire", "expired", "expiry", "expiration", "deadline",
                                                        "offer", "sale", "due", "bis", "hasta"});
constexpr auto kWideEnds = std::to_array<std::string_view>({"截止", "截至", "有效期", "到期"});

// Whether one of the last words is of that kind; `text` ends where the tokens do.
bool names_end(std::string_view text, std::span<const DateToken> before) {
  constexpr std::size_t kReach = 24;  // bytes: no spaces part the words of Chinese
  const std::string_view close = text.substr(text.size() - std::min(text.size(), kReach));
  if (std::ranges::any_of(kWideEnds, [&](std::string_view end) { return close.contains(end); })) return true;
  constexpr int kMostWords = 4;
  int words = 0;
  for (std::size_t i = before.size(); i-- > 0 && words < kMostWords;) {
    if (before[i].kind == Kind::kNumber) return false;  // Another date, or an amount.
    if (before[i].kind != Kind::kWord) continue;
    ++words;
    if (std::ranges::find(kEnds, before[i].text) != kEnds.end()) return true;
  }
  return false;
}

// The patterns, each tried at one place; on a match at_ stands behind the date.
class Matcher {
 public:
  Matcher(std::string_view text, std::span<const DateToken> tokens, DayOrder order, int year_digits = 4)
      : text_(text), tokens_(tokens), order_(order), year_digits_(year_digits) {}

  std::optional<StatedDate> first() {
    for (std::size_t begin = 0; begin < tokens_.size(); ++begin) {
      if (tokens_[begin].kind == Kind::kMark) continue;
      const std::optional<Day> date = day_at(begin);
      if (!date) continue;
      if (!names_end(text_.substr(0, tokens_[begin].at), tokens_.first(begin))) return with_time(*date);
      begin = at_ - 1;
    }
    return std::nullopt;
  }

 private:
  bool number(std::size_t at, int fewest, int most) const {
    return at < tokens_.size() && tokens_[at].kind == Kind::kNumber && tokens_[at].digits >= fewest &&
           tokens_[at].digits <= most;
  }
  bool mark(std::size_t at, char c) const {
    return at < tokens_.size() && tokens_[at].kind == Kind::kMark && tokens_[at].mark == c;
  }
  bool word(std::size_t at) const { return at < tokens_.size() && tokens_[at].kind == Kind::kWord; }
  int value(std::size_t at) const { return static_cast<int>(tokens_[at].value); }

  std::optional<Day> day_at(std::size_t begin) {
    for (const auto pattern : {&Matcher::year_first, &Matcher::compact, &Matcher::month_name_first,
                               &Matcher::day_then_name, &Matcher::year_then_name, &Matcher::day_or_month_first}) {
      at_ = begin;
      const std::optional<Day> date = (this->*pattern)();
      if (date && is_valid(*date)) return date;
    }
    return std::nullopt;
  }

  // 2024-11-20, 2024/11/20, 2024. 11. 20., 2024年11月20日
  std::optional<Day> year_first() {
    if (!number(at_, 4, 4) || !number(at_ + 2, 1, 2) || !number(at_ + 4, 1, 2)) return std::nullopt;
    const DateToken& first = tokens_[at_ + 1];
    const DateToken& second = tokens_[at_ + 3];
    const bool is_cjk = first.mark == 'Y' && second.mark == 'M';
    const bool is_plain = first.mark == second.mark && (first.mark == '-' || first.mark == '/' || first.mark == '.');
    if (first.kind != Kind::kMark || second.kind != Kind::kMark || !(is_cjk || is_plain)) return std::nullopt;
    if (at_ > 0 && tokens_[at_ - 1].kind == Kind::kMark && tokens_[at_ - 1].mark == first.mark &&
        !tokens_[at_].spaced && is_plain && at_ > 1 && tokens_[at_ - 2].kind == Kind::kNumber) {
      return std::nullopt;  // In the midst of a longer number.
    }
    const Day date{value(at_), value(at_ + 2), value(at_ + 4)};
    at_ += 5;
    if (mark(at_, 'D') || (mark(at_, '.') && first.mark == '.')) at_ += 1;
    return date;
  }

  // 20241120, 20241120102200 is left to the time
  std::optional<Day> compact() {
    if (!number(at_, 8, 8)) return std::nullopt;
    const int digits = value(at_);
    at_ += 1;
    return Day{digits / 10000, digits / 100 % 100, digits % 100};
  }

  // November 20, 2024; Nov. 20th 2024
  std::optional<Day> month_name_first() {
    if (!word(at_)) return std::nullopt;
    const int month = month_of(tokens_[at_].text);
    at_ += 1;
    if (mark(at_, '.') || mark(at_, '-')) at_ += 1;
    if (month == 0 || !number(at_, 1, 2)) return std::nullopt;
    const int day = value(at_);
    at_ += 1;
    skip_ordinal();
    if (mark(at_, ',') || mark(at_, '-')) at_ += 1;
    if (!number(at_, 4, 4)) return std::nullopt;
    const int year = value(at_);
    at_ += 1;
    return Day{year, month, day};
  }

  // 20 November 2024, 20. November 2024, 20 de noviembre de 2024, 20-Nov-2024, 1er août 2024
  std::optional<Day> day_then_name() {
    if (!number(at_, 1, 2)) return std::nullopt;
    const int day = value(at_);
    at_ += 1;
    skip_ordinal();
    if (mark(at_, '.') || mark(at_, '-') || mark(at_, '/')) at_ += 1;
    skip_of();
    if (!word(at_)) return std::nullopt;
    const int month = month_of(tokens_[at_].text);
    at_ += 1;
    if (mark(at_, '.')) at_ += 1;
    if (mark(at_, ',') || mark(at_, '-') || mark(at_, '/')) at_ += 1;
    skip_of();
    if (month == 0 || !number(at_, 4, 4)) return std::nullopt;
    const int year = value(at_);
    at_ += 1;
    return Day{year, month, day};
  }

  // 2024 November 20, 2024. november 20.
  std::optional<Day> year_then_name() {
    if (!number(at_, 4, 4)) return std::nullopt;
    const int year = value(at_);
    at_ += 1;
    if (mark(at_, '.') || mark(at_, ',') || mark(at_, '-') || mark(at_, '/')) at_ += 1;
    if (!word(at_)) return std::nullopt;
    const int month = month_of(tokens_[at_].text);
    at_ += 1;
    if (mark(at_, '.') || mark(at_, '-') || mark(at_, '/')) at_ += 1;
    if (month == 0 || !number(at_, 1, 2)) return std::nullopt;
    const int day = value(at_);
    at_ += 1;
    if (is_year_behind()) return std::nullopt;
    return Day{year, month, day};
  }

  // "In 2024 November 20, 2023": the year before belongs to what stands before.
  bool is_year_behind() {
    skip_ordinal();
    return number(at_, 4, 4) || (mark(at_, ',') && number(at_ + 1, 4, 4));
  }

  // 20.11.2024 always has the day first; 20/11/2024 and 20-11-2024 as the order says or as they only can be read.
  std::optional<Day> day_or_month_first() {
    if (!number(at_, 1, 2) || !number(at_ + 2, 1, 2) || !number(at_ + 4, year_digits_, year_digits_))
      return std::nullopt;
    const DateToken& separator = tokens_[at_ + 1];
    if (separator.kind != Kind::kMark || !mark(at_ + 3, separator.mark)) return std::nullopt;
    if (separator.mark != '.' && separator.mark != '/' && separator.mark != '-') return std::nullopt;
    const int first = value(at_), second = value(at_ + 2), year = value(at_ + 4) + (year_digits_ == 2 ? 2000 : 0);
    at_ += 5;
    if (separator.mark == '.' || first > 12 || first == second) return Day{year, second, first};
    if (second > 12) return Day{year, first, second};
    if (order_ == DayOrder::kUnknown) return std::nullopt;
    return order_ == DayOrder::kMonthFirst ? Day{year, first, second} : Day{year, second, first};
  }

  void skip_ordinal() {
    if (word(at_) && !tokens_[at_].spaced && std::ranges::find(kOrdinals, tokens_[at_].text) != kOrdinals.end())
      at_ += 1;
  }
  void skip_of() {
    if (word(at_) && std::ranges::find(kOf, tokens_[at_].text) != kOf.end()) at_ += 1;
    if (mark(at_, '\'')) at_ += 1;
  }

  StatedDate with_time(const Day& date) {
    StatedDate stated{.day = iso_day(date), .date_time = iso_day(date)};
    // A few marks or one word ("T", "at", "um") may stand before the time.
    std::size_t at = at_;
    int words = 0;
    while (at < tokens_.size() && at < at_ + 4 && tokens_[at].kind != Kind::kNumber) {
      if (tokens_[at].kind == Kind::kWord && ++words > 1) return stated;
      ++at;
    }
    if (!number(at, 1, 2) || !mark(at + 1, ':') || !number(at + 2, 2, 2)) return stated;
    int hour = value(at);
    const int minute = value(at + 2);
    at += 3;
    std::string seconds;
    if (mark(at, ':') && number(at + 1, 2, 2) && value(at + 1) < 61) {
      seconds = fmt::format(":{:02}", value(at + 1));
      at += 2;
      if (mark(at, '.') && number(at + 1, 1, 9)) at += 2;  // Parts of a second are of no use to a reader.
    }
    if (word(at) && (tokens_[at].text == "am" || tokens_[at].text == "pm") && hour <= 12) {
      hour = hour % 12 + (tokens_[at].text == "pm" ? 12 : 0);
      at += 1;
    }
    if (hour > 23 || minute > 59) return stated;
    stated.date_time += fmt::format("T{:02}:{:02}{}{}", hour, minute, seconds, offset_at(at));
    return stated;
  }

  // Z, GMT, UTC, +08:00, +0800, +08; "" for none and for names that mean several.
  std::string offset_at(std::size_t at) const {
    if (word(at)) {
      const std::string& name = tokens_[at].text;
      const bool is_utc = name == "z" || name == "gmt" || name == "utc";
      if (!is_utc) return "";
      if (!mark(at + 1, '+') && !mark(at + 1, '-')) return "Z";
      at += 1;
    }
    const bool has_sign = (mark(at, '+') || mark(at, '-')) && at + 1 < tokens_.size() && !tokens_[at + 1].spaced;
    if (!has_sign) return "";
    const char sign = tokens_[at].mark;
    if (number(at + 1, 4, 4)) return offset(sign, value(at + 1) / 100, value(at + 1) % 100);
    if (!number(at + 1, 1, 2)) return "";
    return offset(sign, value(at + 1), mark(at + 2, ':') && number(at + 3, 2, 2) ? value(at + 3) : 0);
  }
  static std::string offset(char sign, int hours, int minutes) {
    return hours > 15 || minutes > 59 ? std::string() : fmt::format("{}{:02}:{:02}", sign, hours, minutes);
  }

  std::string_view text_;
  std::span<const DateToken> tokens_;
  DayOrder order_;
  int year_digits_;
  std::size_t at_ = 0;
};

Day civil(std::int64_t days_since_1970) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{days_since_1970}}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

// Days since 1970 of a date that find_date gave.
std::int64_t days_of(std::string_view iso_day) {
  using namespace std::chrono;
  const auto part = [&](std::size_t at, std::size_t length) {
    int value = 0;
    for (const char c : iso_day.substr(at, length)) value = value * 10 + (c - '0');
    return value;
  };
  const sys_days date =
      year(part(0, 4)) / month(static_cast<unsigned>(part(5, 2))) / day(static_cast<unsigned>(part(8, 2)));
  return date.time_since_epoch().count();
}

bool is_all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, ascii::is_digit); }

// How many days before today the unit counts by hours and less: none.
int days_of_unit(std::string_view unit) {
  if (unit.starts_with("hour") || unit.starts_with("min") || unit.starts_with("sec") || unit == "hr" || unit == "hrs" ||
      unit == "h")
    return 0;
  if (unit == "day" || unit == "days" || unit == "d") return 1;
  return unit == "week" || unit == "weeks" || unit == "w" ? 7 : -1;
}

std::optional<int> days_back(std::string_view text) {
  const std::vector<DateToken> tokens = date_tokens(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text == "today") return 0;
    if (tokens[i].text == "yesterday") return 1;
    const bool counts = tokens[i].kind == Kind::kNumber && tokens[i].digits <= 3 && i + 2 < tokens.size() &&
                        tokens[i + 2].text == "ago";
    if (counts && days_of_unit(tokens[i + 1].text) >= 0)
      return static_cast<int>(tokens[i].value) * days_of_unit(tokens[i + 1].text);
  }
  constexpr std::array<std::pair<std::string_view, int>, 4> kDays = {
      {{"前天", 2}, {"昨天", 1}, {"今天", 0}, {"刚刚", 0}}};
  for (const auto& [name, days] : kDays) {
    if (text.find(name) != std::string_view::npos) return days;
  }
  constexpr std::array<std::pair<std::string_view, int>, 4> kUnits = {
      {{"天前", 1}, {"小时前", 0}, {"分钟前", 0}, {"周前", 7}}};
  for (const auto& [unit, days] : kUnits) {
    const std::size_t found = text.find(unit);
    if (found == std::string_view::npos || tokens.empty()) continue;
    const auto number =
        std::ranges::find_if(tokens, [](const DateToken& token) { return token.kind == Kind::kNumber; });
    if (number != tokens.end() && number->digits <= 3) return static_cast<int>(number->value) * days;
  }
  return std::nullopt;
}

}  // namespace

DayOrder day_order(std::string_view language) {
  if (language.empty()) return DayOrder::kUnknown;
  std::string tag(language.substr(0, 5));
  std::ranges::transform(tag, tag.begin(), [](char c) { return c == '_' ? '-' : ascii::to_lower(c); });
  if (tag == "en-us" || tag == "en-ph") return DayOrder::kMonthFirst;
  if (tag == "en") return DayOrder::kUnknown;  // Either.
  return DayOrder::kDayFirst;
}

std::optional<StatedDate> find_date(std::string_view text, DayOrder order) {
  text = text.substr(0, kLongestDateText);
  const std::vector<DateToken> tokens = date_tokens(text);
  return Matcher(text, tokens, order).first();
}

std::optional<StatedDate> find_date_of_short_year(std::string_view text, DayOrder order) {
  constexpr int kShort = 2;
  text = text.substr(0, kLongestDateText);
  const std::vector<DateToken> tokens = date_tokens(text);
  return Matcher(text, tokens, order, kShort).first();
}

std::optional<StatedDate> read_date_field(std::string_view text, DayOrder order) {
  if (is_all_digits(text) && (text.size() == 10 || text.size() == 13)) {
    std::int64_t seconds = 0;
    for (const char c : text.substr(0, 10)) seconds = seconds * 10 + (c - '0');
    return at_offset(seconds, 0);
  }
  if (is_all_digits(text) && text.size() == 14) return find_date(text.substr(0, 8), order);
  return find_date(text, order);
}

std::optional<StatedDate> find_relative_date(std::string_view text, std::string_view fetch_date) {
  const std::optional<StatedDate> fetched = find_date(fetch_date);
  if (!fetched || text.size() > kLongestDateText) return std::nullopt;
  const std::optional<int> back = days_back(text);
  if (!back) return std::nullopt;
  const std::string stated = iso_day(civil(days_of(fetched->day) - *back));
  return StatedDate{stated, stated};
}

bool leads_to_end(std::string_view text) { return names_end(text, date_tokens(text)); }

bool is_next_day(std::string_view before, std::string_view day) {
  const std::optional<StatedDate> first = find_date(before), second = find_date(day);
  return first && second && days_of(second->day) == days_of(first->day) + 1;
}

StatedDate at_offset(std::int64_t unix_seconds, int offset_minutes) {
  const std::int64_t local = unix_seconds + std::int64_t{60} * offset_minutes;
  const std::int64_t days = local / 86400 - (local % 86400 < 0 ? 1 : 0);
  const std::int64_t second = local - days * 86400;
  const Day date = civil(days);
  const int size = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  const std::string offset =
      offset_minutes == 0 ? "Z" : fmt::format("{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', size / 60, size % 60);
  return {.day = iso_day(date),
          .date_time = fmt::format("{}T{:02}:{:02}:{:02}{}", iso_day(date), second / 3600, second / 60 % 60,
                                   second % 60, offset)};
}

}  // namespace pressmark::extract
