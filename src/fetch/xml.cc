#include "fetch/xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::fetch {
namespace {

constexpr std::size_t kMaxInnerText = 64u << 10;
constexpr std::size_t kMaxReference = 12;

constexpr auto kNamed = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}});

bool is_name_start(char c) {
  return ascii::is_alpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name(char c) { return is_name_start(c) || ascii::is_digit(c) || c == '-' || c == '.'; }

std::size_t name_size(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_name) - text.begin());
}

// Adds what the reference ("#38", "amp") stands for; false when it is none.
bool add_reference(std::string& out, std::string_view reference) {
  if (!reference.starts_with('#')) {
    const auto* const found = std::ranges::find(kNamed, reference, [](const auto& entry) { return entry.first; });
    if (found == kNamed.end()) return false;
    out += found->second;
    return true;
  }
  const bool is_hex = reference.starts_with("#x");
  const std::string_view digits = reference.substr(is_hex ? 2 : 1);
  std::uint32_t code_point = 0;
  const auto [end, failed] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code_point, is_hex ? 16 : 10);
  if (failed != std::errc() || end != digits.data() + digits.size()) return false;
  utf8::append(out, code_point == 0 ? utf8::kReplacement : static_cast<char32_t>(code_point));
  return true;
}

}  // namespace

std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t ampersand = std::min(text.find('&'), text.size());
    out += text.substr(0, ampersand);
    text.remove_prefix(ampersand);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, kMaxReference).find(';');
    if (end != text.npos && add_reference(out, text.substr(1, end - 1))) {
      text.remove_prefix(end + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : ascii::trimmed(text)) {
    if (!ascii::is_whitespace(c)) {
      out += c;
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

// What is left up to `end`, and behind it a mark of that size; all when there is no end.
std::string_view XmlReader::take(std::size_t end, std::size_t mark) {
  const std::string_view taken = text_.substr(0, end);
  text_.remove_prefix(end == text_.npos ? text_.size() : end + mark);
  return taken;
}

XmlReader::Event XmlReader::next() {
  if (std::exchange(ends_itself_, false)) {
    open_.pop_back();
    return Event::kEnd;
  }
  while (!text_.empty()) {
    if (!text_.starts_with('<')) return take_text(text_.substr(0, text_.find('<')));
    if (text_.starts_with("<![CDATA[")) {
      text_.remove_prefix(9);
      content_ = take(text_.find("]]>"), 3);
      return Event::kText;
    }
    if (skip_declaration()) continue;
    if (text_.starts_with("</")) {
      if (take_end_tag()) return Event::kEnd;
      continue;
    }
    if (text_.size() > 1 && is_name_start(text_[1])) return take_start_tag();
    return take_text(text_.substr(0, text_.find('<', 1)));
  }
  return Event::kDone;
}

XmlReader::Event XmlReader::take_text(std::string_view raw) {
  content_ = unescaped(raw);
  text_.remove_prefix(raw.size());
  return Event::kText;
}

// Comments, processing instructions, document types.
bool XmlReader::skip_declaration() {
  if (text_.starts_with("<!--")) {
    text_.remove_prefix(4);
    take(text_.find("-->"), 3);
    return true;
  }
  if (text_.starts_with("<?")) {
    take(text_.find("?>"), 2);
    return true;
  }
  if (!text_.starts_with("<!")) return false;
  const std::size_t end = text_.find_first_of("[>");
  const bool has_subset = end != text_.npos && text_[end] == '[';
  take(end, 1);
  if (has_subset) take(text_.find("]"), 1), take(text_.find('>'), 1);
  return true;
}

// A "<" within ends the tag too: well-formed attributes have none, and so no tag is looked at twice.
XmlReader::Event XmlReader::take_start_tag() {
  if (open_.size() == kMaxDepth) {
    text_ = {};
    return Event::kDone;
  }
  text_.remove_prefix(1);
  name_ = text_.substr(0, name_size(text_));
  text_.remove_prefix(name_.size());
  std::size_t end = 0;
  for (char quote = 0; end < text_.size() && text_[end] != '<' && (quote || text_[end] != '>'); ++end) {
    const char c = text_[end];
    if (quote ? c == quote : c == '"' || c == '\'') quote = quote ? '\0' : c;
  }
  const bool is_closed = end < text_.size() && text_[end] == '>';
  attributes_ = text_.substr(0, end);
  text_.remove_prefix(end + (is_closed ? 1 : 0));
  ends_itself_ = attributes_.ends_with('/');
  if (ends_itself_) attributes_.remove_suffix(1);
  open_.push_back(name_);
  return Event::kStart;
}

// Whether it ends an element.
bool XmlReader::take_end_tag() {
  text_.remove_prefix(2);
  name_ = text_.substr(0, name_size(text_));
  text_.remove_prefix(name_.size());
  const std::size_t end = text_.find_first_of("<>");
  take(end, end != text_.npos && text_[end] == '>' ? 1 : 0);
  const auto found = std::ranges::find(open_.rbegin(), open_.rend(), name_);
  if (found == open_.rend()) return false;
  open_.erase(found.base() - 1, open_.end());
  return true;
}

std::string XmlReader::attribute(std::string_view name) const {
  std::string_view rest = attributes_;
  while (!rest.empty()) {
    while (!rest.empty() && !is_name_start(rest.front())) rest.remove_prefix(1);
    const std::string_view found = rest.substr(0, name_size(rest));
    rest.remove_prefix(found.size());
    rest = ascii::trimmed(rest);
    if (!rest.starts_with('=')) continue;
    rest = ascii::trimmed(rest.substr(1));
    if (!rest.starts_with('"') && !rest.starts_with('\'')) continue;
    const std::size_t end = std::min(rest.find(rest[0], 1), rest.size());
    if (found == name) return unescaped(rest.substr(1, end - 1));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

std::string XmlReader::inner_text() {
  const std::size_t inside = depth();
  std::string out;
  while (depth() >= inside) {
    const Event event = next();
    if (event == Event::kDone) break;
    if (event == Event::kText && out.size() < kMaxInnerText) out += content_;
  }
  return out.size() > kMaxInnerText ? std::string() : out;
}

}  // namespace pressmark::fetch
