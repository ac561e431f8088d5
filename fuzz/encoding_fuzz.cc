// modules: encoding
// Whatever the bytes and whoever names the encoding: decode ends, its text is valid UTF-8, is borrowed only where it is
// the input itself, hangs on the bytes alone, is what the encoding that it names gives, and keeps ASCII. The first byte
// chooses the encoding and whether one is looked for; the rest is the text.
#include <cstdint>
#include <string>

#include "base/utf8.h"
#include "encoding/utf8.h"
#include "kernel_choice.h"
#include "oracle.h"
#include "pressmark/encoding.h"

namespace {

using namespace pressmark::encoding;
using namespace pressmark::fuzz;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

// The text with U+FFFD for what is no character, one character after another.
std::string as_utf8(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto c = pressmark::utf8::next(bytes, at);
    text += c.valid ? bytes.substr(at, c.size) : kReplacement;
    at += c.size;
  }
  return text;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t number = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++number;
  return number;
}

void check(std::string_view input, const Options& options, std::size_t variant) {
  const Text text = decode(bytes_of(input), options);
  const std::string_view view = text.view();
  require(as_utf8(view) == view, "the text is valid UTF-8");
  const Bytes bytes(reinterpret_cast<const unsigned char*>(view.data()), view.size());
  require(valid_utf8_prefix(bytes) == bytes.size() && survey_utf8(bytes).errors == 0, "it is found to be valid");
  require(view.size() <= input.size() * 3, "a byte makes three at most");
  require(text.replaced() <= count(view, kReplacement), "what is counted as replaced is in the text");
  if (!text.is_owned()) {
    const bool is_inside = view.data() >= input.data() && view.data() + view.size() == input.data() + input.size();
    require(is_inside && input.size() - view.size() <= 3 && text.replaced() == 0, "a borrowed text is the input");
  }
  if (text.choice().encoding == Encoding::kUtf8)
    require(view == as_utf8(input.substr(input.starts_with("\xEF\xBB\xBF") ? 3 : 0)),
            "UTF-8 is read as the plain loop does");
  const PlacedCopy elsewhere(input, variant % 64);
  const KernelChoice kernels(variant / 64);
  require(decode(bytes_of(elsewhere.view()), options).view() == view, "the text hangs on the bytes alone");
  if (options.encoding) return;
  require(decode(bytes_of(input), {.encoding = text.choice().encoding}).view() == view,
          "the encoding is the one named");
}

// All but four encodings have ASCII as it is.
void check_ascii(std::string_view input, Encoding encoding) {
  if (encoding == Encoding::kUtf16Be || encoding == Encoding::kUtf16Le || encoding == Encoding::kIso2022Jp ||
      encoding == Encoding::kReplacement) {
    return;
  }
  std::string ascii(input);
  for (char& c : ascii) c = static_cast<char>(c & 0x7F);
  const Text text = decode(bytes_of(ascii), {.encoding = encoding});
  require(!text.is_owned() && text.view() == ascii, "ASCII stays as it is");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::uint8_t kCount = static_cast<std::uint8_t>(Encoding::kXUserDefined) + 1;
  const auto encoding = static_cast<Encoding>(data[0] % kCount);
  const PlacedCopy copy({reinterpret_cast<const char*>(data) + 1, size - 1}, 0);
  const std::size_t variant = choice_from(copy.view());
  // Finding an encoding where none is declared costs fifty times as much as the rest.
  if (data[0] >= 0xC0) check(copy.view(), {}, variant);
  check(copy.view(), {.encoding = encoding}, variant);
  check(copy.view(), {.transport = name(encoding), .detect = false}, variant);
  check_ascii(copy.view(), encoding);
  return 0;
}
