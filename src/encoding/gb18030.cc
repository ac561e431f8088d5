// 10.2 gb18030, which is GBK's decoder too.
// https://encoding.spec.whatwg.org/#gb18030-decoder
#include <algorithm>
#include <cstdint>
#include <iterator>

#include "encoding/decoders.h"
#include "encoding/index.h"

namespace pressmark::encoding {
namespace {

constexpr std::u16string_view kIndex =
#include "encoding/index_gb18030.gen.inc"
    ;

// Where four-byte pointers start to run in step with code points, in rising order.
struct Range {
  std::uint32_t pointer;
  char32_t code_point;
};
constexpr Range kRanges[] = {
#include "encoding/index_gb18030_ranges.gen.inc"
};

bool is_lead(unsigned char byte) { return byte >= 0x81 && byte <= 0xFE; }
bool is_digit(unsigned char byte) { return byte >= 0x30 && byte <= 0x39; }

// The index gb18030 ranges code point.
char32_t code_point_in_ranges(std::uint32_t pointer) {
  if ((pointer > 39419 && pointer < 189000) || pointer > 1237575) return kNoCharacter;
  if (pointer == 7457) return 0xE7C7;
  const Range* const after = std::ranges::upper_bound(kRanges, pointer, {}, &Range::pointer);
  const Range& range = *std::prev(after);
  return range.code_point + (pointer - range.pointer);
}

// A lead byte and a digit: four bytes, or an error of the lead byte alone, since all behind it may start anew.
std::size_t read_four_bytes(Bytes rest, Output& out) {
  if (rest.size() == 2) return put_cut_off(2, out);
  if (!is_lead(rest[2])) return put_error(out);
  if (rest.size() == 3) return put_cut_off(3, out);
  if (!is_digit(rest[3])) return put_error(out);
  const auto pointer = ((rest[0] - 0x81u) * 10 * 126 * 10) + ((rest[1] - 0x30u) * 10 * 126) + ((rest[2] - 0x81u) * 10) +
                       (rest[3] - 0x30u);
  const char32_t code_point = code_point_in_ranges(pointer);
  if (code_point == kNoCharacter) {
    out.replace();
  } else {
    out.put(code_point);
  }
  return 4;
}

std::size_t read_character(Bytes rest, Output& out) {
  const unsigned char lead = rest[0];
  if (lead == 0x80) {
    out.put(0x20AC);
    return 1;
  }
  if (!is_lead(lead)) return put_error(out);
  if (rest.size() == 1) return put_cut_off(1, out);
  const unsigned char trail = rest[1];
  if (is_digit(trail)) return read_four_bytes(rest, out);
  char32_t code_point = kNoCharacter;
  if (trail >= 0x40 && trail <= 0xFE && trail != 0x7F) {
    code_point = code_point_at(kIndex, (lead - 0x81u) * 190 + trail - (trail < 0x7F ? 0x40u : 0x41u));
  }
  return put_pair(code_point, trail, out);
}

}  // namespace

void decode_gb18030(Bytes bytes, Output& out) { decode_ascii_superset(bytes, out, read_character); }

}  // namespace pressmark::encoding
