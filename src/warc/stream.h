// The unpacked bytes of a WARC file around the place that is read, and what was found to be wrong on the way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "warc/gzip_member.h"
#include "warc/header.h"

namespace pressmark::warc {

class Findings {
 public:
  void add(Finding::Kind kind, std::uint64_t offset, std::uint64_t size = 0);
  // One for each kind of the set.
  void add_all(KindSet kinds, std::uint64_t offset);
  const std::vector<Finding>& list() const { return list_; }
  std::uint64_t count(Finding::Kind kind) const { return counts_[static_cast<std::size_t>(kind)]; }

 private:
  std::vector<Finding> list_;
  std::array<std::uint64_t, Finding::kKinds> counts_{};
};

// A window on the bytes of one member; a file that is not compressed is one member.
class Stream {
 public:
  Stream(Input input, const Limits& limits) : members_(std::move(input), limits) {}

  // The bytes at the place, as far as they are there; valid until anything else is called.
  std::string_view window() const { return std::string_view(buffer_).substr(at_); }
  // More of the member's bytes, behind those in the window. False when there are none.
  Result<bool> fill();
  void skip(std::size_t size);
  // Copies and skips.
  Result<std::size_t> read(std::span<std::byte> into);

  // Whether all of the member was read, and it ended as `event`.
  bool is_at(GzipMembers::Event event) const { return window().empty() && event_ == event; }
  // To be called when the window is empty and no more bytes come: begins the next member and reports what was lost on
  // the way. False at the end of the file.
  Result<bool> next_member(Findings& findings);
  // Begins what is at `offset`, or, where a gzip member's first bytes are damaged there, the next one. False at
  // the end of the file.
  Result<bool> begin_first(Findings& findings, std::uint64_t offset);

  bool is_compressed() const { return members_.is_compressed(); }
  // In the file: of the place itself, or of the member.
  std::uint64_t offset() const { return is_compressed() ? members_.member_offset() : begun_ + place_; }
  // Bytes of the member before the place; 0 for what is not compressed.
  std::uint64_t within() const { return is_compressed() ? place_ : 0; }
  std::uint64_t place() const { return place_; }
  // Bytes of the file that the member took, once it is at its end.
  std::uint64_t member_size() const { return members_.offset() - members_.member_offset(); }
  void begin_record() { members_.begin_record(); }

 private:
  Result<bool> begin(std::uint64_t offset);
  Result<bool> begin_at(Findings& findings, std::uint64_t offset);

  GzipMembers members_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t begun_ = 0;  // where the member begins in the file
  std::uint64_t place_ = 0;  // bytes of the member that were skipped
  GzipMembers::Event event_ = GzipMembers::Event::kEnd;
};

}  // namespace pressmark::warc
