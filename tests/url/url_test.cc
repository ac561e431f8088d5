#include "pressmark/url.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

#include "support/data.h"

namespace pressmark::url {
namespace {

using testing::ExactCopy;
using testing::own_data;
using testing::read_cases;

TEST(Url, takes_off_what_only_tracks_the_reader) {
  const auto cases = read_cases(own_data("url/data/canonical.test"));
  ASSERT_FALSE(cases.empty());
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    const ExactCopy input(one.input);
    const auto url = Url::parse(input.view());
    ASSERT_TRUE(url);
    EXPECT_EQ(canonical(*url), one.expected);
    const auto again = Url::parse(one.expected);
    ASSERT_TRUE(again);
    EXPECT_EQ(canonical(*again), one.expected) << "not stable";
  }
}

// The input is the reference and, after a newline, "base " and the base.
TEST(Url, resolves_references) {
  const auto cases = read_cases(own_data("url/data/resolve.test"));
  ASSERT_FALSE(cases.empty());
  for (const auto& one : cases) {
    const std::size_t line = one.input.find("\nbase ");
    const ExactCopy reference(one.input.substr(0, line));
    const ExactCopy base(line == one.input.npos ? "" : one.input.substr(line + 6));
    EXPECT_EQ(resolve(reference.view(), base.view()).value_or("failure"), one.expected) << one.name;
  }
}

std::string shown(std::string_view text) {
  const auto url = Url::parse(text);
  return url ? std::string(display_host(*url)) : "failure";
}

TEST(Url, shows_the_host_without_www) {
  EXPECT_EQ(shown("https://www.example.org:8080/x"), "example.org");
  EXPECT_EQ(shown("https://www2.example.org/"), "www2.example.org");
  EXPECT_EQ(shown("https://www.com/"), "www.com");
  EXPECT_EQ(shown("https://[::1]/"), "[::1]");
  EXPECT_EQ(shown("mailto:x@www.example.org"), "");
}

TEST(Url, gives_empty_views_inside_for_parts_that_are_absent) {
  const auto url = Url::parse("foo://host");
  ASSERT_TRUE(url);
  for (const auto part : {url->username(), url->password(), url->port(), url->pathname(), url->search(), url->hash()}) {
    EXPECT_TRUE(part.empty());
    EXPECT_GE(part.data(), url->href().data());
    EXPECT_LE(part.data(), url->href().data() + url->href().size());
  }
  EXPECT_EQ(url->host(), "host");
}

TEST(Url, parts_survive_a_move) {
  auto url = Url::parse("https://u:p@example.org:81/a?b#c");
  ASSERT_TRUE(url);
  const Url moved = std::move(*url);
  EXPECT_EQ(moved.username(), "u");
  EXPECT_EQ(moved.password(), "p");
  EXPECT_EQ(moved.host(), "example.org:81");
  EXPECT_EQ(moved.pathname(), "/a");
  EXPECT_EQ(moved.hash(), "#c");
}

TEST(Url, refuses_unicode_labels_and_domains_longer_than_dns_can_hold) {
  const auto repeat = [](std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  EXPECT_TRUE(Url::parse("https://" + repeat("\u4e2d", 85)));
  EXPECT_FALSE(Url::parse("https://" + repeat("\u4e2d", 86)));
  EXPECT_TRUE(Url::parse("https://" + repeat("\u4e2d.", 256)));
  EXPECT_FALSE(Url::parse("https://" + repeat("\u4e2d.", 257)));
  EXPECT_TRUE(Url::parse("https://" + repeat("a", 5000)));
}

// Each of these is quadratic in a careless parser: a quarter of a megabyte would take long.
TEST(Url, takes_time_in_proportion_to_hostile_input) {
  const auto repeat = [](std::string_view text) {
    std::string out;
    while (out.size() < 1u << 18) out += text;
    return out;
  };
  const auto start = std::chrono::steady_clock::now();
  for (const std::string_view part :
       {"a/../", "../", "/", "@", ":@", "[:", "%2e%2E/", ".", "0.", "\u4e2d", " ", "\t", "%"}) {
    for (const std::string_view before :
         {"https://h/", "https://", "foo:", "file:///C:/", "foo://", "http://[", "?", "#"}) {
      const auto base = Url::parse("https://example.org/");
      if (const auto url = Url::parse(std::string(before) + repeat(part), &*base)) canonical(*url);
    }
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace pressmark::url
