// The data sets of others, used where they are: every decoder of the standard, its labels and its prescan.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <vector>

#include "pressmark/encoding.h"
#include "support/data.h"

namespace pressmark::encoding {
namespace {

using pressmark::testing::ExactCopy;
using pressmark::testing::read_file;
using pressmark::testing::shared_data;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string decoded(Encoding encoding, std::string_view bytes) {
  const ExactCopy copy(bytes);
  return std::string(decode(bytes_of(copy.view()), {.encoding = encoding}).view());
}

// The strings of the members `key` of a JSON file that holds flat objects, in order: all that these data files need.
std::vector<std::string> values_of(const std::string& json, const std::string& key) {
  std::vector<std::string> values;
  const std::string mark = "\"" + key + "\": \"";
  for (std::size_t at = json.find(mark); at != std::string::npos; at = json.find(mark, at)) {
    std::string value;
    for (at += mark.size(); json[at] != '"'; ++at) {
      if (json[at] != '\\') {
        value += json[at];
      } else if (json[++at] == 'u') {
        const auto unit = static_cast<char16_t>(std::stoul(json.substr(at + 1, 4), nullptr, 16));
        const char pair[] = {static_cast<char>(unit >> 8), static_cast<char>(unit & 0xFF)};
        value += decoded(Encoding::kUtf16Be, {pair, 2});
        at += 4;
      } else {
        value += json[at] == 'n' ? '\n' : json[at] == 't' ? '\t' : json[at] == 'r' ? '\r' : json[at];
      }
    }
    values.push_back(value);
  }
  return values;
}

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

TEST(EncodingConformance, decodes_every_case_of_web_platform_tests) {
  PM_REQUIRE_DATA("encoding/wpt_encoding.json");
  std::string json = read_file(shared_data() / "encoding/wpt_encoding.json");
  const std::string null = "\"text\": null";  // The byte has no character.
  for (std::size_t at = json.find(null); at != std::string::npos; at = json.find(null, at)) {
    json.replace(at, null.size(), "\"text\": \"\uFFFD\"");
  }
  const auto encodings = values_of(json, "encoding"), bytes = values_of(json, "bytes"), texts = values_of(json, "text");
  ASSERT_EQ(encodings.size(), 3490u);
  ASSERT_EQ(bytes.size(), encodings.size());
  ASSERT_EQ(texts.size(), encodings.size());
  for (std::size_t i = 0; i < encodings.size(); ++i) {
    const auto encoding = from_label(encodings[i]);
    ASSERT_TRUE(encoding) << encodings[i];
    EXPECT_EQ(decoded(*encoding, from_hex(bytes[i])), texts[i]) << encodings[i] << " " << bytes[i];
  }
}

TEST(EncodingConformance, decodes_every_pointer_of_the_multi_byte_indexes) {
  PM_REQUIRE_DATA("encoding/encoding_rs-test_data");
  const std::map<std::string, Encoding> files = {
      {"big5", Encoding::kBig5},         {"euc_kr", Encoding::kEucKr},  {"gb18030", Encoding::kGb18030},
      {"jis0208", Encoding::kEucJp},     {"jis0212", Encoding::kEucJp}, {"iso_2022_jp", Encoding::kIso2022Jp},
      {"shift_jis", Encoding::kShiftJis}};
  for (const auto& [file, encoding] : files) {
    const auto folder = shared_data() / "encoding/encoding_rs-test_data";
    const std::string expected = read_file(folder / (file + "_in_ref.txt"));
    EXPECT_TRUE(decoded(encoding, read_file(folder / (file + "_in.txt"))) == expected) << file;
    // What an encoder of the standard writes is read back too.
    if (file == "jis0212") continue;
    const std::string encoded = read_file(folder / (file + "_out_ref.txt"));
    EXPECT_FALSE(encoded.empty());
    if (encoded.find("&#") == std::string::npos) {
      EXPECT_TRUE(decoded(encoding, encoded) == read_file(folder / (file + "_out.txt"))) << file;
    }
  }
}

TEST(EncodingConformance, knows_every_label_of_the_standard) {
  PM_REQUIRE_DATA("encoding/labels-to-names.json");
  const std::string json = read_file(shared_data() / "encoding/labels-to-names.json");
  std::size_t count = 0;
  for (std::size_t at = json.find('"'); at != std::string::npos; at = json.find('"', at + 1)) {
    const auto next = [&] {
      const std::size_t end = json.find('"', at + 1);
      const std::string text = json.substr(at + 1, end - at - 1);
      at = end;
      return text;
    };
    const std::string label = next();
    at = json.find('"', at + 1);
    const std::string expected = next();
    const auto encoding = from_label(label);
    ASSERT_TRUE(encoding) << label;
    EXPECT_EQ(name(*encoding), expected) << label;
    ++count;
  }
  EXPECT_EQ(count, 215u);  // All but those of replacement and a few more; the tables' own test has the rest.
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// "#data" input "#encoding" label, a blank line between cases. The folder "scripted" needs JavaScript and is not run.
TEST(EncodingConformance, finds_the_declarations_of_html5lib) {
  PM_REQUIRE_DATA("html5lib/encoding/tests1.dat");
  std::size_t count = 0, late = 0;
  for (const char* file : {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat"}) {
    const std::string text = "\n" + read_file(shared_data() / "html5lib/encoding" / file);
    for (std::size_t at = text.find("\n#data\n"); at != std::string::npos; at = text.find("\n#data\n", at)) {
      at += std::string_view("\n#data\n").size();
      const std::size_t end = text.find("\n#encoding\n", at - 1);
      const std::size_t label = end + std::string_view("\n#encoding\n").size();
      const ExactCopy input(end < at ? std::string_view() : std::string_view(text).substr(at, end - at));
      const std::string expected = text.substr(label, text.find('\n', label) - label);
      const Choice sniffed = sniff(bytes_of(input.view()));
      // A declaration beyond the first 1024 bytes is the parser's to find, here decode's.
      const Choice choice = sniffed.source == Source::kDefault ? decode(bytes_of(input.view())).choice() : sniffed;
      EXPECT_EQ(lower(name(choice.encoding)), lower(expected)) << file << ":\n" << input.view().substr(0, 2000);
      late += sniffed.source == Source::kDefault && choice.source == Source::kMeta ? 1 : 0;
      ++count;
      at = end;
    }
  }
  EXPECT_EQ(count, 82u);
  EXPECT_EQ(late, 7u);
}

TEST(EncodingConformance, detects_the_undeclared_text_of_html5lib) {
  PM_REQUIRE_DATA("html5lib/encoding/chardet/test_big5.txt");
  const std::string text = read_file(shared_data() / "html5lib/encoding/chardet/test_big5.txt");
  EXPECT_EQ(name(decode(bytes_of(text)).choice().encoding), "Big5");
}

}  // namespace
}  // namespace pressmark::encoding
