#include "encoding/decoders.h"

namespace pressmark::encoding {

void decode(Encoding encoding, Bytes bytes, Output& out) {
  switch (encoding) {
    case Encoding::kUtf8: return decode_utf8(bytes, out);
    case Encoding::kGbk:
    case Encoding::kGb18030: return decode_gb18030(bytes, out);
    case Encoding::kBig5: return decode_big5(bytes, out);
    case Encoding::kEucJp: return decode_euc_jp(bytes, out);
    case Encoding::kIso2022Jp: return decode_iso_2022_jp(bytes, out);
    case Encoding::kShiftJis: return decode_shift_jis(bytes, out);
    case Encoding::kEucKr: return decode_euc_kr(bytes, out);
    case Encoding::kReplacement: return decode_replacement(bytes, out);
    case Encoding::kUtf16Be:
    case Encoding::kUtf16Le: return decode_utf16(encoding, bytes, out);
    case Encoding::kXUserDefined: return decode_x_user_defined(bytes, out);
    default: return decode_single_byte(encoding, bytes, out);  // The 28 that differ in their table only.
  }
}

// 8.1.1 UTF-8 decoder: the longest valid stretch, then one U+FFFD for each ill-formed sequence.
// https://encoding.spec.whatwg.org/#utf-8-decoder
void decode_utf8(Bytes bytes, Output& out) {
  while (!bytes.empty()) {
    const std::size_t valid = valid_utf8_prefix(bytes);
    out.copy(bytes.first(valid));
    bytes = bytes.subspan(valid);
    if (bytes.empty()) return;
    const Utf8Sequence broken = utf8_sequence(bytes);
    if (broken.is_cut_off) {
      out.replace_at_end();
    } else {
      out.replace();
    }
    bytes = bytes.subspan(broken.length);
  }
}

}  // namespace pressmark::encoding
