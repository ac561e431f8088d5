// 9. Legacy single-byte encodings, and 14.5 x-user-defined.
// https://encoding.spec.whatwg.org/#single-byte-decoder
#include <cassert>
#include <iterator>

#include "encoding/decoders.h"
#include "encoding/index.h"

namespace pressmark::encoding {
namespace {

// In the order of the enumeration, from IBM866 to x-mac-cyrillic.
constexpr char16_t kTables[] =
#include "encoding/index_single_byte.gen.inc"
    ;
constexpr std::size_t kTableSize = 128;
constexpr std::size_t kFirst = static_cast<std::size_t>(Encoding::kIbm866);
constexpr std::size_t kLast = static_cast<std::size_t>(Encoding::kXMacCyrillic);
static_assert(std::size(kTables) - 1 == kTableSize * (kLast - kFirst + 1));

}  // namespace

std::u16string_view single_byte_table(Encoding encoding) {
  const auto number = static_cast<std::size_t>(encoding);
  assert(number >= kFirst && number <= kLast);
  return std::u16string_view(kTables).substr((number - kFirst) * kTableSize, kTableSize);
}

void decode_single_byte(Encoding encoding, Bytes bytes, Output& out) {
  const std::u16string_view table = single_byte_table(encoding);
  decode_ascii_superset(bytes, out, [table](Bytes rest, Output& to) {
    const char16_t code_point = table[rest[0] - 0x80u];
    if (code_point == kNoCharacter) return put_error(to);
    to.put(code_point);
    return std::size_t{1};
  });
}

void decode_x_user_defined(Bytes bytes, Output& out) {
  decode_ascii_superset(bytes, out, [](Bytes rest, Output& to) {
    to.put(0xF780u + rest[0] - 0x80u);
    return std::size_t{1};
  });
}

}  // namespace pressmark::encoding
