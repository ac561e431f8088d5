// How unlikely bytes are as text in an encoding: the sum of the bits that the best of its languages needs for each of
// its characters beyond ASCII. Bits of different encodings can be compared, since they tell the same bytes.
#pragma once

#include "encoding/utf8.h"
#include "pressmark/encoding.h"

namespace pressmark::encoding {

// For an encoding of kLanguages.
double single_byte_cost(Encoding encoding, Bytes sample);

// For gb18030, Big5, Shift_JIS, EUC-JP and EUC-KR.
double multi_byte_cost(Encoding encoding, Bytes sample);

}  // namespace pressmark::encoding
