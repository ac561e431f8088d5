#include "extract/convert_style.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "extract/inline.h"
#include "simd/scan.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

// The end of the part of a class name that starts at `at`: "navBar" and "nav-bar" have the parts nav and bar.
std::size_t part_end(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && ascii::is_alpha(text[end]) && !(text[end] <= 'Z' && text[end - 1] >= 'a')) ++end;
  return end;
}

// White space; most bytes need one comparison to be none.
bool ends_word(char c) { return static_cast<unsigned char>(c) <= ' ' && ascii::is_whitespace(c); }

bool is_bold(std::string_view weight) {
  return contains_ignoring_case(weight, "bold") || (weight.size() == 3 && weight >= "600" && weight <= "950");
}

std::uint16_t with(std::uint16_t marks, Mark mark) { return static_cast<std::uint16_t>(marks | mark); }
std::uint16_t without(std::uint16_t marks, Mark mark) { return static_cast<std::uint16_t>(marks & ~mark); }

std::uint16_t name_marks(Node element, std::uint16_t marks) {
  switch (element.name()) {
    case Name::kB:
    case Name::kStrong: return with(marks, kStrong);
    case Name::kI:
    case Name::kEm:
    case Name::kCite:
    case Name::kDfn:
    case Name::kVar: return with(marks, kEmphasis);
    case Name::kS:
    case Name::kStrike:
    case Name::kDel: return with(marks, kStrike);
    case Name::kSup: return with(marks, kSuperscript);
    case Name::kSub: return with(marks, kSubscript);
    case Name::kMark: return with(marks, kHighlighted);
    case Name::kIns:
    case Name::kU: return with(marks, kInserted);
    default: return marks;
  }
}

}  // namespace

bool contains_ignoring_case(std::string_view text, std::string_view lower_text) {
  if (lower_text.empty()) return true;
  if (text.size() < lower_text.size()) return false;
  const char small = lower_text[0], capital = ascii::is_lower(small) ? static_cast<char>(small - 32) : small;
  const char* const last = text.data() + (text.size() - lower_text.size()) + 1;
  const auto begins = [=](auto block) { return block.equal(small) | block.equal(capital); };
  for (const char* at = text.data(); (at = simd::find_if<simd::Block>(at, last, begins)) != last; ++at) {
    if (ascii::starts_with_ignoring_case({at + 1, lower_text.size() - 1}, lower_text.substr(1))) return true;
  }
  return false;
}

bool contains_word(std::string_view list, std::string_view lower_word) {
  return contains_any_word(list, WordList(std::span(&lower_word, 1)));
}

bool contains_any_word(std::string_view list, const WordList& words) {
  for (std::size_t at = 0; at < list.size();) {
    std::size_t end = at;
    while (end < list.size() && !ends_word(list[end])) ++end;
    if (end > at && words.has(list.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

bool contains_any_part(std::string_view names, const WordList& words) {
  for (std::size_t at = 0; at < names.size();) {
    if (!ascii::is_alpha(names[at])) {
      ++at;
      continue;
    }
    const std::size_t end = part_end(names, at);
    if (words.has(names.substr(at, end - at))) return true;
    at = end;
  }
  return false;
}

std::string_view value_of(Node element, std::string_view name) {
  return element.attribute(name).value_or(std::string_view());
}

bool has_class(Node element, std::string_view lower_name) {
  return contains_word(value_of(element, Name::kClass).substr(0, kMostNames), lower_name);
}

std::string_view style_of(Node element, std::string_view property) {
  std::string_view style = value_of(element, Name::kStyle);
  std::string_view found;
  while (!style.empty()) {
    const std::size_t end = std::min(style.find(';'), style.size());
    const std::string_view declaration = style.substr(0, end);
    style.remove_prefix(std::min(end + 1, style.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    if (!ascii::equals_ignoring_case(ascii::trimmed(declaration.substr(0, colon)), property)) continue;
    const std::string_view value = declaration.substr(colon + 1);
    found = ascii::trimmed(value.substr(0, value.find('!')));
  }
  return found;
}

bool is_block_level(Node element) {
  if (element.name_space() != html::Namespace::kHtml) return false;
  switch (element.name()) {
    case Name::kAddress:
    case Name::kArticle:
    case Name::kAside:
    case Name::kBlockquote:
    case Name::kBody:
    case Name::kCaption:
    case Name::kCenter:
    case Name::kDd:
    case Name::kDetails:
    case Name::kDialog:
    case Name::kDir:
    case Name::kDiv:
    case Name::kDl:
    case Name::kDt:
    case Name::kFieldset:
    case Name::kFigcaption:
    case Name::kFigure:
    case Name::kFooter:
    case Name::kForm:
    case Name::kH1:
    case Name::kH2:
    case Name::kH3:
    case Name::kH4:
    case Name::kH5:
    case Name::kH6:
    case Name::kHeader:
    case Name::kHgroup:
    case Name::kHr:
    case Name::kHtml:
    case Name::kLegend:
    case Name::kLi:
    case Name::kListing:
    case Name::kMain:
    case Name::kMenu:
    case Name::kNav:
    case Name::kOl:
    case Name::kOptgroup:
    case Name::kOption:
    case Name::kP:
    case Name::kPlaintext:
    case Name::kPre:
    case Name::kSearch:
    case Name::kSection:
    case Name::kSummary:
    case Name::kTable:
    case Name::kTbody:
    case Name::kTd:
    case Name::kTfoot:
    case Name::kTh:
    case Name::kThead:
    case Name::kTr:
    case Name::kUl:
    case Name::kXmp: return true;
    default: return false;
  }
}

bool is_never_shown(Node element) {
  if (element.name_space() != html::Namespace::kHtml) return false;
  switch (element.name()) {
    case Name::kScript:
    case Name::kStyle:
    case Name::kTemplate:
    case Name::kHead:
    case Name::kTitle:
    case Name::kMeta:
    case Name::kLink:
    case Name::kBase:
    case Name::kInput:
    case Name::kTextarea:
    case Name::kSelect:
    case Name::kDatalist:
    case Name::kProgress:
    case Name::kMeter:
    case Name::kNoframes:
    case Name::kNoembed:
    case Name::kCanvas:
    case Name::kMap:
    case Name::kArea:
    case Name::kRp:
    case Name::kColgroup:
    case Name::kCol: return true;
    default: return false;
  }
}

bool is_hidden(Node element) {
  if (const auto hidden = element.attribute(Name::kHidden)) return !ascii::equals_ignoring_case(*hidden, "until-found");
  if (element.is(Name::kDialog)) return !element.has_attribute(Name::kOpen);
  const std::string_view style = value_of(element, Name::kStyle);
  if (!style.empty() && contains_ignoring_case(style, "none") &&
      ascii::equals_ignoring_case(style_of(element, "display"), "none")) {
    return true;
  }
  if (contains_ignoring_case(style, "visibility") &&
      ascii::equals_ignoring_case(style_of(element, "visibility"), "hidden")) {
    return true;
  }
  return has_any_class<"sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden">(element);
}

int heading_level(Name name) {
  switch (name) {
    case Name::kH1: return 1;
    case Name::kH2: return 2;
    case Name::kH3: return 3;
    case Name::kH4: return 4;
    case Name::kH5: return 5;
    case Name::kH6: return 6;
    default: return 0;
  }
}

int heading_level(Node element) {
  const int level_of_name = element.name_space() == html::Namespace::kHtml ? heading_level(element.name()) : 0;
  if (level_of_name > 0) return level_of_name;
  if (!ascii::equals_ignoring_case(value_of(element, Name::kRole), "heading")) return 0;
  const std::string_view level = value_of(element, Name::kAriaLevel);
  return level.size() == 1 && level[0] >= '1' && level[0] <= '6' ? level[0] - '0' : 2;
}

std::uint16_t marks_in(Node element, std::uint16_t marks) {
  if (element.name_space() == html::Namespace::kHtml) marks = name_marks(element, marks);
  const std::string_view style = value_of(element, Name::kStyle);
  if (style.empty()) return marks;
  if (contains_ignoring_case(style, "font-weight")) {
    const std::string_view weight = style_of(element, "font-weight");
    if (is_bold(weight)) marks = with(marks, kStrong);
    if (ascii::equals_ignoring_case(weight, "normal") || weight == "400") marks = without(marks, kStrong);
  }
  if (contains_ignoring_case(style, "font-style")) {
    const std::string_view slant = style_of(element, "font-style");
    if (ascii::equals_ignoring_case(slant, "italic")) marks = with(marks, kEmphasis);
    if (ascii::equals_ignoring_case(slant, "normal")) marks = without(marks, kEmphasis);
  }
  if (contains_ignoring_case(style, "line-through")) marks = with(marks, kStrike);
  return marks;
}

std::string short_text(Node element, std::size_t limit) {
  Line line;
  std::size_t read = 0;
  for (Node node = element; node && read < limit; node = node.next_in_preorder(element)) {
    const Node before = node.previous_sibling();
    const bool is_after_block = before && before.is_element() && is_block_level(before);
    if (is_after_block || (node.is_element() && is_block_level(node))) line.add_space();
    if (!node.is_text() || node.parent().is(Name::kScript) || node.parent().is(Name::kStyle)) continue;
    std::string_view text = node.text();
    if (text.size() > limit - read) {
      std::size_t cut = limit - read;
      while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
      text = text.substr(0, cut);
      read = limit;
    }
    read += text.size();
    line.add_text(text, {});
  }
  return plain_text(line.take());
}

}  // namespace pressmark::extract
