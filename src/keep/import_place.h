// Where a passage stands in a text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/archive.h"

namespace pressmark::keep {

// Finds passages in one text.
class Places {
 public:
  // `text` must outlive it.
  explicit Places(std::string_view text);
  // Sets start, end, prefix and suffix of the highlight by where `exact` first is in the text, however white space is
  // written; leaves them as they are when it is not there, or so much was sought already that it would take seconds.
  void place(archive::Highlight& highlight);

 private:
  std::string_view text_;
  std::vector<std::uint32_t> origins_{};  // of each byte of packed_, its place in the text; made before it
  std::string packed_;                    // the text without its white space
  std::uint64_t work_ = 0;                // bytes that were searched
};

}  // namespace pressmark::keep
