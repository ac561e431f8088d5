#include "encoding/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "simd/kernels.h"

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

namespace {

// So many bytes are read one character at a time before the kernel is asked again: enough to get past what it stopped
// at, so that what it looks at in vain is never much.
constexpr std::size_t kByCharacter = 128;

// Goes on from `from` for kByCharacter bytes; whether all of them are valid.
bool skip_characters(Bytes bytes, std::size_t& from) {
  const std::size_t enough = from + std::min(kByCharacter, bytes.size() - from);
  while (from < enough) {
    const unsigned char byte = bytes[from];
    if (byte < 0x80) {
      ++from;
    } else if (byte > 0xE0 && byte < 0xED && from + 2 < bytes.size() && is_continuation(bytes[from + 1]) &&
               is_continuation(bytes[from + 2])) {
      from += 3;  // Most of the CJK text there is.
    } else {
      const Utf8Sequence sequence = utf8_sequence(bytes.subspan(from));
      if (!sequence.is_valid) return false;
      from += sequence.length;
    }
  }
  return true;
}

// Characters of several bytes in valid UTF-8: their first bytes are those whose two highest bits are set.
std::size_t count_multibyte(Bytes valid) {
  constexpr std::uint64_t kLowBits = 0x0101010101010101;
  constexpr std::size_t kWords = 16;  // The product's highest byte, the sum of all bytes, holds up to 255.
  std::size_t count = 0, i = ascii_prefix(valid);
  for (; i + 8 * kWords <= valid.size(); i += 8 * kWords) {
    std::uint64_t sums = 0;
    for (std::size_t word = 0; word < kWords; ++word) {
      const std::uint64_t bits = load(valid.data() + i + 8 * word);
      sums += bits >> 7 & bits >> 6 & kLowBits;
    }
    count += (sums * kLowBits) >> 56;
  }
  for (; i < valid.size(); ++i) count += valid[i] >= 0xC0 ? 1 : 0;
  return count;
}

}  // namespace

std::size_t valid_utf8_prefix(Bytes bytes) {
  const char* const begin = reinterpret_cast<const char*>(bytes.data());
  std::size_t i = 0;
  while (i < bytes.size()) {
    i = static_cast<std::size_t>(simd::kernels().skip_utf8(begin + i, begin + bytes.size()) - begin);
    if (!skip_characters(bytes, i)) return i;
  }
  return i;
}

Utf8Survey survey_utf8(Bytes bytes) {
  Utf8Survey survey;
  while (!bytes.empty()) {
    const std::size_t valid = valid_utf8_prefix(bytes);
    survey.multibyte += count_multibyte(bytes.first(valid));
    bytes = bytes.subspan(valid);
    if (bytes.empty()) break;
    const Utf8Sequence broken = utf8_sequence(bytes);
    survey.errors += broken.is_cut_off ? 0 : 1;
    bytes = bytes.subspan(broken.length);
  }
  return survey;
}

}  // namespace pressmark::encoding
