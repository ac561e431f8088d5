// Parts of texts with marks.
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>

#include "pressmark/search.h"
#include "search/graphemes.h"
#include "support/data.h"

namespace pressmark::search {
namespace {

Query query_of(std::string_view text) {
  auto query = parse(text);
  EXPECT_TRUE(query) << text;
  return query ? *std::move(query) : Query{};
}

// The input is the width and the query in the first line, then the text.
TEST(Snippet, shows) {
  for (const auto& one : testing::read_cases(testing::own_data("search/data/snippets.test"))) {
    const std::string first = one.input.substr(0, one.input.find('\n'));
    std::size_t width = 0;
    const char* const end = std::from_chars(first.data(), first.data() + first.size(), width).ptr;
    const testing::ExactCopy text(std::string_view(one.input).substr(std::min(first.size() + 1, one.input.size())));
    const Query query = query_of(std::string_view(end, first.data() + first.size()));
    EXPECT_EQ(marked(snippet(text.view(), query, width), "[", "]"), one.expected) << one.name;
  }
}

// Whatever the width, the ends are boundaries of the whole text's graphemes.
TEST(Snippet, never_cuts_a_character) {
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += i % 7 == 3 ? "x"
            : i % 2    ? "e\u0301\u0302"
            : i % 5    ? "🇩🇪🇫🇷"
                       : "👩🏽‍🚀각한글ก็हिन्दी";
  std::vector<std::size_t> boundaries = {0};
  for (const Grapheme& one : graphemes_of(text, 0, text.size())) boundaries.push_back(one.end);
  const Query query = query_of("x*x OR 한글 OR हिन्दी");
  for (std::size_t width = 1; width < 120; ++width) {
    const std::string shown = snippet(text, query, width).text;
    const std::size_t at = text.find(shown);
    ASSERT_NE(at, text.npos) << width;
    EXPECT_TRUE(std::ranges::binary_search(boundaries, at)) << width;
    EXPECT_TRUE(std::ranges::binary_search(boundaries, at + shown.size())) << width;
  }
}

TEST(Snippet, of_hostile_text_is_bounded) {
  const Query query = query_of("a \"a a a\" 重跑 zebra b*b");
  for (const std::string_view piece : {"a ", "a", "重跑", "\u0301", "\u200d", "🇩", "\xff", "\n", "👨\u200d"}) {
    std::string text = "b";
    while (text.size() < (2 << 20)) text += piece;
    const Snippet made = snippet(text, query);
    EXPECT_LT(made.text.size(), 20'000u) << piece;
  }
  EXPECT_EQ(snippet("a b", query, 0).text, "");
}

}  // namespace
}  // namespace pressmark::search
