#include "extract/literal_scanner.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestBareKey = 64;

bool is_space(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7f;
}
// Bytes of a bare word; all of UTF-8 above ASCII counts, as JavaScript identifiers have it.
bool is_word(char c) {
  return ascii::is_alphanumeric(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

// Digits, with a sign, a fraction and an exponent as JSON has them.
bool is_number(std::string_view text) {
  const auto digits = [&text] {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count > 0;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (!digits()) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!digits()) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (!digits()) return false;
  }
  return text.empty();
}

Value text_value(Value::Kind kind, std::string_view text) {
  Value value;
  value.kind = kind;
  value.text = text;
  return value;
}

// true, false, a number, or null for null, undefined, NaN and whatever else a bare word may be.
Value word_value(std::string_view word) {
  if (word == "true" || word == "false") return text_value(Value::Kind::kBool, word);
  if (is_number(word)) return text_value(Value::Kind::kNumber, word);
  return Value{};
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

void LiteralScanner::skip_past(std::string_view mark) {
  const std::size_t found = text_.find(mark, at_);
  at_ = found == std::string_view::npos ? text_.size() : found + mark.size();
}

void LiteralScanner::skip_space() {
  static constexpr auto kWrappers =
      std::to_array<std::string_view>({"<!--", "-->", "<![CDATA[", "]]>", "\xef\xbb\xbf"});
  while (!at_end()) {
    const char c = peek();
    if (is_space(c)) {
      at_ += 1;
    } else if (!std::string_view("/<-]\xc2\xef").contains(c)) {
      return;  // None of the marks below begins so.
    } else if (starts_with("//")) {
      // "//<![CDATA[" and "//]]>" are often alone on a line that was joined with the next: only the mark goes.
      const std::string_view rest = trim(text_.substr(at_ + 2, 16));
      rest.starts_with("<![CDATA[") || rest.starts_with("]]>") || rest.starts_with("<!--") || rest.starts_with("-->")
          ? void(at_ += 2)
          : skip_past("\n");
    } else if (starts_with("/*")) {
      at_ += 2;
      skip_past("*/");
    } else if (starts_with("\xc2\xa0")) {
      at_ += 2;
    } else {
      const auto wrapper = std::ranges::find_if(kWrappers, [this](std::string_view mark) { return starts_with(mark); });
      if (wrapper == kWrappers.end()) return;
      at_ += wrapper->size();
    }
  }
}

std::optional<std::string> LiteralScanner::key() {
  const char c = peek();
  if (c == '"' || c == '\'') {
    // A key ends at the first quote: no lookahead.
    at_ += 1;
    std::string out;
    while (!at_end() && peek() != c) {
      if (peek() == '\\') {
        escape(out);
      } else {
        out += text_[at_++];
      }
    }
    if (!at_end()) at_ += 1;
    return out;
  }
  const std::string_view name = word();
  if (name.empty()) return std::nullopt;
  return std::string(name);
}

std::string_view LiteralScanner::word() {
  const std::size_t begin = at_;
  while (!at_end() && is_word(peek())) at_ += 1;
  return text_.substr(begin, at_ - begin);
}

std::optional<char32_t> LiteralScanner::hex(std::size_t digits) {
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (at_ + i >= text_.size()) return std::nullopt;
    const char c = text_[at_ + i];
    if (!ascii::is_hex_digit(c)) return std::nullopt;
    value = value * 16 + ascii::hex_value(c);
  }
  at_ += digits;
  return value;
}

// At a backslash: appends what it stands for. A bad escape stands for what follows the backslash.
void LiteralScanner::escape(std::string& out) {
  at_ += 1;
  if (at_end()) return;
  const char c = text_[at_++];
  switch (c) {
    case 'n': out += '\n'; return;
    case 't': out += '\t'; return;
    case 'r': out += '\r'; return;
    case 'b': out += '\b'; return;
    case 'f': out += '\f'; return;
    case 'v': out += '\v'; return;
    case '0': return;
    case '\n': return;  // A line continued.
    case '\r':
      if (!at_end() && peek() == '\n') at_ += 1;
      return;
    case 'x':
      if (const std::optional<char32_t> code = hex(2))
        utf8::append(out, *code);
      else
        out += c;
      return;
    case 'u': break;
    default: out += c; return;
  }
  if (!at_end() && peek() == '{') {  // \u{1F600}
    const std::size_t close = text_.substr(at_, 10).find('}');
    at_ += 1;
    const std::optional<char32_t> code = close == std::string_view::npos || close < 2 ? std::nullopt : hex(close - 1);
    if (code) at_ += 1;
    return utf8::append(out, code.value_or(0xfffd));
  }
  std::optional<char32_t> code = hex(4);
  if (!code) {
    out += c;
    return;
  }
  if (*code >= 0xd800 && *code < 0xdc00 && starts_with("\\u")) {
    const std::size_t before = at_;
    at_ += 2;
    const std::optional<char32_t> low = hex(4);
    if (low && *low >= 0xdc00 && *low < 0xe000) {
      code = 0x10000 + ((*code - 0xd800) << 10) + (*low - 0xdc00);
    } else {
      at_ = before;
    }
  }
  utf8::append(out, *code);
}

// Behind a comma: whether what begins at `at` can be the next member or element.
bool LiteralScanner::member_follows(std::size_t at, Value::Kind parent) const {
  while (at < text_.size() && is_space(text_[at])) ++at;
  if (at >= text_.size()) return true;
  const char c = text_[at];
  if (c == '"' || c == '\'' || c == '}' || c == ']' || c == ',' || c == '/') return true;
  if (parent != Value::Kind::kObject)
    return c == '{' || c == '[' || c == '-' || ascii::is_digit(c) || c == 't' || c == 'f' || c == 'n';
  if (c == '{') return true;
  const std::size_t limit = std::min(text_.size(), at + kLongestBareKey);
  std::size_t end = at;
  while (end < limit && is_word(text_[end])) ++end;
  while (end < limit && is_space(text_[end])) ++end;
  return end > at && end < text_.size() && text_[end] == ':';
}

// At a double quote inside a JSON string: whether it closes the string, or was meant to be escaped. Looks at what
// follows.
bool LiteralScanner::quote_ends_string(Value::Kind parent) const {
  std::size_t next = at_ + 1;
  while (next < text_.size() && is_space(text_[next])) ++next;
  if (next >= text_.size()) return true;
  const char c = text_[next];
  if (c == '}' || c == ']') return true;
  if (c == ',') return member_follows(next + 1, parent);
  if (c == '"') return next > at_ + 1;  // A missing comma; `""` is a quoted word at the end of the text.
  return c == '/' || text_.substr(next).starts_with("-->") || parent == Value::Kind::kNull;
}

std::string LiteralScanner::string(char quote, Value::Kind parent) {
  at_ += 1;
  const bool may_hold_quotes = dialect_ == Dialect::kJson && quote == '"';
  std::string out;
  while (!at_end()) {
    const std::size_t run = at_;
    while (!at_end() && peek() != quote && peek() != '\\') at_ += 1;
    out.append(text_.substr(run, at_ - run));
    if (at_end()) break;
    if (peek() == '\\') {
      escape(out);
    } else if (may_hold_quotes && !quote_ends_string(parent)) {
      out += quote;
      at_ += 1;
    } else {
      at_ += 1;
      break;
    }
  }
  return out;
}

Value LiteralScanner::scalar(Value::Kind parent) {
  const char c = peek();
  if (dialect_ == Dialect::kScript) return script_scalar();
  if (c == '"' || c == '\'') return text_value(Value::Kind::kString, string(c, parent));
  return bare_json();
}

// An unquoted value of JSON: a number, a word, or (`"date": 2024-01-05`) a string that lost its quotes.
Value LiteralScanner::bare_json() {
  const std::size_t begin = at_;
  while (!at_end() && peek() != ',' && peek() != '}' && peek() != ']' && peek() != '\n' && peek() != '"') at_ += 1;
  if (at_ == begin) at_ += 1;
  const std::string_view text = trim(text_.substr(begin, at_ - begin));
  const Value value = word_value(text);
  if (!value.is(Value::Kind::kNull) || text.empty() || text == "null" || text == "undefined" || text == "NaN")
    return value;
  return text_value(Value::Kind::kString, text);
}

// operand (+ operand)* (* 1)?
Value LiteralScanner::script_scalar() {
  Value value = script_operand();
  while (true) {
    const std::size_t before = at_;
    skip_space();
    if (at_end()) return value;
    if (peek() == '*') {  // '12' * 1 makes a number of a string; of other strings NaN.
      at_ += 1;
      skip_space();
      if (at_end() || !ascii::is_digit(peek())) return Value{};
      word();
      value = word_value(value.text);
    } else if (peek() == '+' && value.is(Value::Kind::kString)) {
      at_ += 1;
      skip_space();
      if (at_end()) return value;
      value.text += script_operand().text;
    } else {
      at_ = before;  // A line's end may end the statement.
      return value;
    }
  }
}

Value LiteralScanner::script_operand() {
  const char c = peek();
  if (c == '"' || c == '\'' || c == '`') return text_value(Value::Kind::kString, string(c, Value::Kind::kNull));
  if (starts_with("!0") || starts_with("!1")) {  // As minifiers write true and false.
    at_ += 2;
    return text_value(Value::Kind::kBool, text_[at_ - 1] == '0' ? "true" : "false");
  }
  if (c == '-' || is_word(c)) return script_word();
  if (c == '(') {
    skip_balanced();
  } else {
    at_ += 1;
  }
  return Value{};
}

// A number, a word, or a call: JsDecode and htmlDecode give their string, others nothing.
Value LiteralScanner::script_word() {
  const std::size_t begin = at_;
  at_ += 1;
  const auto goes_on = [this, begin] {
    const bool is_exponent =
        (peek() == '-' || peek() == '+') && (text_[at_ - 1] | 0x20) == 'e' && ascii::is_digit(text_[begin]);
    return is_word(peek()) || peek() == '.' || is_exponent;
  };
  while (!at_end() && goes_on()) at_ += 1;
  const std::string_view name = text_.substr(begin, at_ - begin);
  if (at_end() || peek() != '(') return word_value(name);
  const std::size_t call = at_;
  const bool is_js_decode = name == "JsDecode";
  if (is_js_decode || name == "htmlDecode") {
    at_ += 1;
    skip_space();
    if (!at_end() && (peek() == '\'' || peek() == '"' || peek() == '`')) {
      const std::string decoded = string(peek(), Value::Kind::kNull);
      skip_space();
      if (!at_end() && peek() == ')') at_ += 1;
      return text_value(Value::Kind::kString, is_js_decode ? js_decode(decoded) : decoded);
    }
  }
  at_ = call;
  skip_balanced();
  return Value{};
}

void LiteralScanner::skip_string() {
  const char quote = text_[at_++];
  while (!at_end() && peek() != quote) at_ += peek() == '\\' ? 2 : 1;
  at_ = std::min(at_ + 1, text_.size());
}

void LiteralScanner::skip_balanced() {
  std::size_t depth = 0;
  while (!at_end()) {
    const char c = peek();
    if (c == '"' || c == '\'' || c == '`') {
      skip_string();
      continue;
    }
    at_ += 1;
    if (c == '(' || c == '[' || c == '{') depth += 1;
    if ((c == ')' || c == ']' || c == '}') && --depth == 0) return;
  }
}

void LiteralScanner::skip_rest_of_expression() {
  while (!at_end()) {
    skip_space();
    if (at_end()) return;
    const char c = peek();
    if (c == ',' || c == '}' || c == ']' || c == ')' || c == ';') return;
    if (c == '(' || c == '[' || c == '{') {
      skip_balanced();
    } else if (c == '"' || c == '\'' || c == '`') {
      skip_string();
    } else {
      at_ += 1;
    }
  }
}

}  // namespace pressmark::extract
