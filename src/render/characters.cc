#include "render/characters.h"

#include <unicode/uchar.h>

#include <array>

#include "base/utf8.h"

namespace pressmark::render {
namespace {

constexpr bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_graphic(char c) { return c > ' ' && c < 0x7F; }

// Of single bytes: what append_collapsed copies, and what it copies where something such stands before it.
constexpr auto kGraphic = [] {
  std::array<bool, 256> table{};
  for (char c = '!'; c < 0x7F; ++c) table[static_cast<unsigned char>(c)] = true;
  return table;
}();
constexpr bool is_graphic_byte(char c) { return kGraphic[static_cast<unsigned char>(c)]; }

constexpr bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// Appends what is no plain ASCII at `at`, and returns its size.
std::size_t append_other(std::string& out, std::string_view text, std::size_t at) {
  const utf8::Character c = utf8::next(text, at);
  if (!c.valid) {
    utf8::append(out, utf8::kReplacement);
  } else if (!is_control(c.code_point)) {
    out.append(text, at, c.size);
  }
  return c.size;
}

}  // namespace

Class class_of(char32_t c) {
  if (c < 0x80) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) return Class::kSpace;
    if (c == '~') return Class::kTilde;
    return is_ascii_punctuation(static_cast<char>(c)) ? Class::kPunctuation : Class::kOther;
  }
  const auto mask = U_MASK(u_charType(static_cast<UChar32>(c)));
  if (mask & U_GC_ZS_MASK) return Class::kSpace;
  if (mask & U_GC_P_MASK) return Class::kPunctuation;
  return mask & U_GC_S_MASK ? Class::kSymbol : Class::kOther;
}

void append_collapsed(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_graphic(text[at])) {
      std::size_t end = at + 1;
      while (end < text.size() &&
             (is_graphic_byte(text[end]) || (text[end] == ' ' && is_graphic_byte(text[end - 1])))) {
        ++end;
      }
      out.append(text, at, end - at);
      at = end;
    } else if (is_ascii_space(text[at])) {
      std::size_t end = at + 1;
      while (end < text.size() && is_ascii_space(text[end])) ++end;
      if (at == 0 || text[at - 1] != ' ') out.push_back(' ');
      at = end;
    } else {
      at += append_other(out, text, at);
    }
  }
}

void append_preformatted(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_graphic(c) || c == ' ' || c == '\t' || c == '\n') {
      out.push_back(c);
      ++at;
    } else if (c == '\r') {
      out.push_back('\n');
      at += text.substr(at).starts_with("\r\n") ? 2 : 1;
    } else {
      at += append_other(out, text, at);
    }
  }
}

}  // namespace pressmark::render
