#include "search/graphemes.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "base/utf8.h"

namespace pressmark::search {
namespace {

constexpr std::size_t kLongestLook = 4096;

struct Close {
  void operator()(UText* text) const { utext_close(text); }
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};

bool is_inside_character(std::string_view text, std::size_t at) {
  return at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// Between two of these nothing joins: printable ASCII, or the first byte of most of CJK.
bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte < 0x7F) || (byte >= 0xE4 && byte <= 0xE9);
}

std::size_t sure_boundary_before(std::string_view text, std::size_t from) {
  const std::size_t furthest = from - std::min(from, kLongestLook);
  for (std::size_t at = from; at > furthest; --at) {
    if (at >= text.size() || is_inside_character(text, at) || !is_plain(text[at])) continue;
    std::size_t before = at - 1;
    while (is_inside_character(text, before)) --before;
    if (is_plain(text[before])) return at;
  }
  std::size_t at = furthest;
  while (is_inside_character(text, at)) ++at;
  return at;
}

int columns_of(std::string_view text, std::size_t at) {
  const auto width =
      u_getIntPropertyValue(static_cast<UChar32>(utf8::next(text, at).code_point), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

}  // namespace

std::vector<Grapheme> graphemes_of(std::string_view text, std::size_t from, std::size_t to) {
  const std::size_t begin = sure_boundary_before(text, from);
  // Some more behind, so that the last is whole.
  std::size_t end = std::min(text.size(), to + kLongestLook);
  while (is_inside_character(text, end)) --end;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, Close> source(
      utext_openUTF8(nullptr, text.data() + begin, static_cast<std::int64_t>(end - begin), &status));
  const std::unique_ptr<UBreakIterator, Close> iterator(ubrk_open(UBRK_CHARACTER, "en", nullptr, 0, &status));
  if (U_SUCCESS(status)) ubrk_setUText(iterator.get(), source.get(), &status);
  std::vector<Grapheme> found;
  if (U_FAILURE(status)) return found;
  std::size_t previous = begin;
  for (std::int32_t at = ubrk_next(iterator.get()); at != UBRK_DONE; at = ubrk_next(iterator.get())) {
    const std::size_t next = begin + static_cast<std::size_t>(at);
    if (previous >= to) break;
    if (next > from) found.push_back({previous, next, columns_of(text, previous)});
    previous = next;
  }
  return found;
}

}  // namespace pressmark::search
