// 11.1 Big5.
// https://encoding.spec.whatwg.org/#big5-decoder
#include "encoding/decoders.h"
#include "encoding/index.h"

namespace pressmark::encoding {
namespace {

constexpr std::u32string_view kIndex =
#include "encoding/index_big5.gen.inc"
    ;

// Four pointers stand for two code points each: E with a circumflex, in both cases, under a macron or a caron.
bool put_two_code_points(std::size_t pointer, Output& out) {
  if (pointer != 1133 && pointer != 1135 && pointer != 1164 && pointer != 1166) return false;
  out.put(pointer < 1164 ? 0x00CA : 0x00EA);
  out.put(pointer == 1133 || pointer == 1164 ? 0x0304 : 0x030C);
  return true;
}

std::size_t read_character(Bytes rest, Output& out) {
  const unsigned char lead = rest[0];
  if (lead < 0x81 || lead > 0xFE) return put_error(out);
  if (rest.size() == 1) return put_cut_off(1, out);
  const unsigned char trail = rest[1];
  char32_t code_point = kNoCharacter;
  if ((trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE)) {
    const std::size_t pointer = (lead - 0x81u) * 157 + trail - (trail < 0x7F ? 0x40u : 0x62u);
    if (put_two_code_points(pointer, out)) return 2;
    code_point = code_point_at(kIndex, pointer);
  }
  return put_pair(code_point, trail, out);
}

}  // namespace

void decode_big5(Bytes bytes, Output& out) { decode_ascii_superset(bytes, out, read_character); }

}  // namespace pressmark::encoding
