// One lenient reader of JSON and of JavaScript literals, as pages hold them. Never fails: what can't be read is null or
// left out. Linear, iterative, no JavaScript engine. Decision: docs/decisions/0007-literal-reader.md
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::extract {

// Deeper containers are passed over and stand as null.
inline constexpr std::size_t kMaxLiteralDepth = 256;
// What follows so many values is passed over.
inline constexpr std::size_t kMaxLiteralValues = 400'000;

// A value of the tree. Owns everything; at most kMaxLiteralDepth deep.
struct Value {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  std::string key{};           // as a member of an object: its name
  std::string text{};          // kString; kNumber and kBool: as written ("2247504179", "true")
  std::vector<Value> items{};  // kArray, kObject: in the order of the source

  bool is(Kind other) const { return kind == other; }
  // The first member of that name, or nullptr; of anything but an object: nullptr.
  const Value* find(std::string_view name) const;
  // The member's text if it is a string or a number, else "". Views live as long as this Value.
  std::string_view text_of(std::string_view name) const;
  // The member as an integer, where it is a number or a string of digits.
  std::optional<std::int64_t> integer_of(std::string_view name) const;
};

enum class Dialect : std::uint8_t {
  kJson,   // JSON as broken as pages have it: a quote inside a string, bare words, several values in a row
  kScript  // a JavaScript expression: '\x22', JsDecode('...'), '12' * 1, 'a' + 'b'; what it calls is null
};

// The value that `text` begins with; *end, when given, is the offset behind it.
Value read_literal(std::string_view text, Dialect dialect, std::size_t* end = nullptr);

// All values of `text`, one after the other: the contents of a JSON-LD script. HTML comment and CDATA wrappers are
// passed over, and a text whose quotes are all character references is read as what it stands for.
std::vector<Value> read_json_values(std::string_view text);

// What WeChat's JsDecode does to a string that is already unescaped: eight replacements, one after the other.
std::string js_decode(std::string_view text);

}  // namespace pressmark::extract
