#include "encoding/prescan.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"

namespace pressmark::encoding {
namespace {

bool is_utf16(Encoding encoding) { return encoding == Encoding::kUtf16Be || encoding == Encoding::kUtf16Le; }

// What a declaration in ASCII bytes can mean: it can't stand in UTF-16, and x-user-defined is a server's misnomer.
Encoding as_declared_by_meta(Encoding encoding) {
  if (is_utf16(encoding)) return Encoding::kUtf8;
  return encoding == Encoding::kXUserDefined ? Encoding::kWindows1252 : encoding;
}

// HTML Standard, 2.5.4: algorithm for extracting a character encoding from a meta element. `text` is lower-case.
// https://html.spec.whatwg.org/multipage/urls-and-fetching.html#algorithm-for-extracting-a-character-encoding-from-a-meta-element
std::optional<Encoding> encoding_in_content(std::string_view text) {
  constexpr std::string_view kCharset = "charset";
  std::size_t at = 0;
  do {  // Loop: the next "charset", then white space, then an equals sign; without the sign, look on from there.
    at = text.find(kCharset, at);
    if (at == std::string_view::npos) return std::nullopt;
    at += kCharset.size();
    while (at < text.size() && ascii::is_whitespace(text[at])) ++at;
  } while (at >= text.size() || text[at] != '=');
  ++at;
  while (at < text.size() && ascii::is_whitespace(text[at])) ++at;
  if (at == text.size()) return std::nullopt;

  if (text[at] == '"' || text[at] == '\'') {  // Quoted: up to the same quote; unmatched is nothing.
    const std::size_t end = text.find(text[at], at + 1);
    return end == std::string_view::npos ? std::nullopt : from_label(text.substr(at + 1, end - at - 1));
  }
  std::size_t end = at;  // Otherwise up to white space or a semicolon.
  while (end < text.size() && !ascii::is_whitespace(text[end]) && text[end] != ';') ++end;
  return from_label(text.substr(at, end - at));
}

// HTML Standard: get an XML encoding.
// https://html.spec.whatwg.org/multipage/parsing.html#concept-get-xml-encoding-when-sniffing
std::optional<Encoding> xml_encoding(std::string_view text) {
  if (!text.starts_with("<?xml")) return std::nullopt;
  const std::size_t declaration_end = text.find('>');
  if (declaration_end == std::string_view::npos) return std::nullopt;

  constexpr std::string_view kEncoding = "encoding";
  std::size_t at = text.substr(0, declaration_end).find(kEncoding);
  if (at == std::string_view::npos) return std::nullopt;
  at += kEncoding.size();

  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  const auto skip_blanks = [&] {
    while (at < text.size() && is_blank(text[at])) ++at;
    return at < text.size();
  };
  if (!skip_blanks() || text[at] != '=') return std::nullopt;
  ++at;
  if (!skip_blanks() || (text[at] != '"' && text[at] != '\'')) return std::nullopt;
  const std::size_t end = text.find(text[at], at + 1);
  if (end == std::string_view::npos) return std::nullopt;

  const std::string_view label = text.substr(at + 1, end - at - 1);
  if (std::ranges::any_of(label, is_blank)) return std::nullopt;
  const std::optional<Encoding> encoding = from_label(label);
  return encoding && is_utf16(*encoding) ? Encoding::kUtf8 : encoding;
}

class Prescan {
 public:
  explicit Prescan(std::string_view text) : text_(text) {}

  std::optional<Encoding> run() {
    using std::string_view_literals::operator""sv;
    if (text_.starts_with("<\0?\0x\0"sv)) return Encoding::kUtf16Le;
    if (text_.starts_with("\0<\0?\0x"sv)) return Encoding::kUtf16Be;
    for (; !at_end(); ++at_) {  // Next byte.
      if (text_[at_] != '<') continue;
      if (const std::optional<Encoding> found = step()) return found;
    }
    return xml_encoding(text_);
  }

 private:
  // One of an attribute's two texts, in lower case.
  struct Attribute {
    std::string name, value;
  };

  bool at_end() const { return at_ >= text_.size(); }
  char here() const { return text_[at_]; }

  // The loop's cases for a "<". Leaves at_ on the last byte that it has used up.
  std::optional<Encoding> step() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) {  // A comment. Its opening dashes can be its closing ones.
      skip_to(text_.find("-->", at_ + 2), 2);
      return std::nullopt;
    }
    if (ascii::starts_with_ignoring_case(rest, "<meta") && rest.size() > 5 &&
        (ascii::is_whitespace(rest[5]) || rest[5] == '/')) {
      at_ += 5;
      return meta();
    }
    const std::size_t name = rest.size() > 1 && rest[1] == '/' ? 2 : 1;
    if (rest.size() > name &&
        ascii::is_alpha(rest[name])) {  // Any other tag: its attributes may hold what looks like one.
      skip_to(text_.find_first_of("\t\n\f\r >", at_), 0);
      while (next_attribute()) continue;
      return std::nullopt;
    }
    if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) skip_to(text_.find('>', at_), 0);
    return std::nullopt;
  }

  void skip_to(std::size_t found, std::size_t offset) {
    at_ = found == std::string_view::npos ? text_.size() : found + offset;
  }

  std::optional<Encoding> meta() {
    bool got_pragma = false;
    std::optional<bool> need_pragma;
    std::optional<Encoding> charset;
    bool seen_equiv = false, seen_content = false, seen_charset = false;
    while (std::optional<Attribute> attribute = next_attribute()) {
      // Only the first attribute of a name counts.
      if (attribute->name == "http-equiv" && !std::exchange(seen_equiv, true)) {
        got_pragma = attribute->value == "content-type";
      } else if (attribute->name == "content" && !std::exchange(seen_content, true) && !seen_charset) {
        // A charset attribute before it has set charset, even if to failure, which is not null.
        if (const std::optional<Encoding> found = encoding_in_content(attribute->value)) {
          charset = found;
          need_pragma = true;
        }
      } else if (attribute->name == "charset" && !std::exchange(seen_charset, true)) {
        charset = from_label(attribute->value);
        need_pragma = false;
      }
    }
    // Processing. A tag that the end of the bytes cuts off declares nothing.
    if (at_end() || !need_pragma || (*need_pragma && !got_pragma) || !charset) return std::nullopt;
    return as_declared_by_meta(*charset);
  }

  // HTML Standard: get an attribute. Nullopt also when the bytes run out; then at_end().
  // https://html.spec.whatwg.org/multipage/parsing.html#concept-get-attributes-when-sniffing
  std::optional<Attribute> next_attribute() {
    while (!at_end() && (ascii::is_whitespace(here()) || here() == '/')) ++at_;
    if (at_end() || here() == '>') return std::nullopt;
    Attribute attribute;
    for (; !at_end() && !(here() == '=' && !attribute.name.empty()); ++at_) {
      if (here() == '/' || here() == '>') return attribute;
      if (ascii::is_whitespace(here())) break;
      attribute.name += ascii::to_lower(here());
    }
    skip_spaces();
    if (at_end()) return std::nullopt;
    if (here() != '=') return attribute;
    ++at_;
    skip_spaces();
    if (at_end() || !read_value(attribute.value)) return std::nullopt;
    return attribute;
  }

  void skip_spaces() {
    while (!at_end() && ascii::is_whitespace(here())) ++at_;
  }

  // False when the bytes run out.
  bool read_value(std::string& value) {
    if (here() == '"' || here() == '\'') {
      const char quote = here();
      for (++at_; !at_end() && here() != quote; ++at_) value += ascii::to_lower(here());
      if (at_end()) return false;
      ++at_;
      return true;
    }
    for (; !at_end() && !ascii::is_whitespace(here()) && here() != '>'; ++at_) value += ascii::to_lower(here());
    return !at_end();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Encoding> prescan(Bytes bytes) {
  return Prescan({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).run();
}

}  // namespace pressmark::encoding
