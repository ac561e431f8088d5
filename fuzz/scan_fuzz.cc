// modules: simd
// Every kernel and every inline scan against a plain loop. The first bytes choose the stops and where the text begins;
// the rest is the text.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "oracle.h"
#include "simd/scan.h"

namespace {

using namespace pressmark;
using fuzz::require;

template <class Stops>
const char* first_of(std::string_view text, Stops is_stop) {
  return std::find_if(text.data(), text.data() + text.size(), is_stop);
}

template <char... kStops>
void check_inline(std::string_view text) {
  const char* const end = text.data() + text.size();
  const char* const expected = first_of(text, [](char c) { return ((c == kStops) || ...); });
  require(simd::find_any<kStops...>(text.data(), end) == expected, "find_any finds the first stop");
}

void check_inline_scans(std::string_view text) {
  check_inline<'<'>(text);
  check_inline<'<', '\r', '\0'>(text);
  check_inline<'<', '&', '\r', '\0'>(text);
  check_inline<'>', ' ', '\n', '\t', '\f', '\r', '&', '\0'>(text);
  const char* const end = text.data() + text.size();
  require(simd::find_not_white_space(text.data(), end) ==
              first_of(text, [](char c) { return std::string_view(" \t\n\f\r").find(c) == std::string_view::npos; }),
          "find_not_white_space finds the first other byte");
  require(simd::find_name_stop(text.data(), end) == first_of(text,
                                                             [](char c) {
                                                               return static_cast<unsigned char>(c) <= ' ' ||
                                                                      c == '/' || c == '>' || c == '=' ||
                                                                      (c >= 'A' && c <= 'Z');
                                                             }),
          "find_name_stop finds the first byte that ends a name or is a capital");
}

// What skip_utf8 skipped is valid and ends where a character ends.
void check_skipped(std::string_view text, std::string_view skipped) {
  require(skipped.size() <= text.size(), "skip_utf8 stays in the text");
  std::size_t at = 0;
  while (at < skipped.size()) {
    const auto c = utf8::next(text, at);
    require(c.valid, "skip_utf8 skips valid characters alone");
    at += c.size;
  }
  require(at == skipped.size(), "skip_utf8 stops where a character begins");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHead = simd::kMostStops + 1;
  if (size < kHead) return 0;
  const fuzz::PlacedCopy copy({reinterpret_cast<const char*>(data) + kHead, size - kHead}, data[simd::kMostStops] % 64);
  const std::string_view text = copy.view();
  const char* const end = text.data() + text.size();
  simd::Stops stops = 0;
  for (std::size_t i = 0; i < simd::kMostStops; ++i) stops = stops << 8 | data[i];
  const char* const expected = first_of(text, [data](char c) {
    return std::find(data, data + simd::kMostStops, static_cast<std::uint8_t>(c)) != data + simd::kMostStops;
  });
  for (const simd::Kernels* const kernels : simd::available_kernels()) {
    require(kernels->find_any(text.data(), end, stops) == expected, kernels->name);
    const char* const skipped = kernels->skip_utf8(text.data(), end);
    check_skipped(text, text.substr(0, static_cast<std::size_t>(skipped - text.data())));
  }
  check_inline_scans(text);
  return 0;
}
