// What texts and phrases become.
#include "search/tokenizer.h"

#include <gtest/gtest.h>

#include "pressmark/search.h"
#include "support/data.h"

namespace pressmark::search {
namespace {

std::string tokens(std::string_view text, Purpose purpose) {
  const testing::ExactCopy copy(text);
  Tokenizer tokenizer(copy.view(), purpose);
  std::string out;
  for (Token token; tokenizer.next(token);) out += (out.empty() ? "" : " ") + std::string(token.text);
  return out;
}

// The parts of the source that the tokens stand for.
std::string sources(std::string_view text) {
  Tokenizer tokenizer(text, Purpose::kText);
  std::string out;
  for (Token token; tokenizer.next(token);) {
    out += (out.empty() ? "" : "|") + std::string(text.substr(token.begin, token.end - token.begin));
  }
  return out;
}

// Expected: the tokens of the text, and those of it as a phrase where they differ.
TEST(Tokenizer, gives_the_tokens_of) {
  for (const auto& one : testing::read_cases(testing::own_data("search/data/tokens.test"))) {
    const std::string as_text = tokens(one.input, Purpose::kText), as_phrase = tokens(one.input, Purpose::kPhrase);
    EXPECT_EQ(as_text == as_phrase ? as_text : as_text + "\n" + as_phrase, one.expected) << one.name;
  }
}

TEST(Tokenizer, says_where_tokens_stand) {
  EXPECT_EQ(sources("重跑gen-ITGC后"), "重跑|跑|gen|ITGC|后");
  EXPECT_EQ(sources("e\u0301te\u0301, か\u3099き"), "e\u0301te\u0301|か\u3099き|き");
  EXPECT_EQ(sources("㍿ Ａ"), "㍿|㍿|㍿|㍿|Ａ");
  EXPECT_EQ(sources("a\xff"
                    "b\xe4\xb8"),
            "a|b");
}

TEST(Tokenizer, bounds_words_and_takes_linear_time) {
  const std::string word(10 << 20, 'x');
  EXPECT_EQ(tokens(word, Purpose::kText), word.substr(0, Tokenizer::kLongestWord));
  EXPECT_EQ(sources(word).size(), word.size());
  std::string accents = "a";
  for (int i = 0; i < 100'000; ++i) accents += "\u0301";
  EXPECT_EQ(tokens(accents, Purpose::kText), "a");
  std::string wide;
  for (int i = 0; i < 50; ++i) wide += "ж中";
  for (int i = 0; i < 200; ++i) wide += "ы";  // A word is never cut within a character.
  const std::string last = tokens(wide, Purpose::kText);
  EXPECT_TRUE(last.ends_with("中 " + std::string("ыыыыыыыы")) || last.ends_with("ыы"));
  EXPECT_EQ((last.size() - last.rfind(' ') - 1) % 2, 0u);
}

TEST(Tokenizer, tolerates_bytes_that_are_no_text) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text{'a', static_cast<char>(first), static_cast<char>(second)};
      EXPECT_TRUE(tokens(text, Purpose::kText).starts_with("a"));
    }
  }
  EXPECT_EQ(tokens(std::string("a\0b", 3), Purpose::kText), "a b");
}

TEST(Folded, makes_names_comparable) {
  EXPECT_EQ(folded("  Café — de  Flore "), "cafe de flore");
  EXPECT_EQ(folded("紐約時報中文網"), "纽约时报中文网");
  EXPECT_EQ(folded("機器之心Pro（中国）"), "机器之心pro 中国");
  EXPECT_EQ(folded("🔥"), "🔥");
  EXPECT_EQ(folded(""), "");
}

}  // namespace
}  // namespace pressmark::search
