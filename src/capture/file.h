// Whole files as bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::capture {

// A larger input is refused: it is no page.
inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20;

// The bytes of the file, or of standard input for "-". Errors: kNotFound, kUnreadable (a folder, no permission, too
// large).
Result<std::vector<std::byte>> read_file(const std::string& path);

// The same for many files: the bytes stand in `room`, which grows as needed and is used again by the next call.
Result<std::span<const std::byte>> read_file(const std::string& path, std::vector<std::byte>& room);

}  // namespace pressmark::capture
