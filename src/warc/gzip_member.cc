#include "warc/gzip_member.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>

namespace pressmark::warc {
namespace {

constexpr int kGzipOnly = 15 + 16;
constexpr std::uint64_t kHarmless = std::uint64_t{16} << 20;
constexpr std::string_view kRecordStart = "WARC/";
// Of a member that is looked at only to see how it begins: room for a header with a file name.
constexpr std::size_t kBeginning = 512;

bool begins_member(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b\x08") && (bytes.size() < 4 || (bytes[3] & 0xE0) == 0);
}

}  // namespace

GzipMembers::GzipMembers(Input input, const Limits& limits) : input_(std::move(input)), limits_(limits) {
  if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
}

GzipMembers::~GzipMembers() { inflateEnd(&stream_); }

Result<void> GzipMembers::refill() {
  const std::size_t got = PM_TRY(input_.read_at(read_offset_, std::as_writable_bytes(std::span(stored_))));
  stream_.next_in = stored_.data();
  stream_.avail_in = static_cast<unsigned>(got);
  read_offset_ += got;
  return {};
}

Result<bool> GzipMembers::begin(std::uint64_t offset) {
  std::array<char, 4> first{};
  const std::size_t got = PM_TRY(input_.read_at(offset, std::as_writable_bytes(std::span(first))));
  const bool is_member = begins_member({first.data(), got});
  if (got == 0 || (is_compressed_ && !is_member)) return false;
  is_compressed_ = is_member;
  member_offset_ = read_offset_ = offset;
  unpacked_ = unpacked_for_record_ = 0;
  state_ = Event::kBytes;
  inflateReset(&stream_);
  stream_.avail_in = 0;
  return true;
}

GzipMembers::Event GzipMembers::step(std::span<std::byte> into, std::size_t& produced) {
  stream_.next_out = reinterpret_cast<unsigned char*>(into.data() + produced);
  const auto room = static_cast<unsigned>(std::min<std::size_t>(into.size() - produced, 1u << 30));
  stream_.avail_out = room;
  const int outcome = inflate(&stream_, Z_NO_FLUSH);
  produced += room - stream_.avail_out;
  if (outcome == Z_STREAM_END) return Event::kEnd;
  return outcome == Z_OK || outcome == Z_BUF_ERROR ? Event::kBytes : Event::kDamaged;
}

Result<GzipMembers::Pull> GzipMembers::pull(std::span<std::byte> into) {
  if (state_ != Event::kBytes) return Pull{state_, 0};
  std::size_t produced = 0;
  if (!is_compressed_) {
    produced = PM_TRY(input_.read_at(read_offset_, into));
    read_offset_ += produced;
    if (produced == 0) state_ = Event::kEnd;
    return Pull{state_, produced};
  }
  while (produced < into.size() && state_ == Event::kBytes) {
    if (stream_.avail_in == 0) PM_TRY(refill());
    state_ = stream_.avail_in == 0 ? Event::kTruncated : step(into, produced);
  }
  unpacked_ += produced;
  unpacked_for_record_ += produced;
  const std::uint64_t packed = offset() - member_offset_;
  if (unpacked_for_record_ > limits_.inflated || (unpacked_ > kHarmless && unpacked_ / limits_.ratio > packed)) {
    state_ = Event::kTooLarge;
    return Pull{state_, 0};
  }
  return produced > 0 ? Pull{Event::kBytes, produced} : Pull{state_, 0};
}

// Damage may have made the member swallow those behind it, so that looking begins right behind its first byte. But a
// file may hold members in members, each broken at its end: all bytes together are looked at again only once.
std::uint64_t GzipMembers::place_to_look_on() {
  const std::uint64_t behind = offset();
  const std::uint64_t again = behind - member_offset_;
  if (looked_again_ > member_offset_ || state_ == Event::kTooLarge) return std::max(behind, member_offset_ + 1);
  looked_again_ += again;
  return member_offset_ + 1;
}

Result<bool> GzipMembers::begins_record(std::uint64_t offset) {
  std::array<unsigned char, kBeginning> packed;
  std::array<char, kRecordStart.size()> unpacked;
  const std::size_t got = PM_TRY(input_.read_at(offset, std::as_writable_bytes(std::span(packed))));
  inflateReset(&stream_);
  stream_.next_in = packed.data();
  stream_.avail_in = static_cast<unsigned>(got);
  stream_.next_out = reinterpret_cast<unsigned char*>(unpacked.data());
  stream_.avail_out = static_cast<unsigned>(unpacked.size());
  const int outcome = inflate(&stream_, Z_NO_FLUSH);
  return (outcome == Z_OK || outcome == Z_STREAM_END) && stream_.avail_out == 0 &&
         std::string_view(unpacked.data(), unpacked.size()) == kRecordStart;
}

Result<GzipMembers::Gap> GzipMembers::begin_next_behind(std::uint64_t offset) {
  std::array<char, 65536> piece;
  for (std::uint64_t from = offset;;) {
    const std::size_t got = PM_TRY(input_.read_at(from, std::as_writable_bytes(std::span(piece))));
    const std::string_view bytes(piece.data(), got);
    for (std::size_t at = bytes.find('\x1f'); at != bytes.npos; at = bytes.find('\x1f', at + 1)) {
      const bool may_begin = begins_member(bytes.substr(at)) && PM_TRY(begins_record(from + at));
      if (!may_begin) continue;
      const bool begun = PM_TRY(begin(from + at));
      return Gap{begun, from + at - offset};
    }
    if (got < bytes.size() || got < piece.size()) return Gap{false, from + got - offset};
    from += got - 3;  // A member may begin at the end of the piece.
  }
}

Result<bool> GzipMembers::is_padding(std::uint64_t offset) const {
  std::array<std::byte, 65536> piece;
  while (true) {
    const std::size_t got = PM_TRY(input_.read_at(offset, piece));
    if (got == 0) return true;
    if (std::any_of(piece.begin(), piece.begin() + got, [](std::byte byte) { return byte != std::byte{0}; })) {
      return false;
    }
    offset += got;
  }
}

}  // namespace pressmark::warc
