// The decoders of the Encoding Standard for all encodings but UTF-8. Each takes the whole input, without a BOM, and is
// total: what can't be read becomes U+FFFD, and reading goes on where the standard says.
// https://encoding.spec.whatwg.org/
#pragma once

#include <string_view>

#include "encoding/output.h"
#include "pressmark/encoding.h"

namespace pressmark::encoding {

// Any encoding, by the decoders below.
void decode(Encoding encoding, Bytes bytes, Output& out);

void decode_utf8(Bytes bytes, Output& out);
void decode_single_byte(Encoding encoding, Bytes bytes, Output& out);
void decode_gb18030(Bytes bytes, Output& out);  // GBK has the same decoder.
void decode_big5(Bytes bytes, Output& out);
void decode_euc_jp(Bytes bytes, Output& out);
void decode_iso_2022_jp(Bytes bytes, Output& out);
void decode_shift_jis(Bytes bytes, Output& out);
void decode_euc_kr(Bytes bytes, Output& out);
void decode_replacement(Bytes bytes, Output& out);
void decode_utf16(Encoding encoding, Bytes bytes, Output& out);
void decode_x_user_defined(Bytes bytes, Output& out);

// The characters of the bytes 0x80-0xFF in a single-byte encoding; U+FFFD where a byte has none.
std::u16string_view single_byte_table(Encoding encoding);

}  // namespace pressmark::encoding
