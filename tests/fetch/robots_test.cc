#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <string>

#include "fetch/loopback_server.h"
#include "fetch/robots_pattern.h"
#include "pressmark/fetch.h"
#include "support/data.h"

namespace pressmark::fetch {
namespace {

using namespace std::chrono_literals;

// robots.test: the crawler's name, then the robots.txt; expected "+ path" where it may ask, "- path" where not.
TEST(Robots, judge_by_their_cases) {
  const auto cases = testing::read_cases(testing::own_data("fetch/data/robots.test"));
  ASSERT_EQ(cases.size(), 40u);
  for (const auto& [name, input, expected] : cases) {
    const std::size_t line = std::min(input.find('\n'), input.size());
    const testing::ExactCopy file(std::string_view(input).substr(std::min(line + 1, input.size())));
    const Robots robots = Robots::parse(file.view());
    std::istringstream lines(expected);
    for (std::string row; std::getline(lines, row);) {
      ASSERT_GT(row.size(), 2u) << name;
      EXPECT_EQ(robots.allows(input.substr(0, line), row.substr(2)), row[0] == '+') << name << ": " << row;
    }
  }
}

TEST(Robots, read_any_line_ends_behind_a_byte_order_mark) {
  for (const std::string end : {"\n", "\r", "\r\n"}) {
    const Robots robots =
        Robots::parse("\xEF\xBB\xBFUser-agent: a" + end + "Disallow: /x" + end + end + "Disallow: /y");
    EXPECT_FALSE(robots.allows("a", "/x"));
    EXPECT_FALSE(robots.allows("a", "/y"));
    EXPECT_TRUE(robots.allows("b", "/x"));
  }
}

TEST(Robots, are_read_to_their_limit_and_never_half_a_line) {
  std::string text = "User-agent: *\nDisallow: /first\n";
  text += std::string((500u << 10) - text.size() - 20, '#') + "\n";
  text += "Disallow: /second-that-is-cut\nDisallow: /third\n";
  const Robots robots = Robots::parse(text);
  EXPECT_FALSE(robots.allows("a", "/first"));
  EXPECT_TRUE(robots.allows("a", "/second"));
  EXPECT_TRUE(robots.allows("a", "/second-that-is-cut"));
  EXPECT_TRUE(robots.allows("a", "/third"));
  EXPECT_TRUE(Robots::parse(std::string(1 << 20, 'x')).allows("a", "/"));
}

TEST(Robots, tell_the_delay_and_the_sitemaps) {
  const Robots robots = Robots::parse(
      "Sitemap: https://example.org/a.xml\nUser-agent: a\nCrawl-delay: 1.5\nDisallow: /x\nsitemap:/b.xml\n"
      "User-agent: b\nCrawl-delay: 1e9\nUser-agent: c\nCrawl-delay: 99999999\nDisallow:\nUser-agent: *\nCrawl-delay: "
      "-1\n"
      "Sitemap:\n");
  EXPECT_EQ(robots.crawl_delay("a"), 1500ms);
  EXPECT_EQ(robots.crawl_delay("c"), 24h);
  EXPECT_EQ(robots.crawl_delay("other"), std::nullopt);
  EXPECT_EQ(robots.sitemaps(), (std::vector<std::string>{"https://example.org/a.xml", "/b.xml"}));
  for (const auto* value : {"", "x", "nan", "-nan", "-3"}) {
    EXPECT_EQ(Robots::parse(std::string("User-agent: *\nCrawl-delay: ") + value).crawl_delay("a"), std::nullopt)
        << value;
  }
}

TEST(Robots, are_what_the_server_answers) {
  const auto answered = [](int status) {
    Exchange exchange;
    exchange.response.status = status;
    for (const char c : std::string_view("User-agent: *\nDisallow: /x\n"))
      exchange.response.body.push_back(std::byte(c));
    return Robots::of(exchange);
  };
  EXPECT_FALSE(answered(200).allows("a", "/x"));
  EXPECT_TRUE(answered(200).allows("a", "/y"));
  for (const int status : {400, 401, 403, 404, 410, 451}) EXPECT_TRUE(answered(status).allows("a", "/x")) << status;
  for (const int status : {429, 500, 503, 599, 304}) EXPECT_FALSE(answered(status).allows("a", "/y")) << status;
  EXPECT_FALSE(Robots::of(fail(Code::kRetryLater, "no answer")).allows("a", "/y"));
}

TEST(Robots, are_asked_of_the_server_of_the_url) {
  LoopbackServer server({{"/robots.txt", {respond("301 Moved", "Location: /rules\r\n", "")}},
                         {"/rules", {respond("200 OK", "", "User-agent: pressmark\nDisallow: /x\n")}}});
  const Options options{.allow = {"127.0.0.1:" + server.port()}, .total_seconds = 5};
  const Robots robots = robots_for(server.url("/deep/page?q#f"), options);
  EXPECT_FALSE(robots.allows("pressmark", "/x"));
  EXPECT_TRUE(robots.allows("pressmark", "/y"));
  EXPECT_FALSE(robots_for(server.url("/")).allows("pressmark", "/y"));  // refused by the guard
  EXPECT_FALSE(robots_for("nonsense").allows("pressmark", "/y"));
}

TEST(Robots, cost_no_more_than_their_length) {
  std::string text = "User-agent: *\n";
  while (text.size() < (400u << 10)) text += "Disallow: /*a*a*a*a*a*a*a*a*a*b$\n";
  const Robots robots = Robots::parse(text);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(robots.allows("a", "/" + std::string(2000, 'a')));
  EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
  const std::string pattern = "/*" + std::string(100000, 'a') + "b", path = "/" + std::string(1000000, 'a');
  EXPECT_FALSE(matches(pattern, path));
  EXPECT_LT(std::chrono::steady_clock::now() - start, 4s);
}

}  // namespace
}  // namespace pressmark::fetch
