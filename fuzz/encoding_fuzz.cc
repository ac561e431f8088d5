// modules: encoding
//
// Whatever the bytes and whoever names the encoding: decode ends, its text is valid UTF-8, is borrowed only where it is
// the input itself, says the same twice, and is what the encoding that it names gives.
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "encoding/utf8.h"
#include "pressmark/encoding.h"

namespace {

using namespace pressmark::encoding;

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_valid(std::string_view text) {
  const Bytes bytes(reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return valid_utf8_prefix(bytes) == bytes.size() && survey_utf8(bytes).errors == 0;
}

void check(std::span<const std::byte> input, const Options& options) {
  const Text text = decode(input, options);
  require(is_valid(text.view()));
  require(text.view().size() <= input.size() * 3);
  const std::string_view whole(reinterpret_cast<const char*>(input.data()), input.size());
  if (!text.is_owned())
    require(whole.ends_with(text.view()) && whole.size() - text.view().size() <= 3 && text.replaced() == 0);
  require(decode(input, options).view() == text.view());
  if (!options.encoding) require(decode(input, {.encoding = text.choice().encoding}).view() == text.view());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::uint8_t kCount = static_cast<std::uint8_t>(Encoding::kXUserDefined) + 1;
  const auto input = std::as_bytes(std::span(data + 1, size - 1));
  check(input, {});
  check(input, {.encoding = static_cast<Encoding>(data[0] % kCount)});
  check(input, {.transport = name(static_cast<Encoding>(data[0] % kCount)), .detect = false});
  return 0;
}
