// Bytes by their place, of a file or of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/descriptor.h"
#include "pressmark/result.h"

namespace pressmark::warc {

class Input {
 public:
  // Errors: kNotFound, kUnreadable.
  static Result<Input> open(const std::string& path);
  explicit Input(std::span<const std::byte> bytes) : bytes_(bytes) {}

  // Fills `into` from the bytes at `offset` on; fewer only at the end. Errors: kUnreadable.
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const;

 private:
  base::Descriptor file_;
  std::span<const std::byte> bytes_;  // where there is no file
};

}  // namespace pressmark::warc
