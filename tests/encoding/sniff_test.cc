#include <gtest/gtest.h>

#include <string>

#include "pressmark/encoding.h"
#include "support/data.h"

namespace pressmark::encoding {
namespace {

using namespace std::string_literals;
using pressmark::testing::Case;
using pressmark::testing::ExactCopy;
using pressmark::testing::own_data;
using pressmark::testing::read_cases;

Choice sniffed(std::string_view text, std::string_view transport = {}) {
  const ExactCopy copy(text);
  return sniff(std::as_bytes(std::span(copy.view())), transport);
}

TEST(EncodingSniff, finds_what_a_page_declares) {
  for (const Case& page : read_cases(own_data("encoding/data/sniff.test"))) {
    EXPECT_EQ(name(sniffed(page.input).encoding), page.expected) << page.name;
  }
}

TEST(EncodingSniff, reads_no_byte_beyond_a_page_cut_anywhere) {
  for (const Case& page : read_cases(own_data("encoding/data/sniff.test"))) {
    for (std::size_t size = 0; size < page.input.size(); ++size) sniffed(std::string_view(page.input).substr(0, size));
  }
}

TEST(EncodingSniff, takes_a_byte_order_mark_before_all_else) {
  EXPECT_EQ(sniffed("\xEF\xBB\xBF<meta charset=gbk>", "big5").encoding, Encoding::kUtf8);
  EXPECT_EQ(sniffed("\xFE\xFF<meta charset=gbk>", "big5").encoding, Encoding::kUtf16Be);
  EXPECT_EQ(sniffed("\xFF\xFE<meta charset=gbk>", "big5").encoding, Encoding::kUtf16Le);
  EXPECT_EQ(sniffed("\xFF\xFE").source, Source::kBom);
}

TEST(EncodingSniff, takes_the_transport_layer_before_the_page) {
  EXPECT_EQ(sniffed("<meta charset=gbk>", " BIG5 ").encoding, Encoding::kBig5);
  EXPECT_EQ(sniffed("<meta charset=gbk>", "big5").source, Source::kTransport);
  EXPECT_EQ(sniffed("<meta charset=gbk>", "nonsense").encoding, Encoding::kGbk);
  EXPECT_EQ(sniffed("<meta charset=gbk>").source, Source::kMeta);
  EXPECT_EQ(sniffed("").source, Source::kDefault);
}

TEST(EncodingSniff, looks_at_the_first_1024_bytes_only) {
  const std::string meta = "<meta charset=gbk>";
  EXPECT_EQ(sniffed(std::string(1024 - meta.size(), ' ') + meta).encoding, Encoding::kGbk);
  EXPECT_EQ(sniffed(std::string(1025 - meta.size(), ' ') + meta).source, Source::kDefault);
}

TEST(EncodingSniff, finds_an_xml_declaration_in_utf16) {
  EXPECT_EQ(sniffed("<\0?\0x\0m\0l\0"s).encoding, Encoding::kUtf16Le);
  EXPECT_EQ(sniffed("\0<\0?\0x\0m\0l"s).encoding, Encoding::kUtf16Be);
  EXPECT_EQ(sniffed("<\0?\0x"s).source, Source::kDefault);
}

TEST(EncodingLabels, are_found_in_any_case_and_within_white_space) {
  EXPECT_EQ(from_label("\t Latin1\r\n"), Encoding::kWindows1252);
  EXPECT_EQ(from_label("ISO-8859-8-I"), Encoding::kIso8859_8I);
  EXPECT_EQ(from_label("iso-2022-cn"), Encoding::kReplacement);
  EXPECT_EQ(from_label("x-mac-ukrainian"), Encoding::kXMacCyrillic);
  EXPECT_EQ(from_label("\vutf-8"), std::nullopt);
  EXPECT_EQ(from_label(""), std::nullopt);
  EXPECT_EQ(from_label(" "), std::nullopt);
  EXPECT_EQ(from_label("utf-88"), std::nullopt);
  EXPECT_EQ(from_label(std::string(100'000, 'a')), std::nullopt);
}

TEST(EncodingLabels, lead_from_every_name_back_to_its_encoding) {
  for (int number = 0; number <= static_cast<int>(Encoding::kXUserDefined); ++number) {
    const auto encoding = static_cast<Encoding>(number);
    EXPECT_EQ(from_label(name(encoding)), encoding) << name(encoding);
  }
}

}  // namespace
}  // namespace pressmark::encoding
