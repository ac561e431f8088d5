// The content codings of HTTP, undone within bounds. https://www.rfc-editor.org/rfc/rfc9110#name-content-codings
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::fetch {

// What decode() undoes, as the value of Accept-Encoding.
inline constexpr std::string_view kAcceptedCodings = "gzip, deflate, br, zstd";

// The body without the codings that a Content-Encoding header lists. It stops as soon as a coding unpacks to over
// `most` bytes or, above 1 MB, over 200 times what was received. Errors: kUnreadable for that, and for bytes that
// are damaged, cut off or of an unknown coding.
Result<std::vector<std::byte>> decode(std::string_view content_encoding, std::span<const std::byte> body,
                                      std::uint64_t most);

}  // namespace pressmark::fetch
