#include "warc/content_coding.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>

namespace pressmark::warc {
namespace {

constexpr std::size_t kHarmless = std::size_t{1} << 20;
constexpr std::size_t kPiece = 65536;
// Frames that ask for a larger window are refused, as browsers do. https://www.rfc-editor.org/rfc/rfc9659
constexpr int kZstdWindowLog = 23;

using Bytes = std::vector<std::byte>;

enum class Step : std::uint8_t { kMore, kEnd, kDamaged };

// One coding: takes from the front of `packed`, writes to `room`, says how much it wrote.
class Inflater {
 public:
  explicit Inflater(int window) {
    if (inflateInit2(&stream_, window) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  Step step(std::span<const std::byte>& packed, std::span<std::byte> room, std::size_t& written) {
    const auto now = packed.first(std::min<std::size_t>(packed.size(), 1u << 30));
    stream_.next_in = reinterpret_cast<unsigned char*>(const_cast<std::byte*>(now.data()));
    stream_.avail_in = static_cast<unsigned>(now.size());
    stream_.next_out = reinterpret_cast<unsigned char*>(room.data());
    stream_.avail_out = static_cast<unsigned>(room.size());
    const int outcome = inflate(&stream_, Z_NO_FLUSH);
    packed = packed.subspan(now.size() - stream_.avail_in);
    written = room.size() - stream_.avail_out;
    if (outcome == Z_STREAM_END) {
      inflateReset(&stream_);
      return Step::kEnd;
    }
    return outcome == Z_OK || outcome == Z_BUF_ERROR ? Step::kMore : Step::kDamaged;
  }

 private:
  z_stream stream_{};
};

class ZstdDecoder {
 public:
  ZstdDecoder() : stream_(ZSTD_createDStream()) {
    if (!stream_) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kZstdWindowLog);
  }

  Step step(std::span<const std::byte>& packed, std::span<std::byte> room, std::size_t& written) {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    const std::size_t outcome = ZSTD_decompressStream(stream_.get(), &out, &in);
    packed = packed.subspan(in.pos);
    written = out.pos;
    if (ZSTD_isError(outcome)) return Step::kDamaged;
    return outcome == 0 ? Step::kEnd : Step::kMore;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_;
};

bool begins_with(std::span<const std::byte> bytes, std::string_view start) {
  return bytes.size() >= start.size() &&
         std::string_view(reinterpret_cast<const char*>(bytes.data()), start.size()) == start;
}

Result<void> check_size(std::size_t size, std::size_t packed, const PayloadLimits& limits) {
  if (size > limits.size) return fail(Code::kUnreadable, "the body unpacks to more than {} MB", limits.size >> 20);
  if (size > kHarmless && size / limits.ratio > packed) {
    return fail(Code::kUnreadable, "the body unpacks to over {} times its size, as no page does", limits.ratio);
  }
  return {};
}

// Member after member (frame after frame) where they begin with `start`; what follows and is none is left alone.
template <class Decoder>
Result<Bytes> undo(Decoder&& decoder, std::span<const std::byte> packed, std::string_view start,
                   const PayloadLimits& limits) {
  Bytes out;
  const std::size_t size = packed.size();
  while (true) {
    const std::size_t had = out.size();
    out.resize(had + kPiece);
    std::size_t written = 0;
    const Step step = decoder.step(packed, std::span(out).subspan(had), written);
    out.resize(had + written);
    PM_TRY(check_size(out.size(), size, limits));
    const bool goes_on = !start.empty() && begins_with(packed, start);
    if (step == Step::kEnd && !goes_on) return out;
    if (step == Step::kDamaged || (step == Step::kMore && packed.empty() && written < kPiece)) {
      return fail(Code::kUnreadable, "the body is damaged or cut off");
    }
  }
}

// zlib's format begins with a byte for method and window, and together with the next it divides by 31; servers also
// send bare deflate data. https://www.rfc-editor.org/rfc/rfc9110#name-deflate-coding
bool is_zlib(std::span<const std::byte> bytes) {
  if (bytes.size() < 2) return false;
  const auto first = static_cast<unsigned>(bytes[0]), second = static_cast<unsigned>(bytes[1]);
  return (first & 0x0F) == 8 && (first * 256 + second) % 31 == 0;
}

}  // namespace

Result<Bytes> undo_content_coding(std::string_view coding, Bytes bytes, const PayloadLimits& limits) {
  constexpr std::string_view kGzip = "\x1f\x8b\x08", kZstd = "\x28\xb5\x2f\xfd";
  if (coding == "identity" || bytes.empty()) return bytes;
  if (coding == "gzip" || coding == "x-gzip") {
    if (!begins_with(bytes, kGzip)) return bytes;
    return undo(Inflater(15 + 16), bytes, kGzip, limits);
  }
  if (coding == "zstd") {
    if (!begins_with(bytes, kZstd)) return bytes;
    return undo(ZstdDecoder(), bytes, kZstd, limits);
  }
  if (coding != "deflate") return fail(Code::kUnreadable, "the body's coding \"{}\" is not known", coding);
  if (is_zlib(bytes)) return undo(Inflater(15), bytes, {}, limits);
  auto bare = undo(Inflater(-15), bytes, {}, limits);
  if (!bare && begins_with(bytes, "<")) return bytes;  // Bare deflate data has no mark of its own; a page has.
  return bare;
}

}  // namespace pressmark::warc
