// Percent-encoding: the sets of code points that each part of a URL encodes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::url {

// https://url.spec.whatwg.org/#percent-encoded-bytes, a bit each. Every byte from 0x7F up is in all of them.
enum PercentEncodeSet : std::uint8_t {
  kC0Control = 1,
  kFragment = 2,
  kQuery = 4,
  kSpecialQuery = 8,
  kPath = 16,
  kUserinfo = 32
};

// Appends `text` with the bytes of `set` percent-encoded.
void append_encoded(std::string& out, std::string_view text, PercentEncodeSet set);

// https://url.spec.whatwg.org/#string-percent-decode
std::string percent_decode(std::string_view text);

}  // namespace pressmark::url
