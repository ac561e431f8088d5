#include "capture/inflate.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace pressmark::capture {
namespace {

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};
using Decompressor = std::unique_ptr<libdeflate_decompressor, FreeDecompressor>;

// Deflate can't make more than 1032 bytes of one: https://www.zlib.net/feldspar.html
constexpr std::size_t kHighestRatio = 1032;

// No page that someone wrote is so repetitive; a bomb is. Small ones can do no harm.
constexpr std::size_t kHighestPageRatio = 200;
constexpr std::size_t kHarmless = 16384;

bool is_padding(std::span<const std::byte> bytes) {
  return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; });
}

// The size that the last four bytes state, where they can be believed.
std::size_t first_guess(std::span<const std::byte> bytes) {
  std::size_t stated = 0;
  for (std::size_t i = 0; i < 4 && bytes.size() >= 18; ++i) {
    stated |= static_cast<std::size_t>(bytes[bytes.size() - 4 + i]) << (8 * i);
  }
  const std::size_t most = std::min(kMaxInflated, bytes.size() * kHighestRatio);
  return std::clamp<std::size_t>(stated, 1, std::max<std::size_t>(most, 1));
}

}  // namespace

Result<std::vector<std::byte>> inflate(std::span<const std::byte> bytes) {
  const Decompressor decompressor(libdeflate_alloc_decompressor());
  std::vector<std::byte> out(first_guess(bytes));
  std::size_t written = 0, read = 0;
  while (read < bytes.size() && !(read > 0 && is_padding(bytes.subspan(read)))) {
    std::size_t member_in = 0, member_out = 0;
    const libdeflate_result result =
        libdeflate_gzip_decompress_ex(decompressor.get(), bytes.data() + read, bytes.size() - read,
                                      out.data() + written, out.size() - written, &member_in, &member_out);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (out.size() >= kMaxInflated) {
        return fail(Code::kUnreadable, "the gzip data holds more than {} MB", kMaxInflated >> 20);
      }
      out.resize(std::min(kMaxInflated, std::max<std::size_t>(out.size() * 2, 65536)));
      continue;
    }
    if (result != LIBDEFLATE_SUCCESS) {
      return std::unexpected(error(Code::kUnreadable, "the gzip data is damaged or cut off (member at byte {})", read)
                                 .with_remedy("fetch or copy the file again; what is left of it can't be trusted"));
    }
    read += member_in;
    written += member_out;
  }
  if (written > kHarmless && written / kHighestPageRatio > bytes.size()) {
    return fail(Code::kUnreadable, "the gzip data unpacks to over {} times its size, as no page does",
                kHighestPageRatio);
  }
  out.resize(written);
  return out;
}

}  // namespace pressmark::capture
