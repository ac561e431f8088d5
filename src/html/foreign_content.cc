// 13.2.6.5 The rules for parsing tokens in foreign content
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "html/foreign_content_names.h"
#include "html/tree_builder.h"

namespace pressmark::html {
namespace {

// A start tag that no SVG or MathML has, so that it ends them.
bool breaks_out(const Token& token) {
  if (flags_of(token.name, Namespace::kHtml) & tag::kForeignBreakout) return true;
  if (token.name != Name::kFont) return false;
  return std::any_of(token.attributes.begin(), token.attributes.end(), [](const AttributeRecord& attribute) {
    const auto name = static_cast<Name>(attribute.name);
    return name == Name::kColor || name == Name::kFace || name == Name::kSize;
  });
}

}  // namespace

TreeBuilder::Outcome TreeBuilder::foreign_content(Token& token) {
  switch (token.type) {
    case Token::Type::kNull: insert_replacement_characters(token); return Outcome::kDone;
    case Token::Type::kCharacters:
      insert_characters(token);
      if (!token.only_white_space) frameset_ok_ = false;
      return Outcome::kDone;
    case Token::Type::kComment:
    case Token::Type::kProcessingInstruction: return insert_comment(token);
    case Token::Type::kDoctype: return Outcome::kIgnore;
    case Token::Type::kStartTag:
      if (breaks_out(token)) return break_out(token);
      insert_foreign(token, adjusted_current_node().name_space);
      return Outcome::kDone;
    case Token::Type::kEndTag:
      if (token.name == Name::kBr || token.name == Name::kP) return break_out(token);
      return foreign_end_tag(token);
    case Token::Type::kEndOfFile: break;  // The dispatcher gives it to the insertion mode.
  }
  return Outcome::kIgnore;
}

// Out of the foreign elements, up to HTML or to where HTML is allowed; then as the insertion mode says.
TreeBuilder::Outcome TreeBuilder::break_out(Token& token) {
  constexpr TagFlags kStop = tag::kHtml | tag::kHtmlIntegrationPoint | tag::kMathTextIntegrationPoint;
  while (open_.size() > 1 && !open_.top().has(kStop)) pop();
  return apply(mode_, token);
}

void TreeBuilder::insert_foreign(Token& token, Namespace name_space) {
  const bool is_svg = name_space == Namespace::kSvg;
  if (is_svg) token.name = adjust_svg_tag_name(token.name);
  TagFlags more_flags = 0;
  for (AttributeRecord& attribute : token.attributes) {
    const auto name = static_cast<Name>(attribute.name);
    if (is_svg) attribute.name = static_cast<std::uint32_t>(adjust_svg_attribute_name(name)) & 0xfffffffu;
    if (!is_svg && name == Name::kDefinitionurl) {
      attribute.name = static_cast<std::uint32_t>(Name::kDefinitionURL) & 0xfffffffu;
    }
    // An annotation-xml element that says it holds HTML is an HTML integration point.
    if (!is_svg && token.name == Name::kAnnotationXml && name == Name::kEncoding) {
      const std::string_view value = builder_.view(attribute.value);
      const bool is_html = ascii::equals_ignoring_case(value, "text/html") ||
                           ascii::equals_ignoring_case(value, "application/xhtml+xml");
      if (is_html) more_flags = tag::kHtmlIntegrationPoint;
    }
    adjust_foreign_attribute(attribute);
  }
  if (!token.self_closing) make_room_on_stack();
  const NodeIndex node = place_element(token.name, name_space, token);
  if (!token.self_closing) push_open(node, token.name, name_space, more_flags);
}

TreeBuilder::Outcome TreeBuilder::foreign_end_tag(Token& token) {
  if (open_.size() == 1) return Outcome::kIgnore;
  // A name that SVG writes otherwise is an SVG element's: those of MathML are in lower case. (One more: nowhere is 0.)
  const std::size_t found =
      std::max(open_.find_foreign(token.name) + 1, open_.find_foreign(adjust_svg_tag_name(token.name)) + 1);
  if (open_.find_below(open_.size(), tag::kHtml, found) != OpenElements::kNowhere) return apply(mode_, token);
  token.name = open_[found - 1].name;  // So that its range ends with this tag.
  while (open_.size() >= found) pop();
  return Outcome::kDone;
}

}  // namespace pressmark::html
