#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "pressmark/encoding.h"
#include "support/data.h"

namespace pressmark::encoding {
namespace {

using namespace std::string_literals;
using pressmark::testing::ExactCopy;

struct Decoded {
  std::string text;
  std::size_t replaced;
  Choice choice;
  bool is_owned;
};

Decoded decoded(std::string_view bytes, const Options& options) {
  const ExactCopy copy(bytes);
  const Text text = decode(std::as_bytes(std::span(copy.view())), options);
  return {std::string(text.view()), text.replaced(), text.choice(), text.is_owned()};
}

std::string text_in(Encoding encoding, std::string_view bytes) { return decoded(bytes, {.encoding = encoding}).text; }

TEST(EncodingDecode, borrows_what_is_valid_utf8_already) {
  const std::string page = "<meta charset=utf-8>中文 é 😀";
  const Text text = decode(std::as_bytes(std::span(page)));
  EXPECT_FALSE(text.is_owned());
  EXPECT_EQ(text.view().data(), page.data());
  EXPECT_EQ(text.view(), page);
}

TEST(EncodingDecode, borrows_ascii_in_an_encoding_that_keeps_it) {
  EXPECT_FALSE(decoded("plain", {.encoding = Encoding::kGbk}).is_owned);
  EXPECT_FALSE(decoded("plain", {}).is_owned);
  EXPECT_EQ(decoded("a\x1B(J\\", {.encoding = Encoding::kIso2022Jp}).text, "a¥");
}

TEST(EncodingDecode, cuts_off_the_mark_of_its_own_encoding) {
  const Decoded utf8 = decoded("\xEF\xBB\xBF\xEF\xBB\xBFx", {});
  EXPECT_EQ(utf8.text, "\xEF\xBB\xBFx");
  EXPECT_FALSE(utf8.is_owned);
  EXPECT_EQ(decoded("\xFE\xFF\0x"s, {}).text, "x");
  EXPECT_EQ(decoded("\xFF\xFEx\0"s, {}).text, "x");
  EXPECT_EQ(decoded("\xEF\xBB\xBFx", {.encoding = Encoding::kWindows1252}).text, "ï»¿x");
}

TEST(EncodingDecode, lets_the_caller_overrule_everything) {
  const Decoded page =
      decoded("\xEF\xBB\xBF<meta charset=utf-8>\xD6\xD0", {.encoding = Encoding::kGbk, .transport = "big5"});
  EXPECT_TRUE(page.text.ends_with("中"));
  EXPECT_EQ(page.choice.source, Source::kCaller);
}

TEST(EncodingDecode, never_overrules_a_mark_or_the_transport_layer) {
  const Decoded transport = decoded("\xE4\xB8\xAD\xFF", {.transport = "gbk"});
  EXPECT_EQ(transport.choice.encoding, Encoding::kGbk);
  EXPECT_EQ(transport.choice.source, Source::kTransport);
  EXPECT_GT(transport.replaced, 0u);
  const Decoded mark = decoded("\xEF\xBB\xBF\xD6\xD0\xCE\xC4", {});
  EXPECT_EQ(mark.choice.encoding, Encoding::kUtf8);
  EXPECT_EQ(mark.replaced, 4u);
}

TEST(EncodingDecode, does_not_detect_when_told_not_to) {
  EXPECT_EQ(decoded("中", {.detect = false}).text, "ä¸\u00AD");
  EXPECT_EQ(decoded("<meta charset=gbk>\xE4\xB8\xAD\xFF", {.detect = false}).choice.encoding, Encoding::kGbk);
}

TEST(EncodingDecode, replaces_each_longest_beginning_of_a_character) {
  const std::vector<std::pair<std::string, std::string>> cases = {{"\x80", "\uFFFD"},
                                                                  {"\xC0\xAF", "\uFFFD\uFFFD"},
                                                                  {"\xE0\x80\x80", "\uFFFD\uFFFD\uFFFD"},
                                                                  {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
                                                                  {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
                                                                  {"\xF0\x9F\x98x", "\uFFFDx"},
                                                                  {"\xF0\x9F\xF0\x9F\x98\x80", "\uFFFD😀"},
                                                                  {"\xE4\xB8", "\uFFFD"},
                                                                  {"\xF5\xFF", "\uFFFD\uFFFD"},
                                                                  {"a\xC3", "a\uFFFD"}};
  for (const auto& [bytes, expected] : cases) EXPECT_EQ(text_in(Encoding::kUtf8, bytes), expected);
  EXPECT_EQ(decoded("\uFFFD\xFF", {.encoding = Encoding::kUtf8}).replaced, 1u);
}

TEST(EncodingDecode, finds_the_first_invalid_byte_wherever_it_stands) {
  for (std::size_t at = 0; at < 80; ++at) {
    std::string bytes(80, 'a');
    bytes[at] = '\xFF';
    std::string expected = std::string(at, 'a') + "\uFFFD" + std::string(79 - at, 'a');
    EXPECT_EQ(text_in(Encoding::kUtf8, bytes), expected);
  }
}

TEST(EncodingDecode, resumes_after_an_error_where_the_standard_says) {
  EXPECT_EQ(text_in(Encoding::kGb18030, "\x81\x30\x81\x30"), "\u0080");
  EXPECT_EQ(text_in(Encoding::kGb18030, "\x81\x30\x81"), "\uFFFD");
  EXPECT_EQ(text_in(Encoding::kGb18030, "\x81\x30<b>"), "\uFFFD0<b>");
  EXPECT_EQ(text_in(Encoding::kGb18030, "\x81\x30\x81<"), "\uFFFD0\uFFFD<");
  EXPECT_EQ(text_in(Encoding::kGb18030, "\x84\x32\xA4\x39"), "\uFFFD");  // Beyond the ranges.
  EXPECT_EQ(text_in(Encoding::kGb18030, "\x90\x30\x81\x30"), "\U00010000");
  EXPECT_EQ(text_in(Encoding::kGb18030, "\x81\x35\xF4\x37"), "\uE7C7");
  EXPECT_EQ(text_in(Encoding::kGbk, "\x80\xD6<\xFF"), "€\uFFFD<\uFFFD");
  EXPECT_EQ(text_in(Encoding::kBig5, "\x88\x62\x88\xA5\xA4<\xA4"), "Ê\u0304ê\u030C\uFFFD<\uFFFD");
  EXPECT_EQ(text_in(Encoding::kBig5, "\x87\x40\x81\x40"), "\u43F0\uFFFD@");
  EXPECT_EQ(text_in(Encoding::kEucJp, "\x8E\xB1\x8F\xB0\xA1\x8F\xA1<\xA4\xA2"), "\uFF71丂\uFFFD<あ");
  EXPECT_EQ(text_in(Encoding::kShiftJis, "\xB1\x82\xA0\x80\xF0\x40\x82<\xA0"), "\uFF71あ\u0080\uE000\uFFFD<\uFFFD");
  EXPECT_EQ(text_in(Encoding::kEucKr, "\xB0\xA1\xB0<\x81\x41"), "가\uFFFD<갂");
  EXPECT_EQ(text_in(Encoding::kIso2022Jp, "\x1B$B$\"\x1B(B<\x1B(I1\x0E"), "あ<\uFF71\uFFFD");
  EXPECT_EQ(text_in(Encoding::kIso2022Jp, "\x1B$B\x1B(B"), "\uFFFD");
  EXPECT_EQ(text_in(Encoding::kIso2022Jp, "\x1B$B$"), "\uFFFD");
  EXPECT_EQ(text_in(Encoding::kWindows1253, "\xD2"), "\uFFFD");
}

TEST(EncodingDecode, pairs_surrogates) {
  EXPECT_EQ(text_in(Encoding::kUtf16Le, "\x3D\xD8\x00\xDE"s), "😀");
  EXPECT_EQ(text_in(Encoding::kUtf16Be, "\xD8\x3D\x00x"s), "\uFFFDx");
  EXPECT_EQ(text_in(Encoding::kUtf16Be, "\xDE\x00\xD8\x3D\xD8\x3D\xDE\x00"s), "\uFFFD\uFFFD😀");
  EXPECT_EQ(text_in(Encoding::kUtf16Be, "\xD8\x3D\x00"s), "\uFFFD");
}

TEST(EncodingDecode, knows_the_encodings_that_are_none) {
  EXPECT_EQ(text_in(Encoding::kReplacement, "anything"), "\uFFFD");
  EXPECT_EQ(text_in(Encoding::kReplacement, ""), "");
  EXPECT_EQ(text_in(Encoding::kXUserDefined, "a\x80\xFF"), "a\uF780\uF7FF");
}

// Every two bytes in every encoding: never more than the bytes allow, always valid UTF-8, never beyond the end.
TEST(EncodingDecode, reads_any_two_bytes_in_any_encoding) {
  for (int number = 0; number <= static_cast<int>(Encoding::kXUserDefined); ++number) {
    for (int first = 0; first < 256; ++first) {
      for (int second = 0; second < 256; second += first < 0x80 ? 5 : 1) {
        const char bytes[] = {static_cast<char>(first), static_cast<char>(second)};
        const std::string text = text_in(static_cast<Encoding>(number), {bytes, 2});
        ASSERT_LE(text.size(), 6u);
        ASSERT_EQ(decoded(text, {.encoding = Encoding::kUtf8}).replaced, 0u);
      }
    }
  }
}

TEST(EncodingDecode, is_the_same_in_many_threads) {
  const std::string page = "<title>\xD6\xD0\xB9\xFA\xC8\xCB\xC3\xF1\xD4\xDA\xD5\xE2\xC0\xEF\xB9\xA4\xD7\xF7</title>";
  std::vector<std::string> texts(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& text : texts) threads.emplace_back([&] { text = decoded(page, {}).text; });
  }
  for (const std::string& text : texts) EXPECT_EQ(text, "<title>中国人民在这里工作</title>");
}

}  // namespace
}  // namespace pressmark::encoding
