// 13.1 EUC-KR, with the syllables that Microsoft's code page 949 adds.
// https://encoding.spec.whatwg.org/#euc-kr-decoder
#include "encoding/decoders.h"
#include "encoding/index.h"

namespace pressmark::encoding {
namespace {

constexpr std::u16string_view kIndex =
#include "encoding/index_euc_kr.gen.inc"
    ;

std::size_t read_character(Bytes rest, Output& out) {
  const unsigned char lead = rest[0];
  if (lead < 0x81 || lead > 0xFE) return put_error(out);
  if (rest.size() == 1) return put_cut_off(1, out);
  const unsigned char trail = rest[1];
  char32_t code_point = kNoCharacter;
  if (trail >= 0x41 && trail <= 0xFE) code_point = code_point_at(kIndex, (lead - 0x81u) * 190 + (trail - 0x41u));
  return put_pair(code_point, trail, out);
}

}  // namespace

void decode_euc_kr(Bytes bytes, Output& out) { decode_ascii_superset(bytes, out, read_character); }

}  // namespace pressmark::encoding
