#include "extract/segment_words.h"

#include <bit>
#include <optional>

#include "extract/letters.h"
#include "simd/block.h"

namespace pressmark::extract {
namespace {

constexpr std::uint64_t kHashPrime = 0x100000001b3;

constexpr bool closes(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x300d ||
         c == 0x300f || c == 0xff09;
}

// What a whole Block of ASCII adds to the count of words: the letters that none stands before.
struct AsciiWords {
  std::uint32_t starts = 0;
  bool any = false;  // but white space
  bool ends_in_word = false;
};

std::optional<AsciiWords> words_in_block(const char* from, bool in_word) {
  using Wide = simd::Block;
  const Wide block = Wide::load(from);
  if (block.between('\x80', '\xff').mask() != 0) return std::nullopt;
  const std::uint64_t letters =
      (block.between('0', '9') | block.between('A', 'Z') | block.between('a', 'z') | block.equal('_')).mask();
  const std::uint64_t spaces = (block.at_most(' ') | block.equal('\x7f')).mask();
  constexpr int kBits = Wide::kMaskBits, kLast = kBits * (static_cast<int>(Wide::kSize) - 1);
  constexpr std::uint64_t kByte = (std::uint64_t{1} << kBits) - 1;
  constexpr std::uint64_t kAll = kByte << kLast | ((std::uint64_t{1} << kLast) - 1);
  const std::uint64_t after_letters = letters << kBits | (in_word ? kByte : 0);
  return AsciiWords{.starts = static_cast<std::uint32_t>(std::popcount(letters & ~after_letters & kAll) / kBits),
                    .any = spaces != kAll,
                    .ends_in_word = (letters >> kLast) != 0};
}

}  // namespace

bool WordCounter::add(std::string_view text, bool in_link) {
  std::uint32_t words = 0, ideographs = 0;
  bool any = false, in_word = in_word_;
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= simd::Block::kSize) {
      if (const auto block = words_in_block(text.data() + at, in_word)) {
        words += block->starts;
        any |= block->any;
        in_word = block->ends_in_word;
        at += simd::Block::kSize;
        continue;
      }
    }
    // What is no ASCII, or less than a block, byte by byte.
    for (const std::size_t stop = std::min(text.size(), at + simd::Block::kSize); at < stop;) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte <= ' ') {
        in_word = false;
        ++at;
        continue;
      }
      const CodePoint point = code_point_at(text, at);
      at += point.length;
      const Letter letter = letter_of(point.value);
      const bool is_word = letter == Letter::kWord;
      any |= letter != Letter::kSpace;
      ideographs += letter == Letter::kIdeograph;
      words += static_cast<std::uint32_t>(is_word && !in_word);
      in_word = is_word;
    }
  }
  in_word_ = in_word;
  words_ += words;
  ideographs_ += ideographs;
  if (in_link) {
    link_words_ += words;
    link_ideographs_ += ideographs;
  }
  return any;
}

void Wording::add(std::string_view text) {
  std::uint64_t hash = fingerprint_;
  char32_t last = last_;
  bool in_word = in_word_;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.length;
    const Letter letter = letter_of(point.value);
    if (letter == Letter::kWord || letter == Letter::kIdeograph) {
      if (!in_word) hash = (hash ^ ' ') * kHashPrime;
      hash = (hash ^ lower(point.value)) * kHashPrime;
      last = point.value;
      in_word = true;
    } else {
      if (letter == Letter::kMark && !closes(point.value)) last = point.value;
      in_word = false;
    }
  }
  fingerprint_ = hash;
  last_ = last;
  in_word_ = in_word;
}

bool Wording::ends_sentence() const {
  constexpr std::u32string_view kEnds = U".!?\u2026\u3002\uff01\uff1f";
  return kEnds.contains(last_);
}

}  // namespace pressmark::extract
