// The kernels, written once over a `Wide`: a register of bytes, of which each kernels_<instruction set>.cc has its own.
//
// Those files are compiled for more than the platform's baseline. A function of theirs that another file also has must
// never be the one that the linker keeps, or it would run on machines that lack the instructions. So Wide is in an
// anonymous namespace there, which makes all of this local to the file, and nothing of the standard library that could
// be a function at run time is used.
//
// A Wide has kSize and: load, all (copies of a byte), |, &, ^, equal (0xff where so), minus (0 where it would be less),
// low_nibbles, high_nibbles, in (the 16-byte table's entry at each byte, which is below 16), any (a bit is set),
// any_high (a byte's highest bit is set), first (the first byte that is not 0; only after any; bytes are 0 or 0xff).
#pragma once

#include <cstddef>
#include <cstdint>

#include "simd/kernels.h"

namespace pressmark::simd {

template <class Wide>
struct FindAny {
  Wide stops[kMostStops];

  explicit FindAny(Stops packed)
      : stops{Wide::all(static_cast<unsigned char>(packed)), Wide::all(static_cast<unsigned char>(packed >> 8)),
              Wide::all(static_cast<unsigned char>(packed >> 16)),
              Wide::all(static_cast<unsigned char>(packed >> 24))} {}

  Wide hits(const char* from) const {
    const Wide bytes = Wide::load(from);
    return bytes.equal(stops[0]) | bytes.equal(stops[1]) | bytes.equal(stops[2]) | bytes.equal(stops[3]);
  }

  static const char* run(const char* begin, const char* end, Stops packed) {
    constexpr std::ptrdiff_t kSize = Wide::kSize;
    const FindAny find(packed);
    const char* at = begin;
    for (; end - at >= 4 * kSize; at += 4 * kSize) {  // One jump for four loads.
      const Wide first = find.hits(at), second = find.hits(at + kSize);
      const Wide third = find.hits(at + 2 * kSize), fourth = find.hits(at + 3 * kSize);
      if (!((first | second) | (third | fourth)).any()) continue;
      if (first.any()) return at + first.first();
      if (second.any()) return at + kSize + second.first();
      return third.any() ? at + 2 * kSize + third.first() : at + 3 * kSize + fourth.first();
    }
    for (; end - at >= kSize; at += kSize) {
      if (const Wide found = find.hits(at); found.any()) return at + found.first();
    }
    if (at == end) return end;
    if (end - begin < kSize) return find_byte(at, end, packed);
    const Wide last = find.hits(end - kSize);  // What it sees again has no hits.
    return last.any() ? end - kSize + last.first() : end;
  }

  static const char* find_byte(const char* at, const char* end, Stops packed) {
    for (; at != end; ++at) {
      const auto byte = static_cast<unsigned char>(*at);
      if (byte == (packed & 0xff) || byte == (packed >> 8 & 0xff) || byte == (packed >> 16 & 0xff) ||
          byte == packed >> 24) {
        return at;
      }
    }
    return end;
  }
};

// What is wrong with two bytes that follow each other, told by three of their nibbles; as sets of nibbles (bit n is
// nibble n). Table 3-7 of the Unicode Standard turned around.
struct WrongPair {
  unsigned first_high, first_low, second_high;
};
inline constexpr unsigned kAnyNibble = 0xffff, kAsciiHigh = 0x00ff, kContinuationHigh = 0x0f00, kLeadHigh = 0xf000;
inline constexpr WrongPair kWrongPairs[8] = {
    {kLeadHigh, kAnyNibble, kAsciiHigh | kLeadHigh},     // A lead byte without a continuation.
    {kAsciiHigh, kAnyNibble, kContinuationHigh},         // A continuation without a lead byte.
    {1u << 0xC, 1u << 0 | 1u << 1, kContinuationHigh},   // U+0000 to U+007F in two bytes.
    {1u << 0xE, 1u << 0, 1u << 8 | 1u << 9},             // U+0000 to U+07FF in three.
    {1u << 0xE, 1u << 0xD, 1u << 0xA | 1u << 0xB},       // A surrogate.
    {1u << 0xF, 0xfff0, 0x0e00},                         // Above U+10FFFF: from F4 90 on.
    {1u << 0xF, 0xffe1, 1u << 8},                        // U+0000 to U+FFFF in four: F0 8x. And F5 8x and above.
    {kContinuationHigh, kAnyNibble, kContinuationHigh},  // Wrong unless a lead byte of three or four stands before.
};
inline constexpr unsigned char kTwoContinuations = 0x80;  // The last one's bit.

// Bit n of a nibble's entry: the nibble is in that set of kWrongPairs[n].
struct NibbleTable {
  alignas(16) unsigned char entries[16];
};
consteval NibbleTable nibble_table(unsigned WrongPair::* nibbles) {
  NibbleTable table{};
  for (unsigned nibble = 0; nibble < 16; ++nibble) {
    for (unsigned pair = 0; pair < 8; ++pair) {
      if ((kWrongPairs[pair].*nibbles >> nibble & 1) != 0) {
        table.entries[nibble] = static_cast<unsigned char>(table.entries[nibble] | 1u << pair);
      }
    }
  }
  return table;
}
inline constexpr NibbleTable kFirstHigh = nibble_table(&WrongPair::first_high);
inline constexpr NibbleTable kFirstLow = nibble_table(&WrongPair::first_low);
inline constexpr NibbleTable kSecondHigh = nibble_table(&WrongPair::second_high);

inline constexpr std::ptrdiff_t kGroup = 64;  // UTF-8 is read in groups of so many bytes.

template <class Wide>
bool is_ascii(const char* group) {
  Wide bytes = Wide::load(group);
  for (std::size_t i = Wide::kSize; i < kGroup; i += Wide::kSize) bytes = bytes | Wide::load(group + i);
  return !bytes.any_high();
}

// For instruction sets that cannot look up bytes in a table.
template <class Wide>
struct SkipAscii {
  static const char* run(const char* begin, const char* end) {
    const char* at = begin;
    while (end - at >= kGroup && is_ascii<Wide>(at)) at += kGroup;
    return at;
  }
};

// UTF-8 by looking up pairs of bytes. After John Keiser and Daniel Lemire, Validating UTF-8 In Less Than One
// Instruction Per Byte, https://arxiv.org/abs/2010.03090
template <class Wide>
struct SkipUtf8 {
  static constexpr std::ptrdiff_t kBefore = 3;  // A byte is judged by the three before it.

  // Not 0 where a byte does not go with those before it.
  static Wide errors(const char* at) {
    const Wide second = Wide::load(at), first = Wide::load(at - 1);
    const Wide wrong = first.high_nibbles().in(kFirstHigh.entries) & first.low_nibbles().in(kFirstLow.entries) &
                       second.high_nibbles().in(kSecondHigh.entries);
    // The highest bit is left where the byte two before is at least E0, or the one three before at least F0.
    const Wide third_of = Wide::load(at - 2).minus(Wide::all(0xE0 - 0x80));
    const Wide fourth_of = Wide::load(at - 3).minus(Wide::all(0xF0 - 0x80));
    return wrong ^ ((third_of | fourth_of) & Wide::all(kTwoContinuations));
  }

  static bool has_error(const char* group) {
    Wide found = errors(group);
    for (std::size_t i = Wide::kSize; i < kGroup; i += Wide::kSize) found = found | errors(group + i);
    return found.any();
  }

  // Before the first group nothing stands that could be read.
  static bool first_has_error(const char* group) {
    char copy[kBefore + kGroup] = {};
    __builtin_memcpy(copy + kBefore, group, kGroup);
    return has_error(copy + kBefore);
  }

  // A lead byte among the last three may lack bytes behind it.
  static const char* character_begin(const char* begin, const char* at) {
    for (const char* before = at; before != begin && at - before < kBefore;) {
      const auto byte = static_cast<unsigned char>(*--before);
      if (byte >= 0xC0) return before;
      if (byte < 0x80) return at;
    }
    return at;
  }

  static const char* run(const char* begin, const char* end) {
    const char* at = begin;
    bool was_ascii = true;
    for (; end - at >= kGroup; at += kGroup) {
      const bool ascii = is_ascii<Wide>(at);
      if (ascii && was_ascii) continue;
      if (at == begin ? first_has_error(at) : has_error(at)) break;
      was_ascii = ascii;
    }
    return character_begin(begin, at);
  }
};

}  // namespace pressmark::simd
