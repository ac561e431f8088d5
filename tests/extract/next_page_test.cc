#include "extract/next_page.h"

#include <gtest/gtest.h>

namespace pressmark::extract {
namespace {

std::string next_of(std::string_view address, std::string_view source) {
  const html::Document page = html::parse(source);
  return find_next_page(page, address, address);
}

TEST(NextPage, is_the_same_address_with_the_next_number) {
  EXPECT_EQ(next_of("https://example.org/story", "<link rel=next href=/story/2>"), "https://example.org/story/2");
  EXPECT_EQ(next_of("https://example.org/story/", "<a rel=next href=/story/2/>2</a>"), "https://example.org/story/2/");
  EXPECT_EQ(next_of("https://example.org/n/1.html", "<a href=1_2.html>下一页</a>"), "https://example.org/n/1_2.html");
  EXPECT_EQ(next_of("https://example.org/a.html", "<a href=a-2.html>Next page »</a>"), "https://example.org/a-2.html");
  EXPECT_EQ(next_of("https://example.org/a?id=7", "<a rel=next href='?id=7&page=2'>2</a>"),
            "https://example.org/a?id=7&page=2");
}

TEST(NextPage, goes_on_from_a_page_that_links_to_the_first) {
  EXPECT_EQ(next_of("https://example.org/story/2", "<a href=/story>1</a><a rel=next href=/story/3>3</a>"),
            "https://example.org/story/3");
  EXPECT_EQ(next_of("https://example.org/book/ch/2", "<a rel=next href=/book/ch/3>Next</a>"), "");
}

TEST(NextPage, is_no_other_article_and_no_page_of_a_list) {
  EXPECT_EQ(next_of("https://example.org/intro.html", "<link rel=next href=install.html>"), "");
  EXPECT_EQ(next_of("https://example.org/ch-1.html", "<link rel=next href=ch-2.html>"), "");
  EXPECT_EQ(next_of("https://example.org/blog", "<link rel=next href=/blog/page/2>"), "");
  EXPECT_EQ(next_of("https://example.org/", "<link rel=next href=/2>"), "");
  EXPECT_EQ(next_of("https://example.org/story", "<link rel=next href=/story/3>"), "");
}

TEST(NextPage, is_said_to_be_the_next_and_on_the_same_host) {
  EXPECT_EQ(next_of("https://example.org/story", "<a href=/story/2>2</a>"), "");
  EXPECT_EQ(next_of("https://example.org/story", "<a rel=next href=https://evil.example/story/2>2</a>"), "");
  EXPECT_EQ(next_of("https://example.org/story", "<a rel=next href='javascript:alert(1)'>2</a>"), "");
}

}  // namespace
}  // namespace pressmark::extract
