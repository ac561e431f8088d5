// The UTF-8 decoder, which reads whole blocks, against one that follows the standard byte by byte.
#include "encoding/utf8.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "encoding/decoders.h"
#include "simd/kernels.h"
#include "support/data.h"

namespace pressmark::encoding {
namespace {

using pressmark::testing::ExactCopy;

Bytes as_bytes(std::string_view text) { return {reinterpret_cast<const unsigned char*>(text.data()), text.size()}; }

struct Expected {
  std::string text;
  std::size_t valid_prefix = std::string::npos;
  std::size_t multibyte = 0, errors = 0;
};

// The UTF-8 decoder's state machine: bytes needed, bytes seen, lower and upper boundary.
// https://encoding.spec.whatwg.org/#utf-8-decoder
class StateMachine {
 public:
  Expected decode(Bytes bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at) read(bytes[at], at);
    if (needed_ != 0) {
      replace();
      --result_.errors;  // A character cut off by the end counts for nothing.
    }
    if (result_.valid_prefix == std::string::npos) result_.valid_prefix = bytes.size();
    return result_;
  }

 private:
  void read(unsigned char byte, std::size_t at) {
    if (needed_ != 0 && (byte < lower_ || byte > upper_)) replace();
    if (needed_ == 0) return read_first(byte, at);
    lower_ = 0x80;
    upper_ = 0xBF;
    pending_ += static_cast<char>(byte);
    if (--needed_ != 0) return;
    result_.text += pending_;
    ++result_.multibyte;
  }

  void read_first(unsigned char byte, std::size_t at) {
    begin_ = at;
    pending_ = static_cast<char>(byte);
    if (byte < 0x80) {
      result_.text += pending_;
    } else if (byte >= 0xC2 && byte <= 0xF4) {
      needed_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
      lower_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
      upper_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    } else {
      replace();
    }
  }

  void replace() {
    if (result_.valid_prefix == std::string::npos) result_.valid_prefix = begin_;
    result_.text += "\xEF\xBF\xBD";
    ++result_.errors;
    needed_ = 0;
  }

  Expected result_;
  std::string pending_;
  std::size_t begin_ = 0;
  int needed_ = 0;
  unsigned char lower_ = 0x80, upper_ = 0xBF;
};

void expect_decoded(std::string_view source) {
  const ExactCopy copy(source);
  const Bytes bytes = as_bytes(copy.view());
  const Expected expected = StateMachine().decode(bytes);
  EXPECT_EQ(valid_utf8_prefix(bytes), expected.valid_prefix);
  const Utf8Survey survey = survey_utf8(bytes);
  EXPECT_EQ(survey.multibyte, expected.multibyte);
  EXPECT_EQ(survey.errors, expected.errors);
  Output out(bytes.size());
  decode_utf8(bytes, out);
  EXPECT_EQ(out.errors(), expected.errors);
  EXPECT_EQ(std::move(out).take(), expected.text);
}

// Every kernel must stop at the start of a character, with nothing wrong before.
void expect_skipped(std::string_view source) {
  const ExactCopy copy(source);
  const std::string_view text = copy.view();
  const std::size_t valid = StateMachine().decode(as_bytes(text)).valid_prefix;
  for (const simd::Kernels* kernels : simd::available_kernels()) {
    const char* const stop = kernels->skip_utf8(text.data(), text.data() + text.size());
    const auto size = static_cast<std::size_t>(stop - text.data());
    ASSERT_LE(size, valid) << kernels->name;
    ASSERT_EQ(StateMachine().decode(as_bytes(text.substr(0, size))).valid_prefix, size) << kernels->name;
  }
}

constexpr std::string_view kCharacters[] = {"a",      "<",      "\x7F", "é",          "\u0080",
                                            "\u07FF", "\u0800", "中",   "\uD7FF",     "\uE000",
                                            "\uFFFD", "\uFFFF", "😀",   "\U00010000", "\U0010FFFF"};

// Text of `size` bytes or a few more, ASCII for the part of it that `ascii` of 16 says.
std::string valid_text(std::mt19937& random, std::size_t size, std::size_t ascii) {
  std::string text;
  while (text.size() < size) text += random() % 16 < ascii ? "x" : kCharacters[random() % std::size(kCharacters)];
  return text;
}

TEST(Utf8, every_two_bytes_at_every_place_of_a_group) {
  for (unsigned first = 0x80; first < 0x100; ++first) {
    for (unsigned second = 0; second < 0x100; second += second < 0x7F ? 0x3F : 1) {
      for (std::size_t at : {61u, 62u, 63u, 64u, 126u}) {
        std::string text(130, 'x');
        text[at] = static_cast<char>(first);
        text[at + 1] = static_cast<char>(second);
        expect_decoded(text);
      }
    }
  }
}

// All that the tables tell apart in three and four bytes.
TEST(Utf8, every_sequence_of_telling_bytes) {
  constexpr unsigned char kTelling[] = {0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
                                        0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF};
  constexpr std::size_t kCount = std::size(kTelling);
  for (std::size_t number = 0; number < kCount * kCount * kCount * kCount; ++number) {
    std::string text(70, 'x');
    std::size_t rest = number;
    for (std::size_t at = number % 4; at < number % 4 + 4; ++at, rest /= kCount) {
      text[60 + at] = static_cast<char>(kTelling[rest % kCount]);
    }
    expect_decoded(text);
    if (HasFailure()) return;
  }
}

TEST(Utf8, valid_text_of_every_length_is_valid) {
  std::mt19937 random(3);
  for (std::size_t size = 0; size < 300; ++size) {
    const std::string text = valid_text(random, size, size % 17);
    EXPECT_EQ(valid_utf8_prefix(as_bytes(text)), text.size());
    expect_decoded(text);
    expect_skipped(text);
  }
}

TEST(Utf8, valid_text_with_damage) {
  std::mt19937 random(5);
  for (int round = 0; round < 30'000; ++round) {
    std::string text = valid_text(random, random() % 400, random() % 17);
    for (std::size_t damage = random() % 4; damage != 0 && !text.empty(); --damage) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0: text[at] = static_cast<char>(random()); break;
        case 1: text.erase(at, 1 + random() % 3); break;
        default: text.resize(at); break;
      }
    }
    expect_decoded(text);
    expect_skipped(text);
    if (HasFailure()) return;
  }
}

TEST(Utf8, random_bytes) {
  std::mt19937 random(9);
  for (int round = 0; round < 10'000; ++round) {
    std::string text(random() % 300, 'x');
    for (char& c : text) c = static_cast<char>(random());
    expect_decoded(text);
    expect_skipped(text);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace pressmark::encoding
