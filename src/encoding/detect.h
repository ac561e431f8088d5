// Guesses a legacy encoding from the bytes alone, by how well the characters that they would be fit a language that is
// written in it. Looks at a sample of the text around bytes from 0x80 up; the rest of a page is the same in all of
// them.
#pragma once

#include <optional>

#include "encoding/utf8.h"
#include "pressmark/encoding.h"

namespace pressmark::encoding {

// The likeliest of the encodings that are worth guessing; windows-1252 when nothing speaks for another.
Encoding detect(Bytes bytes);

// The likeliest one if it fits clearly better than `declared`, whose decoder is known to meet errors.
std::optional<Encoding> detect_better(Bytes bytes, Encoding declared);

}  // namespace pressmark::encoding
