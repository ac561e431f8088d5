#include "extract/dates.h"

#include <gtest/gtest.h>

#include "support/data.h"

namespace pressmark::extract {
namespace {

using testing::ExactCopy;

// A case's name begins with the language that the page is in: "en-US: month first".
TEST(Dates, are_read_in_all_forms_of_the_list) {
  for (const testing::Case& one : testing::read_cases(testing::own_data("extract/data/dates.test"))) {
    const ExactCopy input(one.input);
    const auto date = find_date(input.view(), day_order(one.name.substr(0, one.name.find(':'))));
    EXPECT_EQ(date ? date->date_time : "none", one.expected) << one.name;
    EXPECT_TRUE(!date || date->day == one.expected.substr(0, 10)) << one.name;
  }
}

TEST(Dates, a_year_of_two_digits_is_read_only_where_a_day_is_told) {
  EXPECT_FALSE(find_date("31.10.23"));
  EXPECT_EQ(find_date_of_short_year("31.10.23")->day, "2023-10-31");
  EXPECT_EQ(find_date_of_short_year("3/4/05", DayOrder::kMonthFirst)->day, "2005-03-04");
  EXPECT_FALSE(find_date_of_short_year("3/4/05"));
  EXPECT_FALSE(find_date_of_short_year("2.10.4"));
  EXPECT_FALSE(find_date_of_short_year(""));
}

TEST(Dates, a_field_may_count_seconds) {
  EXPECT_EQ(read_date_field("1732069320")->date_time, "2024-11-20T02:22:00Z");
  EXPECT_EQ(read_date_field("1732069320000")->day, "2024-11-20");
  EXPECT_EQ(read_date_field("20241120102200")->day, "2024-11-20");
  EXPECT_FALSE(read_date_field("0"));
  EXPECT_FALSE(read_date_field(""));
}

TEST(Dates, relative_ones_need_a_fetch_date) {
  EXPECT_EQ(find_relative_date("3 days ago", "2024-11-20")->day, "2024-11-17");
  EXPECT_EQ(find_relative_date("Yesterday at 10:00", "2024-03-01T08:00:00Z")->day, "2024-02-29");
  EXPECT_EQ(find_relative_date("昨天 10:22", "2025-01-01")->day, "2024-12-31");
  EXPECT_EQ(find_relative_date("5天前", "2024-11-20")->day, "2024-11-15");
  EXPECT_EQ(find_relative_date("2 hours ago", "2024-11-20")->day, "2024-11-20");
  EXPECT_FALSE(find_relative_date("3 days ago", ""));
  EXPECT_FALSE(find_relative_date("long ago", "2024-11-20"));
}

TEST(Dates, a_unix_time_is_told_by_the_clock_of_its_place) {
  EXPECT_EQ(at_offset(1762747210, 480).date_time, "2025-11-10T12:00:10+08:00");
  EXPECT_EQ(at_offset(1762718400, 480).day, "2025-11-10") << "still the day before in UTC";
  EXPECT_EQ(at_offset(1762718400, -300).date_time, "2025-11-09T15:00:00-05:00");
  EXPECT_EQ(at_offset(-1, 0).day, "1969-12-31");
}

TEST(Dates, no_byte_of_a_long_text_behind_the_limit_counts) {
  EXPECT_FALSE(find_date(std::string(kLongestDateText, 'x') + " 2024-11-20"));
}

TEST(Dates, know_the_next_day_by_the_calendar) {
  EXPECT_TRUE(is_next_day("2024-01-01", "2024-01-02"));
  EXPECT_TRUE(is_next_day("2024-01-31", "2024-02-01"));
  EXPECT_TRUE(is_next_day("2024-02-28", "2024-02-29"));
  EXPECT_TRUE(is_next_day("2023-12-31", "2024-01-01"));
  EXPECT_FALSE(is_next_day("2024-01-01", "2024-01-12"));
  EXPECT_FALSE(is_next_day("2024-01-02", "2024-01-01"));
  EXPECT_FALSE(is_next_day("2024-01-01", "2024-01-01"));
  EXPECT_FALSE(is_next_day("", "2024-01-01"));
}

TEST(Dates, that_something_ends_on_are_passed_over) {
  for (const char* text :
       {"Valid through 23 January 2026", "Sale ends: 31 March 2026", "until 2026-03-31", "Expires on May 2, 2026",
        "gültig bis 31.12.2026", "有效期至2026年3月31日", "报名截止：2026年3月31日"})
    EXPECT_FALSE(find_date(text)) << text;
  EXPECT_EQ(find_date("Offer ends 31 March 2026, posted 20 November 2024")->day, "2024-11-20");
  EXPECT_EQ(find_date("The sale of the century, they say. Posted on 20 November 2024")->day, "2024-11-20");
}

}  // namespace
}  // namespace pressmark::extract
