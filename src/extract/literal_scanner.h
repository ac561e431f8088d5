// The tokens of the literal reader: white space and wrappers, keys, strings, numbers and bare words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extract/literal.h"

namespace pressmark::extract {

class LiteralScanner {
 public:
  LiteralScanner(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return text_[at_]; }
  void advance() { at_ += 1; }
  std::size_t offset() const { return at_ < text_.size() ? at_ : text_.size(); }

  // Passes over white space, comments, <!-- --> and CDATA wrappers.
  void skip_space();
  // A member's name, quoted or bare; nullopt (nothing consumed) where none begins.
  std::optional<std::string> key();
  // A string, number, word or call; always consumes something. `parent` is what it stands in (kNull: nothing).
  Value scalar(Value::Kind parent);
  // Passes over a bracket and all up to its partner.
  void skip_balanced();
  // Passes over operators and calls behind a value, up to the separator.
  void skip_rest_of_expression();

 private:
  bool starts_with(std::string_view prefix) const { return text_.substr(at_).starts_with(prefix); }
  void skip_past(std::string_view mark);
  std::string string(char quote, Value::Kind parent);
  void escape(std::string& out);
  std::optional<char32_t> hex(std::size_t digits);
  bool quote_ends_string(Value::Kind parent) const;
  bool member_follows(std::size_t at, Value::Kind parent) const;
  std::string_view word();
  Value bare_json();
  Value script_scalar();
  Value script_operand();
  Value script_word();
  void skip_string();

  std::string_view text_;
  Dialect dialect_;
  std::size_t at_ = 0;
};

}  // namespace pressmark::extract
