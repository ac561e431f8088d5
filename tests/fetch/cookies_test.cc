#include "fetch/cookies.h"

#include <gtest/gtest.h>

#include "support/data.h"

namespace pressmark::fetch {
namespace {

constexpr std::string_view kCookies =
    "# Netscape HTTP Cookie File\r\n"
    "\n"
    "example.org\tFALSE\t/\tFALSE\t0\thost\t1\r\n"
    ".example.org\tTRUE\t/\tFALSE\t4102444800\tall\t2\n"
    "#HttpOnly_.example.org\tTRUE\t/deep\tFALSE\t0\tdeep\ta=b c\n"
    "Example.org\tFALSE\t/\tTRUE\t0\tsafe\t3\n"
    "example.org\tFALSE\t/\tFALSE\t1000\told\t4\n"
    "org\tTRUE\t/\tFALSE\t0\twide\t5\n"
    "127.0.0.1\tTRUE\t/\tFALSE\t0\tlocal\t6\n"
    "example.org\tFALSE\t/\tFALSE\t0\tna=me\t7\n"
    "example.org\tFALSE\t/\tFALSE\t0\tsplit\tx\rInjected: 1\n"
    "example.org\tFALSE\t/\tFALSE\t0\tlist\tx; y\n"
    "example.org FALSE / FALSE 0 spaces 8\n"
    "example.org\tFALSE\t/\tFALSE\t0\n"
    "empty.example\tFALSE\t/\tFALSE\t0\tempty\t";

std::string sent_to(std::string_view address) {
  const testing::ExactCopy copy(kCookies);
  const auto cookies = parse_cookies(copy.view());
  return cookies_for(*cookies, *url::Url::parse(address), std::chrono::system_clock::now());
}

TEST(Cookies, go_to_the_hosts_that_they_name) {
  EXPECT_EQ(sent_to("http://example.org/"), "host=1; all=2");
  EXPECT_EQ(sent_to("https://example.org/"), "host=1; all=2; safe=3");
  EXPECT_EQ(sent_to("http://www.example.org/"), "all=2");
  EXPECT_EQ(sent_to("http://empty.example/"), "empty=");
}

TEST(Cookies, go_to_no_other_host) {
  for (const auto* address : {"http://other.org/", "http://badexample.org/", "http://example.org.evil/",
                              "http://empty.example.org.x/", "http://example.or/"}) {
    EXPECT_EQ(sent_to(address), "") << address;
  }
  EXPECT_EQ(sent_to("http://127.0.0.1/"), "local=6");
  EXPECT_EQ(sent_to("http://example.org@evil.example/"), "");
}

TEST(Cookies, go_to_their_path_and_those_beneath_it) {
  EXPECT_EQ(sent_to("http://www.example.org/deep"), "deep=a=b c; all=2");
  EXPECT_EQ(sent_to("http://www.example.org/deep/er"), "deep=a=b c; all=2");
  EXPECT_EQ(sent_to("http://www.example.org/deeper"), "all=2");
  EXPECT_EQ(sent_to("http://www.example.org/Deep"), "all=2");
}

TEST(Cookies, may_last_longer_than_nanoseconds_can_count) {
  const auto cookies =
      parse_cookies("a.example\tFALSE\t/\tFALSE\t41024448012\tn\tv\nb\tFALSE\t/\tFALSE\t99999999999999999999\tn\tv");
  ASSERT_TRUE(cookies);
  const auto now = std::chrono::system_clock::now();
  EXPECT_EQ(cookies_for(*cookies, *url::Url::parse("http://a.example/"), now), "n=v");
  EXPECT_EQ(cookies_for(*cookies, *url::Url::parse("http://b/"), now), "n=v");
}

TEST(Cookies, are_bounded) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a.example\tFALSE\t/\tFALSE\t0\tn\t" + std::string(100, 'x') + "\n";
  const auto cookies = parse_cookies(many);
  ASSERT_TRUE(cookies);
  const auto field = cookies_for(*cookies, *url::Url::parse("http://a.example/"), std::chrono::system_clock::now());
  EXPECT_LE(field.size(), 16384u);
  EXPECT_FALSE(parse_cookies(std::string((4u << 20) + 1, '#')));
}

TEST(Cookies, say_when_there_are_none) {
  EXPECT_TRUE(parse_cookies(""));
  EXPECT_FALSE(parse_cookies("# Netscape HTTP Cookie File\n"));
  EXPECT_FALSE(parse_cookies("[{\"domain\": \"example.org\"}]"));
}

}  // namespace
}  // namespace pressmark::fetch
