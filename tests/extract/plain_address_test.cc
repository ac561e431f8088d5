#include "extract/plain_address.h"

#include <gtest/gtest.h>

#include <array>

#include "pressmark/url.h"

namespace pressmark::extract {
namespace {

constexpr auto kBases = std::to_array<std::string_view>({"https://example.org/", "http://www.example.org/a/b?c#d",
                                                         "https://example.org:8443/", "https://127.0.0.1/a",
                                                         "https://1.a/", "https://EXAMPLE.org/", "ftp://example.org/",
                                                         "file:///a/b", "", "https://xn--bcher-kva.example/"});

constexpr auto kReferences = std::to_array<std::string_view>({
    "https://example.org/a/b.html",
    "http://a-b.example.org/a?b=c&d=%20#e",
    "https://example.org",
    "https://example.org?a",
    "https://example.org/a/../b",
    "https://example.org/a/./b",
    "https://example.org/.a",
    "https://example.org/a/%2e%2E/b",
    "https://example.org/a/.%2e",
    "https://example.org/a b",
    "https://example.org/a'b",
    "https://example.org/a?b'c",
    "https://example.org/a#b#c",
    "https://example.org/a\\b",
    "https://example.org/a^b|c",
    "https://example.org/\xc3\xa9",
    "https://example.org:443/a",
    "https://user@example.org/a",
    "https://1.2.3.4/a",
    "https://0x7f.1/a",
    "https://example.1/a",
    "https://example.0x1/a",
    "https://xn--bcher-kva.example/a",
    "https://xn--/a",
    "https://a.xn--a/a",
    "https://ab--cd.example/a",
    "https://-a-.example/a",
    "https://a..b/",
    "https://.a/",
    "https://a./",
    "https:///a/b",
    "https:/a/b",
    "https:a",
    "HTTPS://example.org/",
    "https://Example.org/",
    "/",
    "/a/b?c#d",
    "/a//b",
    "//b.example/c",
    "/\\b.example/c",
    "/a/..",
    "/%2e",
    "/a\tb",
    "a/b",
    "?a",
    "#a",
    "",
    "javascript:alert(1)",
    "/a%zz%",
    "/a@b:c;d=e,f!$&()*+~_-",
});

TEST(PlainAddress, gives_what_the_parser_gives_or_leaves_it_to_it) {
  std::size_t plain = 0;
  for (const std::string_view base : kBases) {
    for (const std::string_view reference : kReferences) {
      const auto address = resolve_plainly(reference, base);
      if (!address) continue;
      ++plain;
      EXPECT_EQ(address, url::resolve(reference, base)) << reference << " on " << base;
    }
  }
  EXPECT_GT(plain, kBases.size() * 2);
}

TEST(PlainAddress, common_links_are_plain) {
  constexpr std::string_view kBase = "https://www.example.org/2024/post";
  EXPECT_EQ(resolve_plainly("https://news.example.com/a/b-c_d.html?e=f#g", kBase),
            "https://news.example.com/a/b-c_d.html?e=f#g");
  EXPECT_EQ(resolve_plainly("/about/us?x=1", kBase), "https://www.example.org/about/us?x=1");
  EXPECT_EQ(resolve_plainly("/about/us", ""), std::nullopt);
  EXPECT_EQ(resolve_plainly("/a/../b", kBase), std::nullopt);
}

}  // namespace
}  // namespace pressmark::extract
