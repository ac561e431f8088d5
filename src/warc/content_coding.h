// The content codings of HTTP, undone within bounds. https://www.rfc-editor.org/rfc/rfc9110#name-content-codings
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "pressmark/warc.h"

namespace pressmark::warc {

// What `bytes` hold, coded as `coding` says, in lower case: gzip, x-gzip, deflate, zstd, identity. Bytes that do not
// begin as that coding does are given back as they are. Errors: kUnreadable for another coding, damaged or cut off
// data, and more than the limits.
Result<std::vector<std::byte>> undo_content_coding(std::string_view coding, std::vector<std::byte> bytes,
                                                   const PayloadLimits& limits);

}  // namespace pressmark::warc
