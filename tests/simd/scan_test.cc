#include "simd/scan.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "support/data.h"

namespace pressmark::simd {
namespace {

using pressmark::testing::ExactCopy;

// What the scans promise, in the plainest words.
std::size_t first_of(std::string_view text, std::string_view stops) {
  const std::size_t found = text.find_first_of(stops);
  return found == std::string_view::npos ? text.size() : found;
}

std::size_t first_name_stop(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte <= ' ' || byte == '/' || byte == '>' || byte == '=' || (byte >= 'A' && byte <= 'Z')) return at;
  }
  return text.size();
}

constexpr std::string_view kWhiteSpace = " \n\t\r\f";

void expect_scans_hold(std::string_view source) {
  const ExactCopy copy(source);  // A read behind the end is seen by the address sanitizer.
  const std::string_view text = copy.view();
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto distance = [begin](const char* at) { return static_cast<std::size_t>(at - begin); };
  EXPECT_EQ(distance(find_any<'<', '&', '\r', '\0'>(begin, end)), first_of(text, std::string_view("<&\r\0", 4)));
  EXPECT_EQ(distance(find_any<'"'>(begin, end)), first_of(text, "\""));
  EXPECT_EQ(distance(find_name_stop(begin, end)), first_name_stop(text));
  const std::size_t not_white = text.find_first_not_of(kWhiteSpace);
  EXPECT_EQ(distance(find_not_white_space(begin, end)), not_white == text.npos ? text.size() : not_white);
}

TEST(Scan, finds_every_byte_value_at_every_place_of_a_block) {
  for (int value = 0; value < 256; ++value) {
    for (std::size_t size : {1u, 2u, 15u, 16u, 17u, 31u, 32u, 33u}) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'a');
        text[at] = static_cast<char>(value);
        expect_scans_hold(text);
        std::string white(size, ' ');
        white[at] = static_cast<char>(value);
        expect_scans_hold(white);
      }
    }
  }
}

TEST(Scan, of_nothing_is_the_end) { expect_scans_hold(""); }

TEST(Scan, holds_on_random_bytes) {
  std::mt19937 random(7);
  constexpr std::string_view kAlphabet("<&\r\0\"= />AZaz\n\t\f@[\x80\xff\x01", 21);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 80, 'x');
    for (char& c : text) {
      if (random() % 8 == 0) c = kAlphabet[random() % kAlphabet.size()];
      if (random() % 64 == 0) c = static_cast<char>(random());
    }
    expect_scans_hold(text);
  }
}

template <class Wide>
std::size_t scan_with(std::string_view text, auto match) {
  const char* const begin = text.data();
  return static_cast<std::size_t>(find_if<Wide>(begin, begin + text.size(), match) - begin);
}

TEST(Scan, gives_the_same_with_blocks_as_byte_by_byte) {
  std::mt19937 random(11);
  const auto any = AnyOf<'<', '\0', '\xff'>();
  const auto small = [](auto block) { return block.at_most(0x1f); };
  const auto letters = [](auto block) { return block.between('A', 'Z'); };
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 70, 'x');
    for (char& c : text) {
      if (random() % 20 == 0) c = static_cast<char>(random());
    }
    EXPECT_EQ(scan_with<Block>(text, any), scan_with<ScalarBlock>(text, any));
    EXPECT_EQ(scan_with<Block>(text, small), scan_with<ScalarBlock>(text, small));
    EXPECT_EQ(scan_with<Block>(text, letters), scan_with<ScalarBlock>(text, letters));
  }
}

}  // namespace
}  // namespace pressmark::simd
