// 14.2 Shared UTF-16 decoder, and 14.1 replacement.
// https://encoding.spec.whatwg.org/#shared-utf-16-decoder
#include "encoding/decoders.h"

namespace pressmark::encoding {
namespace {

bool is_lead_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_trail_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

void decode_utf16(Encoding encoding, Bytes bytes, Output& out) {
  const std::size_t high = encoding == Encoding::kUtf16Be ? 0 : 1;
  char32_t lead = 0;  // A lead surrogate that waits for its trail.
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    const char32_t unit = static_cast<char32_t>(bytes[i + high] << 8 | bytes[i + 1 - high]);
    if (lead != 0 && is_trail_surrogate(unit)) {
      out.put(0x10000 + ((lead - 0xD800) << 10) + (unit - 0xDC00));
      lead = 0;
      continue;
    }
    if (lead != 0) out.replace();  // An unpaired lead; the unit behind it is read anew.
    lead = 0;
    if (is_lead_surrogate(unit)) {
      lead = unit;
    } else if (is_trail_surrogate(unit)) {
      out.replace();
    } else {
      out.put(unit);
    }
  }
  if (lead != 0 || i < bytes.size()) out.replace_at_end();  // One error for all that is left over.
}

// The whole input is one error, so that text in an encoding which is unsafe to support can't be taken for another.
void decode_replacement(Bytes bytes, Output& out) {
  if (!bytes.empty()) out.replace();
}

}  // namespace pressmark::encoding
