// The transfer coding of HTTP bodies.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "pressmark/warc.h"

namespace pressmark::warc {

// Whether the header says that the body comes in chunks.
bool is_chunked(const HttpMessage& message);

// The chunks' content, or nullopt when the body is not made of chunks, as many archives keep it in spite of the header.
// A body that ends before its last chunk does gives what is there.
std::optional<std::vector<std::byte>> without_chunks(std::span<const std::byte> body);

}  // namespace pressmark::warc
