#include "html/char_ref.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/ascii.h"
#include "base/utf8.h"
#include "html/names_hash.h"

namespace pressmark::html {
namespace {

struct Entry {
  std::uint16_t name_at;
  std::uint8_t name_size : 5;
  std::uint8_t without_semicolon : 1;  // also a reference without ";"
  std::uint8_t value_size;
  unsigned char value[6];
};

#include "html/named_references.gen.inc"

const Entry* find_entry(std::string_view name) {
  const std::uint16_t number = perfect_hash_slot(key_of(name), kDisplacement, kSlots);
  if (number == std::size(kEntries)) return nullptr;
  const Entry& entry = kEntries[number];
  return std::string_view(kText + entry.name_at, entry.name_size) == name ? &entry : nullptr;
}

CharacterReference found(const Entry& entry, std::size_t consumed) {
  CharacterReference reference{.consumed = consumed, .size = entry.value_size};
  std::memcpy(reference.bytes, entry.value, sizeof entry.value);
  return reference;
}

// 13.2.5.78 Named character reference state
// https://html.spec.whatwg.org/multipage/parsing.html#named-character-reference-state
// The standard asks for the longest match. No name goes on behind a ";", so a match with ";" is the longest there can
// be; the few names that may go without it are short, and are tried from the longest down.
CharacterReference read_named(std::string_view source, ReferenceContext context) {
  const std::size_t limit = std::min(source.size(), kLongestName + 2);
  std::size_t end = 1;
  while (end < limit && ascii::is_alphanumeric(source[end])) ++end;
  const std::string_view name = source.substr(1, end - 1);
  if (end < source.size() && source[end] == ';') {
    if (const Entry* const entry = find_entry(name)) return found(*entry, end + 1);
  }
  if (context == ReferenceContext::kAttribute) {
    // Followed by "=" or an alphanumeric it is, for historical reasons, no reference: only the whole name can be one.
    if (name.size() > kLongestWithoutSemicolon || (end < source.size() && source[end] == '=')) return {};
    const Entry* const entry = find_entry(name);
    return entry && entry->without_semicolon ? found(*entry, end) : CharacterReference{};
  }
  for (std::size_t size = std::min(name.size(), kLongestWithoutSemicolon); size >= 2; --size) {
    const Entry* const entry = find_entry(name.substr(0, size));
    if (entry && entry->without_semicolon) return found(*entry, size + 1);
  }
  return {};
}

// 13.2.5.84 Numeric character reference end state
// https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
char32_t replace_bad_code_point(std::uint32_t code) {
  // U+0080 to U+009F mean windows-1252; its five holes stay as they are.
  static constexpr char32_t kWindows1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (code >= 0x80 && code <= 0x9F) return kWindows1252[code - 0x80];
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code == 0 || code > 0x10FFFF || is_surrogate ? U'\uFFFD' : static_cast<char32_t>(code);
}

// The value of a hexadecimal digit, or 16 and more.
std::uint32_t digit_value(char digit) {
  const std::uint32_t decimal = static_cast<std::uint32_t>(static_cast<unsigned char>(digit)) - '0';
  if (decimal < 10) return decimal;
  const std::uint32_t letter = static_cast<std::uint32_t>(static_cast<unsigned char>(digit) | 0x20) - 'a';
  return letter < 6 ? letter + 10 : 16;
}

// 13.2.5.80 Numeric character reference state
// https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-state
CharacterReference read_numeric(std::string_view source) {
  const bool is_hexadecimal = source.size() > 2 && (source[2] == 'x' || source[2] == 'X');
  const std::uint32_t base = is_hexadecimal ? 16 : 10;
  const std::size_t digits_begin = is_hexadecimal ? 3 : 2;
  std::size_t end = digits_begin;
  std::uint32_t code = 0;
  for (; end < source.size(); ++end) {
    const std::uint32_t value = digit_value(source[end]);
    if (value >= base) break;
    code = std::min<std::uint32_t>(code * base + value, 0x110000);
  }
  if (end == digits_begin) return {};
  if (end < source.size() && source[end] == ';') ++end;
  CharacterReference reference{.consumed = end};
  reference.size = utf8::write(replace_bad_code_point(code), reference.bytes);
  return reference;
}

}  // namespace

CharacterReference read_character_reference(std::string_view source, ReferenceContext context) {
  if (source.size() < 2) return {};
  if (source[1] == '#') return read_numeric(source);
  return ascii::is_alphanumeric(source[1]) ? read_named(source, context) : CharacterReference{};
}

}  // namespace pressmark::html
