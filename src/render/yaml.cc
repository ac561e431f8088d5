#include "render/yaml.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::render {
namespace {

// 5.1 Character Set: what a plain scalar may show, less what is invisible or ends a line in one of the two versions.
// https://yaml.org/spec/1.2.2/#51-character-set
constexpr bool is_shown(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  return c != 0x2028 && c != 0x2029 && c != 0xFEFF && (c & 0xFFFE) != 0xFFFE;
}

// Words that YAML 1.1 or 1.2 reads as null, a boolean, a number or a directive.
bool is_keyword(std::string_view text) {
  constexpr std::array<std::string_view, 16> kWords = {"~", "null", "true", "false", "yes",  "no",    "on",    "off",
                                                       "y", "n",    "=",    "<<",    ".inf", "-.inf", "+.inf", ".nan"};
  return text.size() <= 5 &&
         std::ranges::any_of(kWords, [&](auto word) { return ascii::equals_ignoring_case(text, word); });
}

// Whether it could be a number, a time or a date: more is quoted than must be, since the two versions differ in which.
bool looks_numeric(std::string_view text) {
  if (!ascii::is_digit(text[0]) && text[0] != '.' && text[0] != '+' && text[0] != '-') return false;
  return text.find_first_not_of("0123456789abcdefABCDEFxXoO_.,:+- tTzZ") == std::string_view::npos;
}

class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text) {}
  bool done() const { return text_.empty(); }
  bool skip(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // A number of exactly `digits` digits, or -1.
  int number(std::size_t digits) {
    if (text_.size() < digits) return -1;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!ascii::is_digit(text_[i])) return -1;
      value = value * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(digits);
    return value;
  }
  void skip_digits() { text_.remove_prefix(std::min(text_.find_first_not_of("0123456789"), text_.size())); }

 private:
  std::string_view text_;
};

bool in_range(int value, int low, int high) { return value >= low && value <= high; }

bool read_zone(DateReader& reader) {
  if (reader.done() || reader.skip('Z')) return reader.done();
  if (!reader.skip('+') && !reader.skip('-')) return false;
  if (!in_range(reader.number(2), 0, 23)) return false;
  return reader.done() || (reader.skip(':') && in_range(reader.number(2), 0, 59) && reader.done());
}

// YYYY-MM-DD, or that and Thh:mm:ss with a fraction and a zone, and a day that exists: readers refuse others.
// https://yaml.org/type/timestamp.html
bool is_timestamp(std::string_view text) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  DateReader reader(text);
  const int year = reader.number(4);
  if (!in_range(year, 1, 9999) || !reader.skip('-')) return false;
  const int month = reader.number(2);
  if (!in_range(month, 1, 12) || !reader.skip('-')) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days = kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
  if (!in_range(reader.number(2), 1, days)) return false;
  if (reader.done()) return true;
  if (!reader.skip('T')) return false;
  if (!in_range(reader.number(2), 0, 23) || !reader.skip(':')) return false;
  if (!in_range(reader.number(2), 0, 59) || !reader.skip(':')) return false;
  if (!in_range(reader.number(2), 0, 59)) return false;
  if (reader.skip('.')) {
    if (reader.number(1) < 0) return false;
    reader.skip_digits();
  }
  return read_zone(reader);
}

bool is_shown_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character c = utf8::next(text, at);
    if (!c.valid || !is_shown(c.code_point)) return false;
    at += c.size;
  }
  return true;
}

// 7.3.3 Plain Style. https://yaml.org/spec/1.2.2/#733-plain-style
bool is_plain(std::string_view text, YamlPlace place) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (place == YamlPlace::kFlow && text.find_first_of(",[]{}:#?") != std::string_view::npos) return false;
  if (text.starts_with("...") || is_keyword(text) || !is_shown_text(text)) return false;
  return !looks_numeric(text) || (place == YamlPlace::kDate && is_timestamp(text));
}

void append_escaped(std::string& out, char32_t c) {
  constexpr char kHex[] = "0123456789ABCDEF";
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c > 0xFFFF) {
    out += "\\U";
    for (int shift = 28; shift >= 0; shift -= 4) out.push_back(kHex[(c >> shift) & 0xF]);
  } else {
    out += c < 0x100 ? "\\x" : "\\u";
    for (int shift = c < 0x100 ? 4 : 12; shift >= 0; shift -= 4) out.push_back(kHex[(c >> shift) & 0xF]);
  }
}

}  // namespace

void append_yaml(std::string& out, std::string_view text, YamlPlace place) {
  if (is_plain(text, place)) {
    out += text;
    return;
  }
  out.push_back('"');
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character c = utf8::next(text, at);
    if (c.code_point == '"' || c.code_point == '\\') {
      out.append({'\\', text[at]});
    } else if (!is_shown(c.code_point)) {
      append_escaped(out, c.code_point);
    } else if (c.valid) {
      out.append(text, at, c.size);
    } else {
      utf8::append(out, utf8::kReplacement);
    }
    at += c.size;
  }
  out.push_back('"');
}

}  // namespace pressmark::render
