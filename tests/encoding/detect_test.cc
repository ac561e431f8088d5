// Detection: text of our own in many languages, put into legacy encodings by turning our decoders around.
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

#include "pressmark/encoding.h"
#include "support/data.h"

namespace pressmark::encoding {
namespace {

using pressmark::testing::Case;
using pressmark::testing::ExactCopy;
using pressmark::testing::own_data;
using pressmark::testing::read_cases;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

// The bytes of each character of an encoding of one or two bytes a character.
std::map<std::string, std::string> encoder_of(Encoding encoding) {
  std::map<std::string, std::string> bytes_by_character;
  const auto add = [&](const std::string& bytes) {
    const Text text = decode(bytes_of(bytes), {.encoding = encoding});
    if (text.replaced() == 0) bytes_by_character.try_emplace(std::string(text.view()), bytes);
  };
  for (int lead = 0; lead < 256; ++lead) add({static_cast<char>(lead)});
  for (int lead = 0x81; lead < 0xFF; ++lead) {
    for (int trail = 0x40; trail < 0xFF; ++trail) add({static_cast<char>(lead), static_cast<char>(trail)});
  }
  return bytes_by_character;
}

const std::map<std::string, std::string>& encoder(Encoding encoding) {
  static std::map<Encoding, std::map<std::string, std::string>> encoders;
  const auto [found, is_new] = encoders.try_emplace(encoding);
  if (is_new) found->second = encoder_of(encoding);
  return found->second;
}

std::string encode(std::string_view text, Encoding encoding) {
  std::string bytes;
  while (!text.empty()) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const auto found = encoder(encoding).find(std::string(text.substr(0, length)));
    if (found == encoder(encoding).end()) {
      ADD_FAILURE() << name(encoding) << " has no " << text.substr(0, length);
      return bytes;
    }
    bytes += found->second;
    text.remove_prefix(length);
  }
  return bytes;
}

// GBK is a part of gb18030: the same decoder.
Encoding family(Encoding encoding) { return encoding == Encoding::kGbk ? Encoding::kGb18030 : encoding; }

Text decode_page(std::string_view text, std::string_view head = "<title>x</title>") {
  const std::string page = "<!DOCTYPE html><html><head>" + std::string(head) + "</head><body class=\"main\"><p>" +
                           std::string(text) + "</p></body></html>";
  const ExactCopy copy(page);
  const Text decoded = decode(bytes_of(copy.view()));
  return Text(std::string(decoded.view()), decoded.choice(), decoded.replaced());
}

template <class Check>
void for_each_sample(Check check) {
  for (const Case& sample : read_cases(own_data("encoding/data/detect.test"))) {
    std::istringstream labels(sample.expected);
    for (std::string label; labels >> label;) {
      SCOPED_TRACE(sample.name + " in " + label);
      check(sample.input, *from_label(label));
    }
  }
}

TEST(EncodingDetection, finds_the_encoding_of_undeclared_text) {
  for_each_sample([](const std::string& text, Encoding encoding) {
    const Text decoded = decode_page(encode(text, encoding));
    EXPECT_EQ(name(decoded.choice().encoding), name(family(encoding)));
    EXPECT_EQ(decoded.choice().source, Source::kDetected);
    EXPECT_NE(decoded.view().find(text), std::string_view::npos);
    EXPECT_EQ(decoded.replaced(), 0u);
  });
}

TEST(EncodingDetection, finds_it_in_text_cut_inside_characters) {
  for_each_sample([](const std::string& text, Encoding encoding) {
    const std::string bytes = encode(text, encoding);
    for (std::size_t size = bytes.size() * 2 / 3; size < bytes.size(); size += 5) {
      const ExactCopy copy(std::string_view(bytes).substr(0, size));
      EXPECT_EQ(name(decode(bytes_of(copy.view())).choice().encoding), name(family(encoding))) << size;
    }
  });
}

TEST(EncodingDetection, finds_it_in_the_later_part_of_a_text) {
  for_each_sample([](const std::string& text, Encoding encoding) {
    std::size_t start = text.size() / 4;
    while ((static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) ++start;
    const ExactCopy copy(encode(std::string_view(text).substr(start), encoding));
    EXPECT_EQ(name(decode(bytes_of(copy.view())).choice().encoding), name(family(encoding)));
  });
}

TEST(EncodingDetection, takes_valid_utf8_for_utf8) {
  for_each_sample([](const std::string& text, Encoding) {
    EXPECT_EQ(name(decode_page(text).choice().encoding), "UTF-8");
    EXPECT_EQ(name(decode_page(text + text.substr(0, text.size() / 2) + "\xE4\xB8</p>").choice().encoding), "UTF-8");
  });
}

TEST(EncodingDetection, corrects_a_declaration_that_can_not_be_right) {
  for_each_sample([](const std::string& text, Encoding encoding) {
    const std::string bytes = encode(text, encoding);
    const Text decoded = decode_page(bytes, "<meta charset=utf-8>");
    EXPECT_EQ(name(decoded.choice().encoding), name(family(encoding)));
    EXPECT_EQ(decoded.replaced(), 0u);
  });
}

TEST(EncodingDetection, keeps_what_a_damaged_page_declares) {
  for_each_sample([](const std::string& text, Encoding encoding) {
    const std::string bytes = encode(text, encoding);
    const std::string damaged = bytes + " \xFF \x81 " + bytes + " \xFF</b>" + bytes;
    const std::string meta = "<meta charset=" + std::string(name(encoding)) + ">";
    EXPECT_EQ(decode_page(damaged, meta).choice().source, Source::kMeta);
    const Text utf8 = decode_page(text + " \xFF \xE4 " + text + text, "<meta charset=utf-8>");
    EXPECT_EQ(utf8.choice().source, Source::kMeta);
    EXPECT_EQ(utf8.replaced(), 2u);
  });
}

TEST(EncodingDetection, uses_a_declaration_beyond_the_prescanned_bytes) {
  for_each_sample([](const std::string& text, Encoding encoding) {
    const std::string late = "<!--" + std::string(2000, '-') + "--><meta charset=" + std::string(name(encoding)) + ">";
    const Text decoded = decode_page(encode(text, encoding), late);
    EXPECT_EQ(name(decoded.choice().encoding), name(encoding));
    EXPECT_EQ(decoded.choice().source, Source::kMeta);
  });
}

TEST(EncodingDetection, costs_no_more_for_hostile_input) {
  for (const char* piece : {"\xFF", "\x81\x30", "a\xE9", "<meta content=charset ", "\x1B$B", "<!--"}) {
    std::string input;
    while (input.size() < 4'000'000) input += piece;
    const Text decoded = decode(bytes_of(input));
    EXPECT_LE(decoded.view().size(), input.size() * 3);
  }
}

}  // namespace
}  // namespace pressmark::encoding
