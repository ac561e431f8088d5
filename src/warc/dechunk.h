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
  // The last chunk and the line behind the trailer were seen.
  bool is_complete() const { return state_ == State::kDone; }
  // It is not chunked at all, or broken: what came before is still good.
  bool is_broken() const { return state_ == State::kBroken; }

 private:
  enum class State : std::uint8_t { kSize, kExtension, kData, kDataEnd, kTrailer, kDone, kBroken };
  void take(char c);
  void end_size_line();

  State state_ = State::kSize;
  std::uint64_t size_ = 0;
  unsigned digits_ = 0;
  bool is_line_empty_ = true;
};

}  // namespace pressmark::warc
