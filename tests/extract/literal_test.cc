#include "extract/literal.h"

#include <gtest/gtest.h>

#include "pressmark/article.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

using testing::ExactCopy;

// The tree in one line: strings quoted, the rest bare.
void write(const Value& value, std::string& out) {  // Depth is at most kMaxLiteralDepth.
  const bool is_object = value.is(Value::Kind::kObject);
  switch (value.kind) {
    case Value::Kind::kNull: out += "null"; return;
    case Value::Kind::kBool:
    case Value::Kind::kNumber: out += value.text; return;
    case Value::Kind::kString: append_json_string(out, value.text); return;
    case Value::Kind::kArray:
    case Value::Kind::kObject: break;
  }
  out += is_object ? '{' : '[';
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (i > 0) out += ',';
    if (is_object) {
      append_json_string(out, value.items[i].key);
      out += ':';
    }
    write(value.items[i], out);
  }
  out += is_object ? '}' : ']';
}

std::string written(const Value& value) {
  std::string out;
  write(value, out);
  return out;
}

TEST(Literal, reads_json_as_pages_have_it) {
  for (const testing::Case& one : testing::read_cases(testing::own_data("extract/data/json.test"))) {
    const ExactCopy input(one.input);
    std::string out;
    for (const Value& value : read_json_values(input.view())) out += (out.empty() ? "" : "\n") + written(value);
    EXPECT_EQ(out, one.expected) << one.name;
  }
}

TEST(Literal, reads_javascript_literals_without_running_them) {
  for (const testing::Case& one : testing::read_cases(testing::own_data("extract/data/script.test"))) {
    const ExactCopy input(one.input);
    EXPECT_EQ(written(read_literal(input.view(), Dialect::kScript)), one.expected) << one.name;
  }
}

TEST(Literal, replaces_in_the_order_that_the_platform_does) {
  EXPECT_EQ(js_decode(R"(a\x0ab)"), "a\nb");
  EXPECT_EQ(js_decode(R"(\x5cx22)"), "\"") << "a backslash that was made first makes a quote next";
  EXPECT_EQ(js_decode(R"(\x26lt;\x3cb\x3e)"), "&lt;<b>");
  EXPECT_EQ(js_decode(R"(\x41)"), R"(\x41)") << "only eight are replaced";
}

TEST(Literal, passes_over_what_is_too_deep_and_reads_on) {
  for (const Dialect dialect : {Dialect::kJson, Dialect::kScript}) {
    std::string text = "{\"a\":";
    for (int i = 0; i < 5000; ++i) text += "[";
    for (int i = 0; i < 5000; ++i) text += "]";
    text += ",\"b\":7}";
    const ExactCopy input(text);
    EXPECT_EQ(read_literal(input.view(), dialect).text_of("b"), "7");
  }
}

TEST(Literal, reads_what_there_is_of_a_text_cut_anywhere) {
  const std::string whole = R"({"headline":"Caf\u00e9 \ud83d\ude00","author":[{"name":"A"},{"name":"B"}],"n":12})";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const ExactCopy input(std::string_view(whole).substr(0, length));
    for (const Dialect dialect : {Dialect::kJson, Dialect::kScript}) {
      const Value value = read_literal(input.view(), dialect);
      EXPECT_TRUE(length == 0 || value.is(Value::Kind::kObject)) << length;
      EXPECT_TRUE(length <= 32 || value.text_of("headline").starts_with("Caf")) << length;
    }
  }
}

TEST(Literal, says_where_it_ended) {
  std::size_t end = 0;
  EXPECT_EQ(written(read_literal("{a:1}; next()", Dialect::kScript, &end)), "{\"a\":1}");
  EXPECT_EQ(end, 5U);
}

TEST(Literal, gives_integers_of_numbers_and_of_digits_in_strings) {
  const Value value = read_literal("{a: '1762747210' * 1, b: '12', c: 'x', d: '1.5' * 1}", Dialect::kScript);
  EXPECT_EQ(value.integer_of("a"), 1762747210);
  EXPECT_EQ(value.integer_of("b"), 12);
  EXPECT_EQ(value.integer_of("c"), std::nullopt);
  EXPECT_EQ(value.integer_of("d"), std::nullopt);
  EXPECT_EQ(value.integer_of("none"), std::nullopt);
}

// Costs that grow with the square of the input would take minutes here.
TEST(Literal, costs_no_more_than_its_length) {
  constexpr std::size_t kSize = 2'000'000;
  const std::string quotes = "{\"a\":\"" + std::string(kSize, '"');
  std::string spaced = "[";
  while (spaced.size() < kSize) spaced += "\" ,  x";
  const std::string comments = "[" + std::string(kSize, '/');
  const std::string brackets = "[" + std::string(kSize, '}');
  for (const std::string& text :
       {quotes, spaced, comments, brackets, std::string(kSize, '{'), std::string(kSize, '\\')}) {
    read_json_values(text);
    read_literal(text, Dialect::kScript);
  }
}

}  // namespace
}  // namespace pressmark::extract
