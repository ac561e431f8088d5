// The content codings of HTTP, undone within bounds. https://www.rfc-editor.org/rfc/rfc9110#name-content-codings
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::coding {

// What undo() undoes, as the value of Accept-Encoding.
inline constexpr std::string_view kAccepted = "gzip, deflate, br, zstd";

struct Bounds {
  std::uint64_t most;         // bytes that a coding may unpack to
  std::uint64_t ratio = 200;  // to what was received, above 1 MB
};

// What a Content-Encoding header lists, in lower case, in the order in which it was done. Errors: kUnreadable for more
// than four, for each may blow up the one within.
Result<std::vector<std::string>> listed(std::string_view header);

// Whether the bytes begin as that coding does; true for one that has no mark of its own.
bool begins_as(std::string_view coding, std::span<const std::byte> bytes);

// The bytes without one coding, which may also be "identity". `received` is how many bytes there were before anything
// was undone. It stops as soon as they are out of bounds. Errors: kUnreadable for that, and for bytes that are damaged,
// cut off or of an unknown coding.
Result<std::vector<std::byte>> undo(std::string_view coding, std::vector<std::byte> packed, std::uint64_t received,
                                    const Bounds& bounds);

// The body without all that a Content-Encoding header lists.
Result<std::vector<std::byte>> undo_all(std::string_view header, std::span<const std::byte> body, const Bounds& bounds);

}  // namespace pressmark::coding
