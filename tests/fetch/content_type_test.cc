#include "fetch/content_type.h"

#include <gtest/gtest.h>

#include "support/data.h"

namespace pressmark::fetch {
namespace {

void expect(std::string_view header, std::string_view essence, std::string_view charset) {
  const testing::ExactCopy copy(header);
  const ContentType type = parse_content_type(copy.view());
  EXPECT_EQ(type.essence, essence) << header;
  EXPECT_EQ(type.charset, charset) << header;
}

TEST(ContentType, has_an_essence_in_lower_case) {
  expect("text/html", "text/html", "");
  expect(" Text/HTML ; x=y", "text/html", "");
  expect("application/xhtml+xml", "application/xhtml+xml", "");
}

TEST(ContentType, has_the_first_charset) {
  expect("text/html;charset=utf-8", "text/html", "utf-8");
  expect("text/html; CharSet=GBK ; charset=utf-8", "text/html", "GBK");
  expect("text/html; a; =b; c=\"d;charset=x\"; charset=utf-8", "text/html", "utf-8");
}

TEST(ContentType, reads_quoted_charsets) {
  expect("text/html; charset=\"utf-8\"", "text/html", "utf-8");
  expect("text/html; charset=\"ut\\f-8\" junk; charset=x", "text/html", "utf-8");
  expect("text/html; charset=\"utf-8", "text/html", "utf-8");
  expect("text/html; charset=\"utf-8\\", "text/html", "utf-8\\");
  expect("text/html; charset='utf-8'", "text/html", "'utf-8'");
}

TEST(ContentType, is_nothing_when_it_is_not_one) {
  for (const auto* header :
       {"", ";", "html", "/html", "text/", "te xt/html", "text/ht(ml", "text/html/x, a", "text /html"}) {
    expect(header, "", "");
  }
}

}  // namespace
}  // namespace pressmark::fetch
