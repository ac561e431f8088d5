// The chunked transfer coding, piece by piece. https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pressmark::warc {

class Dechunker {
 public:
  // Takes bytes off the front of `input` and returns the next run of them that is content; empty when all of `input` is
  // taken. A view into `input`.
  std::span<const std::byte> next(std::span<const std::byte>& input);
  // Asked at the end: it is not made of chunks, or no longer at some place.
  bool is_broken() const { return state_ == State::kBroken || !has_size_; }

 private:
  enum class State : std::uint8_t { kSize, kExtension, kData, kDataEnd, kTrailer, kDone, kBroken };
  void take(char c);
  void end_size_line();

  State state_ = State::kSize;
  std::uint64_t size_ = 0;
  unsigned digits_ = 0;
  bool has_size_ = false;  // of one chunk at least
  bool is_line_empty_ = true;
};

}  // namespace pressmark::warc
