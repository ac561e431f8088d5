// The Web Platform Tests of URLs, read in place from the shared data.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/url.h"
#include "support/data.h"

namespace pressmark::url {
namespace {

using nlohmann::json;
using testing::ExactCopy;
using testing::read_file;
using testing::shared_data;

// JSON text with each lone surrogate's escape replaced by that of U+FFFD, which is what an API that takes scalar values
// makes of it; UTF-8 has no lone surrogates.
std::string with_scalar_values(const std::string& text) {
  const auto unit = [&text](std::size_t at) {
    const bool escape = at + 6 <= text.size() && text[at] == '\\' && text[at + 1] == 'u';
    return escape ? std::stoul(text.substr(at + 2, 4), nullptr, 16) : 0ul;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool escape = text[i] == '\\' && i + 1 < text.size();
    const unsigned long lead = unit(i), trail = unit(i + 6);
    const bool surrogate = lead >= 0xd800 && lead < 0xe000;
    const bool pair = lead >= 0xd800 && lead < 0xdc00 && trail >= 0xdc00 && trail < 0xe000;
    const std::size_t length = pair ? 12 : lead ? 6 : escape ? 2 : 1;
    out += surrogate && !pair ? "\\ufffd" : text.substr(i, length);
    i += length;
  }
  return out;
}

json load(std::string_view name) { return json::parse(with_scalar_values(read_file(shared_data() / "url" / name))); }

std::optional<Url> parse_exact(std::string_view input, const Url* base) {
  const ExactCopy copy(input);
  return Url::parse(copy.view(), base);
}

// A test case of urltestdata.json against `base`; with none, `url` is nullopt on failure.
void check_parts(const json& test, const std::optional<Url>& url) {
  if (test.value("failure", false)) {
    EXPECT_FALSE(url) << "parsed as " << (url ? url->href() : "");
    return;
  }
  ASSERT_TRUE(url);
  const std::map<std::string, std::string> parts = {{"href", std::string(url->href())},
                                                    {"protocol", std::string(url->protocol())},
                                                    {"username", std::string(url->username())},
                                                    {"password", std::string(url->password())},
                                                    {"host", std::string(url->host())},
                                                    {"hostname", std::string(url->hostname())},
                                                    {"port", std::string(url->port())},
                                                    {"pathname", std::string(url->pathname())},
                                                    {"search", std::string(url->search())},
                                                    {"hash", std::string(url->hash())},
                                                    {"origin", url->origin()}};
  for (const auto& [name, value] : parts) {
    if (!test.contains(name)) continue;
    EXPECT_EQ(value, test[name].get<std::string>()) << name;
  }
  const auto again = Url::parse(url->href());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->href(), url->href()) << "not stable";
}

// `relativeTo` says which bases make something of an input that is nothing by itself; no such word is no such base.
void check_relative(const json& test, std::string_view input) {
  if (!test.value("failure", false)) return;
  const std::string bases = test.value("relativeTo", "none");
  const auto opaque = Url::parse("about:blank"),
             http = Url::parse(input.starts_with("https") ? "https://a/b" : "http://a/b");
  EXPECT_EQ(parse_exact(input, &*opaque).has_value(), bases == "any-base");
  EXPECT_EQ(parse_exact(input, &*http).has_value(), bases != "none");
}

void run_url_tests(std::string_view name, std::size_t expected_count) {
  std::size_t count = 0;
  for (const json& test : load(name)) {
    if (test.is_string()) continue;
    ++count;
    SCOPED_TRACE(test.dump());
    const auto input = test["input"].get<std::string>();
    if (test["base"].is_null()) {
      check_parts(test, parse_exact(input, nullptr));
      check_relative(test, input);
      continue;
    }
    const auto base = parse_exact(test["base"].get<std::string>(), nullptr);
    const auto url = base ? parse_exact(input, &*base) : std::nullopt;
    check_parts(test, url);
  }
  EXPECT_EQ(count, expected_count);
}

TEST(UrlConformance, parses_all_of_urltestdata) {
  PM_REQUIRE_DATA("url/urltestdata.json");
  run_url_tests("urltestdata.json", 891);
}

TEST(UrlConformance, parses_what_only_javascript_can_write_as_its_scalar_values) {
  PM_REQUIRE_DATA("url/urltestdata-javascript-only.json");
  run_url_tests("urltestdata-javascript-only.json", 1);
}

TEST(UrlConformance, percent_encodes_queries_as_utf8) {
  PM_REQUIRE_DATA("url/percent-encoding.json");
  for (const json& test : load("percent-encoding.json")) {
    if (test.is_string()) continue;
    const auto input = test["input"].get<std::string>();
    const auto url = parse_exact("https://doesnotmatter.invalid/?" + input + "#" + input, nullptr);
    ASSERT_TRUE(url) << input;
    EXPECT_EQ(url->search(), "?" + test["output"]["utf-8"].get<std::string>());
    EXPECT_EQ(url->hash(), "#" + test["output"]["utf-8"].get<std::string>());
  }
}

// `text` with what would end the host percent-encoded.
std::string without_host_ends(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c == ':'    ? "%3A"
           : c == '/'  ? "%2F"
           : c == '?'  ? "%3F"
           : c == '#'  ? "%23"
           : c == '\\' ? "%5C"
                       : std::string(1, c);
  }
  return out;
}

struct DomainFailure {
  std::string input, got;
  auto operator<=>(const DomainFailure&) const = default;
};

// The inputs whose host comes out other than the data says, with what it comes out as ("" when refused).
std::vector<DomainFailure> domain_failures(std::string_view name, std::size_t expected_count) {
  std::vector<DomainFailure> failures;
  std::size_t count = 0;
  for (const json& test : load(name)) {
    if (test.is_string()) continue;
    ++count;
    const auto input = test["input"].get<std::string>();
    if (input.empty()) continue;  // The slashes would run together.
    const auto url = parse_exact("https://" + without_host_ends(input) + "/x", nullptr);
    const std::string got = url ? std::string(url->host()) : "";
    const std::string expected = test["output"].is_null() ? "" : test["output"].get<std::string>();
    if (got != expected) failures.push_back({input, got});
  }
  EXPECT_EQ(count, expected_count);
  return failures;
}

// What Unicode 15.1 to 17 changed of UTS #46, of which ICU 72 (Unicode 15.0) knows nothing: capitals without a mapping
// before (Georgian, palochka, turned F, reversed C) and the capital sharp s have one, invisible characters are ignored
// where they were disallowed, a compatibility ideograph has another mapping, and ideographs were added.
constexpr std::string_view kChanged[] = {
    "\u10a0", "\u10a1", "\u10a3", "\u10a9", "\u10ab", "\u10ac",     "\u10ae",     "\u10b5",     "\u10b6",
    "\u10b8", "\u10ba", "\u10c1", "\u10c5", "\u04c0", "\u2132",     "\u2183",     "\u1e9e",     "\u115f",
    "\u1160", "\uffa0", "\u17b4", "\u180e", "\u206b", "\U0001d175", "\U0002f868", "\U00032931", "\U00032b9a"};

bool has_changed_character(std::string_view input) {
  return std::ranges::any_of(kChanged, [input](std::string_view c) { return input.find(c) != input.npos; });
}

TEST(UrlConformance, makes_domains_ascii_but_for_seven_that_unicode_changed) {
  PM_REQUIRE_DATA("url/toascii.json");
  auto failures = domain_failures("toascii.json", 87);
  std::ranges::sort(failures);
  const std::vector<DomainFailure> known = {
      {"look\u180eout.net", ""},        {"look\u206bout.net", ""}, {"\u04c0.com", ""},    {"\u1e9e.com", "ss.com"},
      {"\u1e9e.foo.com", "ss.foo.com"}, {"\u2183.com", ""},        {"\U0002f868.com", ""}};
  EXPECT_EQ(failures, known);
}

TEST(UrlConformance, makes_domains_of_the_idna_tests_ascii_but_for_those_that_unicode_changed) {
  PM_REQUIRE_DATA("url/IdnaTestV2.json");
  const auto failures = domain_failures("IdnaTestV2.json", 2671);
  EXPECT_EQ(failures.size(), 74u);
  for (const auto& [input, got] : failures) EXPECT_TRUE(has_changed_character(input)) << input << " -> " << got;
}

}  // namespace
}  // namespace pressmark::url
