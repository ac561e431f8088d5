// gzip as files have it: one member after another. https://www.rfc-editor.org/rfc/rfc1952
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::capture {

inline constexpr std::size_t kMaxInflated = std::size_t{256} << 20;

// The bytes of all members. What follows the last one and is no member is left alone when it is zeros (padding).
// Errors: kUnreadable for a truncated or damaged member, and for more than kMaxInflated bytes.
Result<std::vector<std::byte>> inflate(std::span<const std::byte> bytes);

}  // namespace pressmark::capture
