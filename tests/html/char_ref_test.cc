#include "html/char_ref.h"

#include <gtest/gtest.h>

#include <string>

#include "support/data.h"

namespace pressmark::html {
namespace {

using pressmark::testing::ExactCopy;

// What is read, and behind a bar what is left of the source.
std::string read(std::string_view source, ReferenceContext context = ReferenceContext::kText) {
  const ExactCopy copy(source);
  const CharacterReference reference = read_character_reference(copy.view(), context);
  return std::string(reference.text()) + "|" + std::string(source.substr(reference.consumed));
}

TEST(CharacterReference, takes_the_longest_name) {
  EXPECT_EQ(read("&amp;"), "&|");
  EXPECT_EQ(read("&notin;x"), "\u2209|x");
  EXPECT_EQ(read("&notit;"), "\u00AC|it;");
  EXPECT_EQ(read("&ampx"), "&|x");
  EXPECT_EQ(read("&frac12"), "\u00BD|");
  EXPECT_EQ(read("&CounterClockwiseContourIntegral;"), "\u2233|");
  EXPECT_EQ(read("&nGt;"), "\u226B\u20D2|");
}

TEST(CharacterReference, leaves_what_is_none) {
  for (const char* source : {"&", "&;", "& amp;", "&bogus;", "&notin", "&#", "&#;", "&#x", "&#xg", "&#x;", "&\x80"}) {
    const std::string expected = std::string(source) == "&notin" ? "\u00AC|in" : "|" + std::string(source);
    EXPECT_EQ(read(source), expected);
  }
  EXPECT_EQ(read("&" + std::string(100, 'a') + ";"), "|&" + std::string(100, 'a') + ";");
}

TEST(CharacterReference, in_an_attribute_needs_its_semicolon_before_letters_digits_and_equals) {
  const auto in_attribute = [](std::string_view source) { return read(source, ReferenceContext::kAttribute); };
  EXPECT_EQ(in_attribute("&copy=1"), "|&copy=1");
  EXPECT_EQ(in_attribute("&copyx"), "|&copyx");
  EXPECT_EQ(in_attribute("&copy1"), "|&copy1");
  EXPECT_EQ(in_attribute("&copy;=1"), "\u00A9|=1");
  EXPECT_EQ(in_attribute("&copy"), "\u00A9|");
  EXPECT_EQ(in_attribute("&copy&"), "\u00A9|&");
  EXPECT_EQ(in_attribute("&notit;"), "|&notit;");
  EXPECT_EQ(in_attribute("&#65b"), "A|b");
}

TEST(CharacterReference, numbers_are_code_points) {
  EXPECT_EQ(read("&#65;"), "A|");
  EXPECT_EQ(read("&#65"), "A|");
  EXPECT_EQ(read("&#x1F600;"), "\U0001F600|");
  EXPECT_EQ(read("&#X1f600g"), "\U0001F600|g");
  EXPECT_EQ(read("&#13;"), "\r|");
  EXPECT_EQ(read("&#x10FFFF;"), "\U0010FFFF|");
}

TEST(CharacterReference, bad_numbers_are_replaced) {
  for (const char* source :
       {"&#0;", "&#xD800;", "&#xDFFF;", "&#x110000;", "&#99999999999999999999999999;", "&#x100000041;"}) {
    EXPECT_EQ(read(source), "\uFFFD|") << source;
  }
  EXPECT_EQ(read("&#128;"), "\u20AC|");
  EXPECT_EQ(read("&#x9F;"), "\u0178|");
  EXPECT_EQ(read("&#x81;"), "\u0081|");
  EXPECT_EQ(read("&#xFFFE;"), "\uFFFE|");
}

}  // namespace
}  // namespace pressmark::html
