#include "encoding/utf8.h"

#include <cstdint>
#include <cstring>

namespace pressmark::encoding {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

std::uint64_t load(const unsigned char* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// The least and greatest second byte after a lead byte, and how long the whole sequence is; 1 for a byte that is no
// lead. Table 3-7 of the Unicode Standard; the "lower boundary" and "upper boundary" of the Encoding Standard's UTF-8
// decoder.
struct Lead {
  std::size_t length;
  unsigned char least = 0x80, greatest = 0xBF;
};
Lead lead_of(unsigned char byte) {
  if (byte < 0xC2 || byte > 0xF4) return {1};
  if (byte < 0xE0) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {4};
}

}  // namespace

std::size_t ascii_prefix(Bytes bytes) {
  const unsigned char* const data = bytes.data();
  const std::size_t size = bytes.size();
  if (size == 0 || data[0] >= 0x80) return 0;
  std::size_t i = 0;
  for (; i + 32 <= size; i += 32) {  // Four words at a time, which compiles to two 16-byte loads.
    if (((load(data + i) | load(data + i + 8) | load(data + i + 16) | load(data + i + 24)) & kHighBits) != 0) break;
  }
  while (i + 8 <= size && (load(data + i) & kHighBits) == 0) i += 8;
  while (i < size && data[i] < 0x80) ++i;
  return i;
}

Utf8Sequence utf8_sequence(Bytes bytes) {
  if (bytes[0] < 0x80) return {1, true, false};
  const Lead lead = lead_of(bytes[0]);
  if (lead.length == 1) return {1, false, false};
  if (bytes.size() == 1) return {1, false, true};
  if (bytes[1] < lead.least || bytes[1] > lead.greatest) return {1, false, false};
  for (std::size_t i = 2; i < lead.length; ++i) {
    if (i == bytes.size()) return {i, false, true};
    if (!is_continuation(bytes[i])) return {i, false, false};
  }
  return {lead.length, true, false};
}

std::size_t valid_utf8_prefix(Bytes bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    const unsigned char byte = bytes[i];
    if (byte < 0x80) {
      i += ascii_prefix(bytes.subspan(i));
    } else if (byte > 0xE0 && byte < 0xED && i + 2 < bytes.size() && is_continuation(bytes[i + 1]) &&
               is_continuation(bytes[i + 2])) {
      i += 3;  // Most of the CJK text there is.
    } else {
      const Utf8Sequence sequence = utf8_sequence(bytes.subspan(i));
      if (!sequence.is_valid) return i;
      i += sequence.length;
    }
  }
  return i;
}

Utf8Survey survey_utf8(Bytes bytes) {
  Utf8Survey survey;
  while (!bytes.empty()) {
    const std::size_t ascii = ascii_prefix(bytes);
    bytes = bytes.subspan(ascii);
    if (bytes.empty()) break;
    const Utf8Sequence sequence = utf8_sequence(bytes);
    survey.multibyte += sequence.is_valid ? 1 : 0;
    survey.errors += sequence.is_valid || sequence.is_cut_off ? 0 : 1;
    bytes = bytes.subspan(sequence.length);
  }
  return survey;
}

}  // namespace pressmark::encoding
