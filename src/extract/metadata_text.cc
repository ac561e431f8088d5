// Text of a page as a line of metadata has it.
#include <algorithm>

#include "extract/metadata_facts.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

// The bytes of a sign at the start that shows nothing but hides in names: U+00AD soft hyphen, U+200B zero width space,
// and what embeds, overrides or isolates a direction, U+202A to U+202E and U+2066 to U+2069. 0 for any other.
std::size_t invisible_length(std::string_view text) {
  if (text.starts_with("\u00ad")) return 2;
  const std::string_view sign = text.substr(0, 3);
  const bool is_one =
      sign == "\u200b" || (sign >= "\u202a" && sign <= "\u202e") || (sign >= "\u2066" && sign <= "\u2069");
  return is_one ? 3 : 0;
}

}  // namespace

std::string fold_space(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0xc2) {
      if (const std::size_t length = invisible_length(text.substr(i, 3)); length > 0) {
        i += length - 1;
        continue;
      }
    }
    const bool is_nbsp = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xa0;
    if (byte <= 0x20 || is_nbsp) {
      space = !out.empty();
      i += is_nbsp ? 1 : 0;
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += text[i];
  }
  return out;
}

std::string visible_text(Node node, std::size_t limit) {
  std::string raw;
  for (Node at = node; at && raw.size() < limit;) {
    if (at.is_text()) {
      raw += at.text();
    } else if (at.is_element() &&
               (at.is(Name::kScript) || at.is(Name::kStyle) || at.is(Name::kTemplate) || at.is(Name::kSvg))) {
      if (at == node) break;
      at = at.next_after_subtree(node);
      continue;
    } else if (at.is_element()) {
      const bool is_inline = at.is(Name::kSpan) || at.is(Name::kA) || at.is(Name::kB) || at.is(Name::kI) ||
                             at.is(Name::kEm) || at.is(Name::kStrong);
      if (!is_inline) raw += ' ';
    }
    at = at.next_in_preorder(node);
  }
  if (raw.size() >= limit) {  // Cut between two characters.
    std::size_t end = std::min(raw.size(), limit);
    while (end > 0 && end < raw.size() && (static_cast<unsigned char>(raw[end]) & 0xc0) == 0x80) --end;
    raw.resize(end);
    while (!raw.empty() && (static_cast<unsigned char>(raw.back()) & 0xc0) == 0x80) raw.pop_back();
    if (!raw.empty() && static_cast<unsigned char>(raw.back()) >= 0xc0) raw.pop_back();
  }
  return fold_space(raw);
}

std::string decode_references(std::string_view text) {
  if (text.find('&') == std::string_view::npos || text.find(';') == std::string_view::npos) return std::string(text);
  const html::Document decoded = html::parse_fragment(text, "textarea");
  return decoded.root().text_content();
}

}  // namespace pressmark::extract
