// Front matter's strings. What YAML readers make of them was checked with two of them; here stands the outcome.
#include "render/yaml.h"

#include <gtest/gtest.h>

#include "support/data.h"

namespace pressmark::render {
namespace {

std::string yaml(std::string_view text, YamlPlace place = YamlPlace::kBlock) {
  const testing::ExactCopy copy(text);
  std::string out;
  append_yaml(out, copy.view(), place);
  return out;
}

TEST(Yaml, leaves_safe_strings_plain) {
  for (const char* text : {"习近平向2024年世界互联网大会", "https://a.b/s?x=[1]&y#rd", "a:b", "a#b", "it's", "a \"b\"",
                           "2024年", "x-1", "No way", "a, b", "3 mice"}) {
    EXPECT_EQ(yaml(text), text);
  }
}

TEST(Yaml, quotes_what_would_be_read_as_something_else) {
  for (const char* text :
       {"yes", "No",   "NULL", "~",    "true", "on",    "y",        "=",          "<<",  "12",  "-1",  "1.5",
        "1e3", ".inf", ".NaN", "0x1F", "0o7",  "1_000", "12:30:45", "2024-11-21", "---", "...", "- a", "-",
        "? a", ": a",  "a: b", "a:",   "a #b", "#a",    "&a",       "*a",         "!a",  "|",   ">",   "'a",
        "%a",  "@a",   "`a",   "{a",   "[a",   "]",     ",a",       " a",         "a "}) {
    EXPECT_EQ(yaml(text), "\"" + std::string(text) + "\"");
  }
}

TEST(Yaml, escapes_what_ends_lines_or_is_invisible) {
  EXPECT_EQ(yaml(""), "\"\"");
  EXPECT_EQ(yaml("a\nb\tc\r"), "\"a\\nb\\tc\\r\"");
  EXPECT_EQ(yaml("\"a\\"), "\"\\\"a\\\\\"");
  EXPECT_EQ(yaml("a\u0085\u2028\u2029\ufeff\x01"), "\"a\\x85\\u2028\\u2029\\uFEFF\\x01\"");
  EXPECT_EQ(yaml("\xff"), "\"\uFFFD\"");
  EXPECT_EQ(yaml("\uFFFE\U0001FFFF"), "\"\\uFFFE\\U0001FFFF\"");
}

TEST(Yaml, keeps_dates_that_exist_plain_in_their_place) {
  for (const char* text : {"2024-11-21", "2024-02-29", "2025-10-06T19:16:32.534437", "2024-01-02T03:04:05Z",
                           "2024-01-02T03:04:05+08:00"}) {
    EXPECT_EQ(yaml(text, YamlPlace::kDate), text);
  }
  for (const char* text :
       {"2023-02-29", "2024-13-01", "0000-01-01", "2024-01-02T25:00:00", "2024-01-02T03:04", "2024", "2024-1-2"}) {
    EXPECT_EQ(yaml(text, YamlPlace::kDate), "\"" + std::string(text) + "\"");
  }
}

TEST(Yaml, quotes_the_signs_of_a_flow_list_in_one) {
  EXPECT_EQ(yaml("a, b", YamlPlace::kFlow), "\"a, b\"");
  EXPECT_EQ(yaml("a]", YamlPlace::kFlow), "\"a]\"");
  EXPECT_EQ(yaml("a b", YamlPlace::kFlow), "a b");
}

}  // namespace
}  // namespace pressmark::render
