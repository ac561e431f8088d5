// Templates and declarative shadow roots. https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intemplate
#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "html/tree_builder.h"

// Lists of tag names stay in rows.
// clang-format off
namespace pressmark::html {
namespace {

using Type = Token::Type;

// A valid custom element name: begins with a small letter, has a hyphen and no capital, and is not a reserved one.
// https://html.spec.whatwg.org/multipage/custom-elements.html#valid-custom-element-name
bool is_custom_element_name(std::string_view name) {
  constexpr std::string_view kReserved[] = {"annotation-xml", "color-profile",    "font-face",      "font-face-src",
                                            "font-face-uri",  "font-face-format", "font-face-name", "missing-glyph"};
  if (name.empty() || name[0] < 'a' || name[0] > 'z' || name.find('-') == std::string_view::npos) return false;
  if (std::any_of(name.begin(), name.end(), ascii::is_upper)) return false;
  return std::find(std::begin(kReserved), std::end(kReserved), name) == std::end(kReserved);
}

}  // namespace

// 13.2.6.4.16 The "in template" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intemplate
TreeBuilder::Outcome TreeBuilder::in_template(Token& token) {
  switch (token.type) {
    case Type::kCharacters:
    case Type::kNull:
    case Type::kComment:
    case Type::kProcessingInstruction:
    case Type::kDoctype: return in_body(token);
    case Type::kStartTag:
      switch (token.name) {
        case Name::kBase: case Name::kBasefont: case Name::kBgsound: case Name::kLink: case Name::kMeta:
        case Name::kNoframes: case Name::kScript: case Name::kStyle: case Name::kTemplate: case Name::kTitle:
          return in_head(token);
        case Name::kCaption: case Name::kColgroup: case Name::kTbody: case Name::kTfoot: case Name::kThead:
          return go_on_in_template_as(Mode::kInTable);
        case Name::kCol: return go_on_in_template_as(Mode::kInColumnGroup);
        case Name::kTr: return go_on_in_template_as(Mode::kInTableBody);
        case Name::kTd: case Name::kTh: return go_on_in_template_as(Mode::kInRow);
        default: return go_on_in_template_as(Mode::kInBody);
      }
    case Type::kEndTag: return token.name == Name::kTemplate ? in_head(token) : Outcome::kIgnore;
    case Type::kEndOfFile: break;
  }
  if (!open_.contains(Name::kTemplate)) {
    stop_parsing();
    return Outcome::kDone;
  }
  // A parse error: the template is not closed.
  pop_until(Name::kTemplate);
  formatting_.clear_to_last_marker();
  if (!template_modes_.empty()) template_modes_.pop_back();
  reset_insertion_mode();
  return Outcome::kReprocess;
}

TreeBuilder::Outcome TreeBuilder::go_on_in_template_as(Mode mode) {
  if (!template_modes_.empty()) template_modes_.back() = mode;
  mode_ = mode;
  return Outcome::kReprocess;
}

// A template start tag, "in head".
TreeBuilder::Outcome TreeBuilder::start_template(Token& token) {
  make_room_on_stack();
  push_marker();
  frameset_ok_ = false;
  mode_ = Mode::kInTemplate;
  template_modes_.push_back(Mode::kInTemplate);
  if (!attach_shadow_root(token)) insert_html(token);
  return Outcome::kDone;
}

// A template with a shadowrootmode is not put into the tree: what it holds becomes the shadow root of the current node,
// if that may have one and has none yet. Not in fragments (as innerHTML) and not for the root element.
bool TreeBuilder::attach_shadow_root(const Token& token) {
  std::uint32_t flags = 0;
  bool wanted = false;
  for (const AttributeRecord& attribute : token.attributes) {
    switch (static_cast<Name>(attribute.name)) {
      case Name::kShadowrootmode: {
        const bool is_closed = ascii::equals_ignoring_case(builder_.view(attribute.value), "closed");
        wanted = is_closed || ascii::equals_ignoring_case(builder_.view(attribute.value), "open");
        if (is_closed) flags |= kShadowClosed;
        break;
      }
      case Name::kShadowrootdelegatesfocus: flags |= kShadowDelegatesFocus; break;
      case Name::kShadowrootclonable: flags |= kShadowClonable; break;
      case Name::kShadowrootserializable: flags |= kShadowSerializable; break;
      default: break;
    }
  }
  if (!wanted || is_fragment() || open_.size() <= 1 || !can_host_shadow_root(open_.top())) return false;
  const NodeIndex node = builder_.create_element(Name::kTemplate, Namespace::kHtml, token.attributes, token.source);
  builder_.make_shadow_root(node, open_.top().node, flags);
  push_open(node, Name::kTemplate, Namespace::kHtml);
  return true;
}

bool TreeBuilder::can_host_shadow_root(const OpenElement& element) const {
  if (!element.has(tag::kHtml) || (builder_.record(element.node).flags & kHasShadowRoot)) return false;
  return element.has(tag::kShadowHost) || is_custom_element_name(builder_.name_text(element.name));
}

// A template end tag, "in head".
TreeBuilder::Outcome TreeBuilder::end_template() {
  if (!open_.contains(Name::kTemplate)) return Outcome::kIgnore;
  generate_all_implied_end_tags_thoroughly();
  pop_until(Name::kTemplate);
  formatting_.clear_to_last_marker();
  if (!template_modes_.empty()) template_modes_.pop_back();
  reset_insertion_mode();
  return Outcome::kDone;
}

}  // namespace pressmark::html
// clang-format on
