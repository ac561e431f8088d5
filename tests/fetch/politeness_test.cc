#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "pressmark/fetch.h"

namespace pressmark::fetch {
namespace {

using namespace std::chrono_literals;
using Time = Politeness::Time;

// Sun, 06 Nov 1994 08:49:37 GMT
const Time kStart = std::chrono::sys_days(std::chrono::year(1994) / 11 / 6) + 8h + 49min + 37s;

Time::duration wait_after(int status, std::string_view retry_after) {
  Politeness politeness;
  EXPECT_TRUE(politeness.begin("a", kStart));
  politeness.end("a", kStart, status, retry_after);
  return *politeness.next("a", kStart) - kStart;
}

TEST(Politeness, asks_a_host_once_at_a_time_with_a_second_between) {
  Politeness politeness;
  EXPECT_EQ(politeness.next("a", kStart), kStart);
  EXPECT_TRUE(politeness.begin("a", kStart));
  EXPECT_EQ(politeness.next("a", kStart), std::nullopt);
  EXPECT_FALSE(politeness.begin("a", kStart + 1h));
  EXPECT_TRUE(politeness.begin("b", kStart));
  politeness.end("a", kStart + 5s, 200);
  EXPECT_EQ(politeness.next("a", kStart + 5s), kStart + 6s);
  EXPECT_FALSE(politeness.begin("a", kStart + 5999ms));
  EXPECT_TRUE(politeness.begin("a", kStart + 6s));
  EXPECT_EQ(politeness.next("b", kStart + 1h), std::nullopt);
}

TEST(Politeness, waits_as_long_as_a_host_asks_within_bounds) {
  EXPECT_EQ(wait_after(503, "120"), 120s);
  EXPECT_EQ(wait_after(429, " 7 "), 7s);
  EXPECT_EQ(wait_after(200, "30"), 30s);
  EXPECT_EQ(wait_after(429, "Sun, 06 Nov 1994 09:00:00 GMT"), 10min + 23s);
  EXPECT_EQ(wait_after(429, "Sunday, 06-Nov-94 08:50:37 GMT"), 1min);
  EXPECT_EQ(wait_after(429, "Sun, 06 Nov 1993 09:00:00 GMT"), 2s);
  EXPECT_EQ(wait_after(503, "Fri, 06 Nov 2094 09:00:00 GMT"), 24h);
  EXPECT_EQ(wait_after(503, "Fri, 06 Nov 9094 09:00:00 GMT"), 24h);
  EXPECT_EQ(wait_after(503, "Fri, 06 Nov 0094 09:00:00 GMT"), 2s);
  EXPECT_EQ(wait_after(503, "86401"), 24h);
  EXPECT_EQ(wait_after(503, "99999999999999999999999999"), 24h);
  for (const auto* value : {"", "-5", "soon", "1.5", "0", "0x10", "5 s"})
    EXPECT_EQ(wait_after(503, value), 2s) << value;
}

TEST(Politeness, backs_off_longer_with_each_failure_and_forgets_them_with_an_answer) {
  Politeness politeness;
  Time now = kStart;
  for (const auto wait : {2s, 4s, 8s, 16s, 32s}) {
    EXPECT_TRUE(politeness.begin("a", now));
    politeness.end("a", now, wait == 8s ? 0 : wait == 16s ? 429 : 500);
    EXPECT_EQ(*politeness.next("a", now) - now, wait);
    now += wait;
  }
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(politeness.begin("a", now));
    politeness.end("a", now, 503);
    now = *politeness.next("a", now);
  }
  politeness.end("a", now, 503);
  EXPECT_EQ(*politeness.next("a", now) - now, 1h);
  politeness.end("a", now, 404);
  EXPECT_EQ(*politeness.next("a", now) - now, 1s);
}

TEST(Politeness, keeps_to_the_delay_of_robots_txt_within_bounds) {
  Politeness politeness;
  politeness.set_delay("a", 10s);
  EXPECT_TRUE(politeness.begin("a", kStart));
  politeness.end("a", kStart, 200);
  EXPECT_EQ(*politeness.next("a", kStart) - kStart, 10s);
  politeness.set_delay("a", 1h);
  EXPECT_EQ(*politeness.next("a", kStart) - kStart, 1min);
  politeness.set_delay("b", 0s);
  politeness.end("b", kStart, 200);
  EXPECT_EQ(*politeness.next("b", kStart) - kStart, 1s);
}

TEST(Politeness, waits_no_longer_when_the_clock_is_set_back) {
  Politeness politeness;
  EXPECT_TRUE(politeness.begin("a", kStart));
  politeness.end("a", kStart, 200);
  EXPECT_EQ(*politeness.next("a", kStart - 24h * 365), kStart - 24h * 365 + 1s);
}

TEST(Politeness, forgets_hosts_that_need_no_patience) {
  Politeness politeness;
  Time now = kStart;
  politeness.end("slow", now, 503, "86400");
  for (int i = 0; i < 100000; ++i) {
    const std::string host = std::to_string(i);
    ASSERT_TRUE(politeness.begin(host, now));
    politeness.end(host, now, 200);
    now += 100us;
  }
  EXPECT_EQ(*politeness.next("slow", now), kStart + 24h);
}

}  // namespace
}  // namespace pressmark::fetch
