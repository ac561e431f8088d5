#include "warc/dechunk.h"

#include <algorithm>

#include "base/ascii.h"

namespace pressmark::warc {

void Dechunker::end_size_line() {
  state_ = digits_ == 0 ? State::kBroken : size_ == 0 ? State::kTrailer : State::kData;
  is_line_empty_ = has_size_ = true;
}

// A byte that is no content. LF alone ends a line too.
void Dechunker::take(char c) {
  switch (state_) {
    case State::kSize:
      if (ascii::is_hex_digit(c)) {
        if (++digits_ > 15) state_ = State::kBroken;
        size_ = size_ << 4 | ascii::hex_value(c);
      } else if (c == '\n') {
        end_size_line();
      } else {
        state_ = digits_ > 0 && (c == '\r' || c == ';' || c == ' ' || c == '\t') ? State::kExtension : State::kBroken;
      }
      return;
    case State::kExtension:
      if (c == '\n') end_size_line();
      return;
    case State::kDataEnd:
      if (c == '\r') return;
      state_ = c == '\n' ? State::kSize : State::kBroken;
      size_ = digits_ = 0;
      return;
    case State::kTrailer:
      if (c == '\n' && is_line_empty_) state_ = State::kDone;
      if (c != '\r') is_line_empty_ = c == '\n';
      return;
    case State::kData:
    case State::kDone:
    case State::kBroken: return;
  }
}

std::span<const std::byte> Dechunker::next(std::span<const std::byte>& input) {
  while (!input.empty() && state_ != State::kDone && state_ != State::kBroken) {
    if (state_ == State::kData) {
      const auto run = input.first(std::min<std::uint64_t>(size_, input.size()));
      input = input.subspan(run.size());
      size_ -= run.size();
      if (size_ == 0) state_ = State::kDataEnd;
      return run;
    }
    take(static_cast<char>(input.front()));
    input = input.subspan(1);
  }
  input = {};
  return {};
}

}  // namespace pressmark::warc
