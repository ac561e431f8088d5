#include "extract/literal.h"

#include <charconv>

#include "extract/literal_scanner.h"

namespace pressmark::extract {
namespace {

class Reader {
 public:
  Reader(std::string_view text, Dialect dialect) : scan_(text, dialect), dialect_(dialect) {}

  // The next value at top level; nullopt when only white space and stray marks are left.
  std::optional<Value> next() {
    result_.reset();
    while (!result_ && !scan_.at_end()) step();
    while (!open_.empty()) close();  // Cut off: what was read so far.
    return std::move(result_);
  }
  std::size_t offset() const { return scan_.offset(); }

 private:
  struct Open {
    Value value;
    bool has_key = false;  // An object's member whose value is due: its key waits in `key`.
    std::string key{};
  };

  void step() {
    scan_.skip_space();
    if (scan_.at_end()) return;
    const char c = scan_.peek();
    if (c == '}' || c == ']') return close_bracket(c);
    if (c == ',' || c == ';' || c == ':' || c == ')') return scan_.advance();
    if (!open_.empty() && open_.back().value.is(Value::Kind::kObject) && !open_.back().has_key) return read_key();
    read_value(c);
  }

  // A member's name. A string or word that no colon follows is a leftover of broken text: dropped.
  void read_key() {
    std::optional<std::string> key = scan_.key();
    if (!key) return scan_.advance();
    scan_.skip_space();
    if (scan_.at_end() || scan_.peek() != ':') return;
    scan_.advance();
    open_.back().has_key = true;
    open_.back().key = std::move(*key);
  }

  void read_value(char c) {
    if (c == '{' || c == '[') {
      if (open_.size() < kMaxLiteralDepth && values_ < kMaxLiteralValues) return open_bracket(c);
      scan_.skip_balanced();
      return attach(Value{});
    }
    attach(scan_.scalar(open_.empty() ? Value::Kind::kNull : open_.back().value.kind));
  }

  void open_bracket(char c) {
    scan_.advance();
    Open open;
    open.value.kind = c == '{' ? Value::Kind::kObject : Value::Kind::kArray;
    (c == '{' ? open_objects_ : open_arrays_) += 1;
    open_.push_back(std::move(open));
  }

  // Closes the innermost container of that kind with what is open inside it; a bracket that closes nothing is passed
  // over.
  void close_bracket(char c) {
    scan_.advance();
    const auto kind = c == '}' ? Value::Kind::kObject : Value::Kind::kArray;
    if ((c == '}' ? open_objects_ : open_arrays_) == 0) return;
    while (!open_.back().value.is(kind)) close();
    close();
  }

  void close() {
    Value value = std::move(open_.back().value);
    open_.pop_back();
    (value.is(Value::Kind::kObject) ? open_objects_ : open_arrays_) -= 1;
    attach(std::move(value));
  }

  void attach(Value value) {
    values_ += 1;
    if (dialect_ == Dialect::kScript && !open_.empty()) scan_.skip_rest_of_expression();
    if (open_.empty()) {
      result_ = std::move(value);
      return;
    }
    Open& parent = open_.back();
    if (parent.value.is(Value::Kind::kObject)) {
      value.key = std::move(parent.key);
      parent.has_key = false;
    }
    if (values_ <= kMaxLiteralValues) parent.value.items.push_back(std::move(value));
  }

  LiteralScanner scan_;
  Dialect dialect_;
  std::vector<Open> open_{};
  std::size_t open_objects_ = 0, open_arrays_ = 0;
  std::size_t values_ = 0;
  std::optional<Value> result_{};
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  std::size_t at = text.find(from);
  if (at == std::string::npos) return;
  std::string out;
  out.reserve(text.size());
  std::size_t done = 0;
  for (; at != std::string::npos; at = text.find(from, done)) {
    out.append(text, done, at - done).append(to);
    done = at + from.size();
  }
  text = out.append(text, done);
}

// Quotes as references and none as themselves: the whole was encoded once too often.
bool is_entity_encoded(std::string_view text) {
  return text.find('"') == std::string_view::npos &&
         (text.find("&quot;") != std::string_view::npos || text.find("&#34;") != std::string_view::npos);
}

std::string decode_entities(std::string_view text) {
  std::string out(text);
  replace_all(out, "&quot;", "\"");
  replace_all(out, "&#34;", "\"");
  replace_all(out, "&#39;", "'");
  replace_all(out, "&lt;", "<");
  replace_all(out, "&gt;", ">");
  replace_all(out, "&amp;", "&");
  return out;
}

}  // namespace

const Value* Value::find(std::string_view name) const {
  if (kind != Kind::kObject) return nullptr;
  for (const Value& item : items) {
    if (item.key == name) return &item;
  }
  return nullptr;
}

std::string_view Value::text_of(std::string_view name) const {
  const Value* member = find(name);
  return member != nullptr && (member->is(Kind::kString) || member->is(Kind::kNumber)) ? member->text
                                                                                       : std::string_view();
}

std::optional<std::int64_t> Value::integer_of(std::string_view name) const {
  const std::string_view digits = text_of(name);
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

Value read_literal(std::string_view text, Dialect dialect, std::size_t* end) {
  Reader reader(text, dialect);
  std::optional<Value> value = reader.next();
  if (end != nullptr) *end = reader.offset();
  return value ? std::move(*value) : Value{};
}

std::vector<Value> read_json_values(std::string_view text) {
  std::vector<Value> values;
  const std::string decoded = is_entity_encoded(text) ? decode_entities(text) : std::string();
  Reader reader(decoded.empty() ? text : decoded, Dialect::kJson);
  while (std::optional<Value> value = reader.next()) {
    const bool is_container = value->is(Value::Kind::kObject) || value->is(Value::Kind::kArray);
    if (is_container && values.size() < kMaxLiteralValues) values.push_back(std::move(*value));
  }
  return values;
}

std::string js_decode(std::string_view text) {
  std::string out(text);
  if (out.find("\\x") == std::string::npos) return out;
  replace_all(out, "\\x5c", "\\");
  replace_all(out, "\\x0d", "\r");
  replace_all(out, "\\x22", "\"");
  replace_all(out, "\\x26", "&");
  replace_all(out, "\\x27", "'");
  replace_all(out, "\\x3c", "<");
  replace_all(out, "\\x3e", ">");
  replace_all(out, "\\x0a", "\n");
  return out;
}

}  // namespace pressmark::extract
