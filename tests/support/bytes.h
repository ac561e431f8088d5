// Bytes as text, and bodies that are packed small and unpack large.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace pressmark::testing {

inline std::string text(std::span<const std::byte> bytes) {
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

inline std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

// A gzip member that inflates to 258 times `runs` bytes, without the checksum at its end.
std::string gzip_bomb(std::size_t runs);
// "hello" packed.
extern const std::string kHelloGzip, kHelloZstd, kHelloBrotli;

}  // namespace pressmark::testing
