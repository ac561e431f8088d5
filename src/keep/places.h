// Where a passage stands in a text.
#pragma once

#include <cstdint>
#include <optional>
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

  struct Place {
    std::size_t begin, end;  // bytes of the text
  };
  // Where the passage is, however white space is written: the first thousand places.
  std::vector<Place> all(std::string_view exact);

  // Sets start and end of the highlight by where it is now: of several places that which its prefix and suffix stand
  // around, or that is nearest to where it was. A passage that was changed within is known by how it begins and ends.
  // They are -1 when it is not there, or so much was sought already that it would take seconds. Prefix and suffix are
  // set where it has none: what they were when it was made stays.
  void place(archive::Highlight& highlight);

 private:
  std::vector<Place> found(std::string_view text, std::string_view part, bool is_packed);
  std::optional<Place> changed(std::string_view exact);
  bool is_weary() { return (work_ += text_.size()) > kMostWork; }

  static constexpr std::uint64_t kMostWork = std::uint64_t{1} << 30;
  std::string_view text_;
  std::vector<std::uint32_t> origins_{};  // of each byte of packed_, its place in the text; made before it
  std::string packed_;                    // the text without its white space
  std::uint64_t work_ = 0;                // bytes that were searched
};

}  // namespace pressmark::keep
