#include "coding/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string>

#include "base/ascii.h"

namespace pressmark::coding {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t kMostCodings = 4;  // Each may blow up the one within: no server needs more.
constexpr std::uint64_t kHarmless = 1u << 20;
constexpr std::size_t kPiece = 65536;
// Frames that ask for a larger window are refused, as browsers do. https://www.rfc-editor.org/rfc/rfc9659
constexpr int kZstdWindowLog = 23;

enum class Step : std::uint8_t { kMore, kEnd, kDamaged };

// Each decoder takes from the front of `packed`, writes to `room`, and cuts `room` to what it wrote.
class Inflater {
 public:
  explicit Inflater(int window) {
    if (inflateInit2(&stream_, window) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  Step step(std::span<const std::byte>& packed, std::span<std::byte>& room) {
    const auto now = packed.first(std::min<std::size_t>(packed.size(), 1u << 30));
    stream_.next_in = reinterpret_cast<unsigned char*>(const_cast<std::byte*>(now.data()));
    stream_.avail_in = static_cast<unsigned>(now.size());
    stream_.next_out = reinterpret_cast<unsigned char*>(room.data());
    stream_.avail_out = static_cast<unsigned>(room.size());
    const int outcome = inflate(&stream_, Z_NO_FLUSH);
    packed = packed.subspan(now.size() - stream_.avail_in);
    room = room.first(room.size() - stream_.avail_out);
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
  ZstdDecoder() : stream_(ZSTD_createDStream(), ZSTD_freeDStream) {
    if (!stream_) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kZstdWindowLog);
  }

  Step step(std::span<const std::byte>& packed, std::span<std::byte>& room) {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    const std::size_t outcome = ZSTD_decompressStream(stream_.get(), &out, &in);
    packed = packed.subspan(in.pos);
    room = room.first(out.pos);
    if (ZSTD_isError(outcome)) return Step::kDamaged;
    return outcome == 0 ? Step::kEnd : Step::kMore;
  }

 private:
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_;
};

class BrotliDecoder {
 public:
  BrotliDecoder() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance) {
    if (!state_) throw std::bad_alloc();
  }

  Step step(std::span<const std::byte>& packed, std::span<std::byte>& room) {
    const auto* in = reinterpret_cast<const std::uint8_t*>(packed.data());
    auto* out = reinterpret_cast<std::uint8_t*>(room.data());
    std::size_t left_in = packed.size(), left_out = room.size();
    const auto outcome = BrotliDecoderDecompressStream(state_.get(), &left_in, &in, &left_out, &out, nullptr);
    packed = packed.last(left_in);
    room = room.first(room.size() - left_out);
    if (outcome == BROTLI_DECODER_RESULT_ERROR) return Step::kDamaged;
    return outcome == BROTLI_DECODER_RESULT_SUCCESS ? Step::kEnd : Step::kMore;
  }

 private:
  std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state_;
};

bool begins_with(std::span<const std::byte> bytes, std::string_view start) {
  return bytes.size() >= start.size() &&
         std::string_view(reinterpret_cast<const char*>(bytes.data()), start.size()) == start;
}

constexpr std::string_view kGzip = "\x1f\x8b\x08", kZstd = "\x28\xb5\x2f\xfd";

bool is_gzip(std::string_view coding) { return coding == "gzip" || coding == "x-gzip"; }

// How far this body may go.
struct Room {
  std::uint64_t received;
  const Bounds& bounds;

  std::size_t highest() const { return std::min(bounds.most, std::max(kHarmless, received * bounds.ratio)); }
  Result<void> check(std::uint64_t size) const {
    if (size > bounds.most) return fail(Code::kUnreadable, "the body unpacks to over {} bytes", bounds.most);
    if (size > kHarmless && size / bounds.ratio > received) {
      return fail(Code::kUnreadable, "the body unpacks to over {} times its size, as no page does", bounds.ratio);
    }
    return {};
  }
};

// Member after member (frame after frame) where they begin with `start`; what follows and is none is left alone.
template <class Decoder>
Result<Bytes> unpack(Decoder&& decoder, std::string_view coding, std::span<const std::byte> packed,
                     std::string_view start, const Room& most) {
  Bytes out;
  // As much as it may become, so that nothing is ever moved: pages of memory that stay empty cost nothing.
  out.reserve(most.highest() + kPiece);
  std::array<std::byte, kPiece> piece;
  while (true) {
    std::span<std::byte> written(piece);
    const Step step = decoder.step(packed, written);
    out.insert(out.end(), written.begin(), written.end());
    PM_TRY(most.check(out.size()));
    const bool goes_on = !start.empty() && begins_with(packed, start);
    if (step == Step::kEnd && !goes_on) break;
    if (step == Step::kDamaged || (step == Step::kMore && packed.empty() && written.size() < kPiece)) {
      return fail(Code::kUnreadable, "the body is damaged or cut off: {}", coding);
    }
  }
  out.shrink_to_fit();
  return out;
}

// zlib's format begins with a byte for method and window, and together with the next it divides by 31; servers also
// send bare deflate data. https://www.rfc-editor.org/rfc/rfc9110#name-deflate-coding
bool is_zlib(std::span<const std::byte> bytes) {
  if (bytes.size() < 2) return false;
  const auto first = static_cast<unsigned>(bytes[0]), second = static_cast<unsigned>(bytes[1]);
  return (first & 0x0F) == 8 && (first * 256 + second) % 31 == 0;
}

}  // namespace

Result<std::vector<std::string>> listed(std::string_view header) {
  std::vector<std::string> codings;
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    const std::string_view coding = ascii::trimmed(header.substr(0, comma));
    if (!coding.empty()) codings.push_back(ascii::lowercase(coding));
    header.remove_prefix(comma == header.npos ? header.size() : comma + 1);
    if (codings.size() > kMostCodings) {
      return fail(Code::kUnreadable, "the body is coded more than {} times, as no page is", kMostCodings);
    }
  }
  return codings;
}

bool begins_as(std::string_view coding, std::span<const std::byte> bytes) {
  if (is_gzip(coding)) return begins_with(bytes, kGzip);
  return coding != "zstd" || begins_with(bytes, kZstd);
}

Result<Bytes> undo(std::string_view coding, Bytes packed, std::uint64_t received, const Bounds& bounds) {
  const Room most{received, bounds};
  if (packed.empty() || coding == "identity" || coding == "none") return packed;
  if (is_gzip(coding)) return unpack(Inflater(15 + 16), coding, packed, kGzip, most);
  if (coding == "deflate") return unpack(Inflater(is_zlib(packed) ? 15 : -15), coding, packed, {}, most);
  if (coding == "br") return unpack(BrotliDecoder(), coding, packed, {}, most);
  if (coding == "zstd") return unpack(ZstdDecoder(), coding, packed, kZstd, most);
  return fail(Code::kUnreadable, "the body's coding \"{}\" is not known", coding);
}

Result<Bytes> undo_all(std::string_view header, std::span<const std::byte> body, const Bounds& bounds) {
  std::vector<std::string> codings = PM_TRY(listed(header));
  Bytes bytes(body.begin(), body.end());
  for (; !codings.empty(); codings.pop_back()) {
    bytes = PM_TRY(undo(codings.back(), std::move(bytes), body.size(), bounds));
  }
  return bytes;
}

}  // namespace pressmark::coding
