#include "fetch/json_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::fetch {
namespace {

std::optional<std::uint32_t> four_digits(std::string_view text) {
  std::uint32_t unit = 0;
  if (text.size() < 4) return std::nullopt;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + 4, unit, 16);
  if (failed != std::errc() || end != text.data() + 4) return std::nullopt;
  return unit;
}

// Takes a \uXXXX, and its other half where it is one of two.
void add_escaped_unit(std::string& out, std::string_view& rest) {
  const auto unit = four_digits(rest);
  rest.remove_prefix(unit ? 4 : 0);
  std::uint32_t code_point = unit.value_or(utf8::kReplacement);
  if (code_point >= 0xD800 && code_point < 0xDC00 && rest.starts_with("\\u")) {
    const auto low = four_digits(rest.substr(2));
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (*low - 0xDC00);
      rest.remove_prefix(6);
    }
  }
  utf8::append(out, static_cast<char32_t>(code_point));
}

char unescaped(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
  }
}

}  // namespace

void JsonReader::skip_space() { text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size())); }

// A string whose quote has been seen; false when it does not end.
bool JsonReader::take_string() {
  content_.clear();
  text_.remove_prefix(1);
  while (!text_.empty()) {
    const std::size_t plain = std::min(text_.find_first_of("\"\\"), text_.size());
    content_ += text_.substr(0, plain);
    text_.remove_prefix(plain);
    if (text_.size() < 2 && !text_.starts_with('"')) return false;
    const char mark = text_[0];
    text_.remove_prefix(1);
    if (mark == '"') return true;
    const char c = text_[0];
    text_.remove_prefix(1);
    if (c == 'u') {
      add_escaped_unit(content_, text_);
    } else {
      content_ += unescaped(c);
    }
  }
  return false;
}

JsonReader::Event JsonReader::next() {
  text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n,"), text_.size()));
  if (text_.empty()) return Event::kDone;
  const char c = text_.front();
  if (c == '"') {
    if (!take_string()) return Event::kDone;
    skip_space();
    if (open_.empty() || open_.back() != '{' || !text_.starts_with(':')) return Event::kString;
    text_.remove_prefix(1);
    return Event::kKey;
  }
  if (c == '{' || c == '[') {
    text_.remove_prefix(1);
    if (open_.size() == kMaxDepth) text_ = {};
    if (text_.empty()) return Event::kDone;
    open_.push_back(c);
    return Event::kBegin;
  }
  if (c == '}' || c == ']') {
    text_.remove_prefix(1);
    if (open_.empty() || open_.back() != (c == '}' ? '{' : '[')) text_ = {};
    if (text_.empty() && open_.empty()) return Event::kDone;
    open_.pop_back();
    return Event::kEnd;
  }
  const auto is_of_it = [](char other) {
    return ascii::is_alphanumeric(other) || other == '-' || other == '+' || other == '.';
  };
  const auto size = static_cast<std::size_t>(std::ranges::find_if_not(text_, is_of_it) - text_.begin());
  if (size == 0) return text_ = {}, Event::kDone;
  content_ = text_.substr(0, size);
  text_.remove_prefix(size);
  return Event::kOther;
}

}  // namespace pressmark::fetch
