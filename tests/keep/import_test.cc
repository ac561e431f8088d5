// The parts of the readers of exports; tests/cli/archive_import_test.py has the formats whole.
#include <gtest/gtest.h>

#include <chrono>

#include "keep/import/csv.h"
#include "keep/import/json.h"
#include "keep/import/text.h"
#include "keep/import/times.h"
#include "keep/import/zip.h"
#include "keep/places.h"

namespace pressmark::keep {
namespace {

TEST(Import, times_are_read_as_exports_write_them) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"2016-09-08T11:55:58+0200", "2016-09-08T09:55:58Z"},
      {"2024-01-02T03:04:05.678Z", "2024-01-02T03:04:05.678000Z"},
      {"2024-02-03 04:05:06+00:00", "2024-02-03T04:05:06Z"},
      {"2024-02-03 04:05", "2024-02-03T04:05:00Z"},
      {"2024-02-03", "2024-02-03T00:00:00Z"},
      {"2024-02-03T04:05:06-05:30", "2024-02-03T09:35:06Z"},
      {"1706933106", "2024-02-03T04:05:06Z"},
      {"1706933106000", "2024-02-03T04:05:06Z"},
      {"1706933106000000", "2024-02-03T04:05:06Z"},
      {" 1706933106\n", "2024-02-03T04:05:06Z"},
      {"0", ""},
      {"", ""},
      {"yesterday", ""},
      {"2024-13-01", ""},
      {"2024-02-30", ""},
      {"2024-02-", ""},
      {"99999999999999999999999999999", ""},
      {"9999-01-01", ""},
  };
  for (const auto& [text, iso] : cases) EXPECT_EQ(iso_time(text), iso) << text;
}

std::vector<std::vector<std::string>> rows_of(std::string_view text) {
  Csv csv(text);
  std::vector<std::vector<std::string>> rows;
  while (csv.next()) rows.push_back({std::string(csv.field("a")), std::string(csv.field("B"))});
  return rows;
}

TEST(Import, tables_are_read_leniently) {
  using Rows = std::vector<std::vector<std::string>>;
  const std::pair<std::string_view, Rows> cases[] = {
      {"", {}},
      {"a,b", {}},
      {"A,b\n1,2\n", {{"1", "2"}}},
      {"b,a\r\n1,2\r\n\r\n3\r\n", {{"2", "1"}, {"", "3"}}},
      {"a,b\n\"x, \"\"y\"\"\nz\",2\n", {{"x, \"y\"\nz", "2"}}},
      {"a,b\n\"\",\"\"\n", {}},
      {"a,b\n\"\"\"\",\"x\"", {{"\"", "x"}}},
      {"a,b\nx\"y\",2\n", {{"x\"y\"", "2"}}},
      {"a,b\n\"x\"y,2\n", {{"xy", "2"}}},
      {"a,b\n\"never closed,2\n3,4", {{"never closed,2\n3,4", ""}}},
      {"a,b\n1,\"", {{"1", ""}}},
      {"a,b\n1,2,3,4\n", {{"1", "2"}}},
  };
  for (const auto& [text, rows] : cases) EXPECT_EQ(rows_of(text), rows) << text;
}

TEST(Import, a_row_of_too_many_columns_is_cut) {
  const std::string commas(1'000'000, ',');
  EXPECT_TRUE(rows_of("a,b\n1,2" + commas) == (std::vector<std::vector<std::string>>{{"1", "2"}}));
}

TEST(Import, a_passage_is_found_however_its_white_space_is_written) {
  const std::string_view text = "One two\nthree, 四五六 seven.";
  const std::pair<std::string_view, std::pair<int, int>> cases[] = {
      {"two\nthree", {4, 13}},           {"two  three", {4, 13}}, {"twothree", {4, 13}}, {"四五", {15, 21}},
      {"two\xC2\xA0three, 四", {4, 18}}, {"eight", {-1, -1}},     {" ", {3, 4}},         {"\xC2\xA0", {-1, -1}},
  };
  for (const auto& [exact, where] : cases) {
    archive::Highlight highlight{.exact = std::string(exact)};
    Places(text).place(highlight);
    EXPECT_EQ(std::pair(static_cast<int>(highlight.start), static_cast<int>(highlight.end)), where) << exact;
  }
}

TEST(Import, what_stands_around_a_passage_is_whole_characters) {
  std::string front, back;
  for (int i = 0; i < 60; ++i) front += "北", back += "京";
  const std::string text = front + "一" + back;
  archive::Highlight highlight{.exact = "一"};
  Places(text).place(highlight);
  EXPECT_EQ(highlight.prefix, front.substr(0, 42 * 3));  // of 128 bytes, what is whole
  EXPECT_EQ(highlight.suffix, back.substr(0, 42 * 3));
}

// Linear, whatever is sought.
TEST(Import, a_passage_is_sought_in_bounded_time) {
  const std::string text(10'000'000, 'a');
  Places places(text);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 10'000; ++i) {
    archive::Highlight highlight{
        .exact = std::string(100, 'a') + "b" + std::string(100, 'a'), .prefix = "x", .start = 5};
    places.place(highlight);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Import, json_is_bounded) {
  EXPECT_TRUE(parse_json("[1, {\"a\": \"]]]]\\\"[[\"}]"));
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
  EXPECT_FALSE(parse_json("[" + std::string(20'000'000, ',') + "]"));
  for (const std::string_view text : {"", "[", "{\"a\":", "nul", "[1]x", "\"\xFF\""}) EXPECT_FALSE(parse_json(text));
}

TEST(Import, members_of_the_wrong_type_are_empty) {
  const auto json =
      parse_json(R"({"s":"x","n":7,"f":0.5,"t":true,"a":["x",{"name":"y"},3,null,{"name":[]}],"z":null})");
  ASSERT_TRUE(json);
  EXPECT_EQ(text_of(*json, "n"), "7");
  EXPECT_EQ(text_of(*json, "a") + text_of(*json, "z") + text_of(*json, "none") + text_of(Json(3), "x"), "");
  EXPECT_EQ(texts_of(member(*json, "a"), "name"), (std::vector<std::string>{"x", "y", "3"}));
  EXPECT_TRUE(texts_of(member(*json, "s"), "name").empty());
  EXPECT_TRUE(is_true(member(*json, "t")));
  EXPECT_FALSE(is_true(member(*json, "s")));
  EXPECT_EQ(number_of(member(*json, "f")), 0.5);
}

TEST(Import, plain_text_becomes_html) {
  EXPECT_EQ(to_html("a <b>\n& c\n\n\nd"), "<p>a &lt;b><br>&amp; c</p><p>d</p>");
  EXPECT_EQ(to_title(" The <b>room</b>\n &amp;  more "), "The room & more");
  EXPECT_EQ(to_title("a < b"), "a < b");
}

TEST(Import, what_is_no_zip_is_refused) {
  for (const std::string_view bytes : {"", "PK", "PK\5\6", "no zip at all"}) EXPECT_FALSE(Zip::over(bytes));
}

}  // namespace
}  // namespace pressmark::keep
