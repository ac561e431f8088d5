#include "warc/stream.h"

#include <algorithm>

namespace pressmark::warc {
namespace {

using Event = GzipMembers::Event;
using Kind = Finding::Kind;

constexpr std::size_t kPiece = 65536;
constexpr std::uint64_t kMostListed = 1000;
constexpr std::uint64_t kMostHarmlessListed = 10;

}  // namespace

void Findings::add(Kind kind, std::uint64_t offset, std::uint64_t size) {
  const std::uint64_t count = ++counts_[static_cast<std::size_t>(kind)];
  if (count <= (kind < Kind::kStray ? kMostHarmlessListed : kMostListed)) list_.push_back({kind, offset, size});
}

void Findings::add_all(KindSet kinds, std::uint64_t offset) {
  for (std::size_t i = 0; i < Finding::kKinds; ++i) {
    const auto kind = static_cast<Kind>(i);
    if (kinds & bit(kind)) add(kind, offset);
  }
}

Result<bool> Stream::fill() {
  if (event_ != Event::kBytes) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kPiece);
  const auto pulled = members_.pull(std::as_writable_bytes(std::span(buffer_).subspan(had)));
  buffer_.resize(had + (pulled ? pulled->size : 0));
  if (!pulled) return std::unexpected(pulled.error());
  event_ = pulled->event;
  return event_ == Event::kBytes;
}

void Stream::skip(std::size_t size) {
  at_ += size;
  place_ += size;
}

Result<std::size_t> Stream::read(std::span<std::byte> into) {
  std::size_t filled = 0;
  while (filled < into.size()) {
    const bool has_more = !window().empty() || PM_TRY(fill());
    if (!has_more) break;
    const std::size_t size = std::min(into.size() - filled, window().size());
    std::ranges::copy(std::as_bytes(std::span(window().substr(0, size))),
                      into.begin() + static_cast<std::ptrdiff_t>(filled));
    skip(size);
    filled += size;
  }
  return filled;
}

Result<bool> Stream::begin(std::uint64_t offset) {
  buffer_.clear();
  at_ = 0;
  place_ = 0;
  begun_ = offset;
  event_ = Event::kEnd;
  const bool begun = PM_TRY(members_.begin(offset));
  if (begun) event_ = Event::kBytes;
  return begun;
}

Result<bool> Stream::begin_at(Findings& findings, std::uint64_t offset) {
  const bool begun = PM_TRY(begin(offset));
  if (begun) return true;
  const bool is_end = PM_TRY(members_.is_padding(offset));
  if (is_end) return false;
  const GzipMembers::Gap gap = PM_TRY(members_.begin_next_behind(offset));
  findings.add(Kind::kStray, offset, gap.lost);
  return gap.found && PM_TRY(begin(members_.member_offset()));
}

Result<bool> Stream::begin_first(Findings& findings, std::uint64_t offset) {
  const bool begun = PM_TRY(begin(offset));
  if (!begun || is_compressed()) return begun;
  const bool has_bytes = PM_TRY(fill());
  if (has_bytes && (window().starts_with("WARC/") || window().find("\nWARC/") != std::string_view::npos)) return true;
  const GzipMembers::Gap gap = PM_TRY(members_.begin_next_behind(offset));
  if (gap.found) findings.add(Kind::kStray, offset, gap.lost);
  return begin(gap.found ? members_.member_offset() : offset);
}

Result<bool> Stream::next_member(Findings& findings) {
  const std::uint64_t begun = members_.member_offset(), end = members_.offset();
  switch (event_) {
    case Event::kBytes: return true;
    case Event::kEnd: return is_compressed() && PM_TRY(begin_at(findings, end));
    case Event::kDamaged:
    case Event::kTooLarge:
    case Event::kTruncated: break;
  }
  const std::uint64_t place = members_.place_to_look_on();
  const GzipMembers::Gap gap = PM_TRY(members_.begin_next_behind(place));
  const bool is_cut_off = event_ == Event::kTruncated && !gap.found;
  const Kind damage = event_ == Event::kTooLarge ? Kind::kTooLarge : Kind::kDamaged;
  findings.add(is_cut_off ? Kind::kTruncated : damage, begun, place - begun + gap.lost);
  if (gap.found) return begin(members_.member_offset());
  event_ = Event::kEnd;
  return false;
}

}  // namespace pressmark::warc
