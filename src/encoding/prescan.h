// The encoding that a page declares in itself.
#pragma once

#include <optional>

#include "encoding/utf8.h"
#include "pressmark/encoding.h"

namespace pressmark::encoding {

// The HTML Standard's "prescan a byte stream to determine its encoding", whose end condition is the end of `bytes`,
// with the XML declaration that it falls back to. Linear in the bytes.
// https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
std::optional<Encoding> prescan(Bytes bytes);

}  // namespace pressmark::encoding
