// Characters as CommonMark classes them, and text made fit for any output.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::render {

// 6.2 Emphasis asks of the characters beside a delimiter only which of these they are. CommonMark before 0.31 counts
// the Unicode categories P* as punctuation, later versions S* too: kSymbol is read either way. cmark-gfm looks past a
// tilde at the character behind it, so that a tilde may be anything.
enum class Class : std::uint8_t { kSpace, kPunctuation, kSymbol, kTilde, kOther };
Class class_of(char32_t c);

constexpr bool is_space(Class c) { return c == Class::kSpace; }
// Whether some version of CommonMark, or every one, takes it for punctuation.
constexpr bool may_be_punctuation(Class c) { return c == Class::kPunctuation || c == Class::kSymbol; }
constexpr bool is_space_or_punctuation(Class c) { return c == Class::kSpace || c == Class::kPunctuation; }

// A delimiter between `before` and `after` surely opens (is left-flanking), or surely closes, in every version.
constexpr bool surely_opens(Class before, Class after) {
  return !is_space(after) && after != Class::kTilde && (!may_be_punctuation(after) || is_space_or_punctuation(before));
}
constexpr bool surely_closes(Class before, Class after) { return surely_opens(after, before); }
// ... may open, or close, in some version.
constexpr bool may_open(Class before, Class after) {
  return !is_space(after) && (after != Class::kPunctuation || before != Class::kOther);
}
constexpr bool may_close(Class before, Class after) { return may_open(after, before); }

constexpr bool is_ascii_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

// Appends text with every run of white space (ASCII) as one space.
void append_collapsed(std::string& out, std::string_view text);

// Appends text with its white space, line ends as LF.
void append_preformatted(std::string& out, std::string_view text);

// Both leave out control characters, which no browser shows and a terminal obeys, and put U+FFFD for invalid UTF-8.

}  // namespace pressmark::render
