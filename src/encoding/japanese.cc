// 12.1 EUC-JP and 12.3 Shift_JIS.
// https://encoding.spec.whatwg.org/#euc-jp-decoder https://encoding.spec.whatwg.org/#shift_jis-decoder
#include "encoding/decoders.h"
#include "encoding/index.h"

namespace pressmark::encoding {
namespace {

constexpr char32_t kHalfWidthKatakana = 0xFF61;  // The first, at byte 0xA1.

bool is_euc(unsigned char byte) { return byte >= 0xA1 && byte <= 0xFE; }
bool is_katakana(unsigned char byte) { return byte >= 0xA1 && byte <= 0xDF; }

// 0x8F and two bytes of JIS X 0212. Whatever the second byte, an error of the first uses up both.
std::size_t read_jis0212(Bytes rest, Output& out) {
  if (rest.size() == 2) return put_cut_off(2, out);
  char32_t code_point = kNoCharacter;
  if (is_euc(rest[2])) code_point = code_point_at(kJis0212Index, (rest[1] - 0xA1u) * 94 + (rest[2] - 0xA1u));
  return 1 + put_pair(code_point, rest[2], out);
}

std::size_t read_euc_jp(Bytes rest, Output& out) {
  const unsigned char lead = rest[0];
  if (lead != 0x8E && lead != 0x8F && !is_euc(lead)) return put_error(out);
  if (rest.size() == 1) return put_cut_off(1, out);
  const unsigned char trail = rest[1];
  if (lead == 0x8F && is_euc(trail)) return read_jis0212(rest, out);
  char32_t code_point = kNoCharacter;
  if (lead == 0x8E && is_katakana(trail)) {
    code_point = kHalfWidthKatakana + (trail - 0xA1u);
  } else if (is_euc(lead) && is_euc(trail)) {
    code_point = code_point_at(kJis0208Index, (lead - 0xA1u) * 94 + (trail - 0xA1u));
  }
  return put_pair(code_point, trail, out);
}

// The rows of Shift_JIS that users' own characters fill: the private use area, in order.
constexpr std::size_t kFirstOwn = 8836, kLastOwn = 10715;

std::size_t read_shift_jis(Bytes rest, Output& out) {
  const unsigned char lead = rest[0];
  if (lead == 0x80 || is_katakana(lead)) {
    out.put(lead == 0x80 ? 0x80 : kHalfWidthKatakana + (lead - 0xA1u));
    return 1;
  }
  if (lead == 0xA0 || lead > 0xFC) return put_error(out);
  if (rest.size() == 1) return put_cut_off(1, out);
  const unsigned char trail = rest[1];
  char32_t code_point = kNoCharacter;
  if (trail >= 0x40 && trail <= 0xFC && trail != 0x7F) {
    const std::size_t pointer = (lead - (lead < 0xA0 ? 0x81u : 0xC1u)) * 188 + trail - (trail < 0x7F ? 0x40u : 0x41u);
    code_point = pointer >= kFirstOwn && pointer <= kLastOwn ? static_cast<char32_t>(0xE000 + pointer - kFirstOwn)
                                                             : code_point_at(kJis0208Index, pointer);
  }
  return put_pair(code_point, trail, out);
}

}  // namespace

extern constexpr std::u16string_view kJis0208Index =
#include "encoding/index_jis0208.gen.inc"
    ;
extern constexpr std::u16string_view kJis0212Index =
#include "encoding/index_jis0212.gen.inc"
    ;

void decode_euc_jp(Bytes bytes, Output& out) { decode_ascii_superset(bytes, out, read_euc_jp); }

void decode_shift_jis(Bytes bytes, Output& out) { decode_ascii_superset(bytes, out, read_shift_jis); }

}  // namespace pressmark::encoding
