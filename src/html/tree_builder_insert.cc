// Nodes into the tree. https://html.spec.whatwg.org/multipage/parsing.html#creating-and-inserting-nodes
#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "html/char_ref.h"
#include "html/tree_builder.h"

namespace pressmark::html {
namespace {

// Where in the source the character behind the first `length` of a run stands. Exact for white space written as such or
// as references, which is all that is ever taken apart.
std::uint32_t source_behind(std::string_view input, SourceRange source, std::size_t length) {
  std::size_t at = source.begin;
  for (std::size_t i = 0; i < length && at < source.end; ++i) {
    if (input[at] == '&') {
      at += std::max<std::size_t>(
          1, read_character_reference(input.substr(at, source.end - at), ReferenceContext::kText).consumed);
    } else {
      at += input.substr(at).starts_with("\r\n") ? 2 : 1;
    }
  }
  return static_cast<std::uint32_t>(std::min<std::size_t>(at, source.end));
}

}  // namespace

// Splits a run of text: `token` keeps its leading white space, `rest` gets what follows.
void TreeBuilder::split_off_white_space(Token& token, Token& rest) const {
  const std::string_view text = builder_.view(token.text);
  std::size_t length = 0;
  while (length < text.size() && ascii::is_whitespace(text[length])) ++length;
  rest.type = Token::Type::kCharacters;
  rest.name = Name::kNone;
  rest.text = token.text;
  rest.source = token.source;
  rest.only_white_space = false;
  rest.text.offset += static_cast<std::uint32_t>(length);
  rest.text.length = (token.text.length - static_cast<std::uint32_t>(length)) & 0x7fffffffu;
  rest.source.begin = source_behind(builder_.input(), token.source, length);
  token.text.length = static_cast<std::uint32_t>(length) & 0x7fffffffu;
  token.source.end = rest.source.begin;
  token.only_white_space = true;
}

// The appropriate place for inserting a node.
// https://html.spec.whatwg.org/multipage/parsing.html#appropriate-place-for-inserting-a-node
TreeBuilder::Place TreeBuilder::place_for(NodeIndex target) const {
  const NodeRecord& node = builder_.record(target);
  const bool is_html = node.name_space == static_cast<std::uint32_t>(Namespace::kHtml);
  const auto name = static_cast<Name>(node.name);
  if (!is_html) return {.parent = target};
  if (foster_parenting_ && (flags_of(name, Namespace::kHtml) & tag::kFosterParent)) return foster_place();
  // Inside a template element: its contents.
  return {.parent = name == Name::kTemplate ? builder_.contents_of(target) : target};
}

TreeBuilder::Place TreeBuilder::foster_place() const {
  // The last template or table, whichever is nearer.
  const std::size_t table = open_.find(Name::kTable), a_template = open_.find(Name::kTemplate);
  constexpr std::size_t kNowhere = OpenElements::kNowhere;
  if (a_template != kNowhere && (table == kNowhere || table < a_template)) {
    return {.parent = builder_.contents_of(open_[a_template].node)};
  }
  if (table == kNowhere) return {.parent = open_[0].node};  // The fragment case.
  const NodeIndex parent = builder_.record(open_[table].node).parent;
  if (parent != kNoNode) return {.parent = parent, .before = open_[table].node};
  const NodeIndex above = open_[table - 1].node;
  return {.parent = open_[table - 1].is(Name::kTemplate) ? builder_.contents_of(above) : above};
}

void TreeBuilder::push_open(NodeIndex node, Name name, Namespace name_space, TagFlags more_flags) {
  open_.push({.node = node, .name = name, .flags = flags_of(name, name_space) | more_flags, .name_space = name_space});
}

// AD-HOC: a stack as deep as the limit does not grow: the current node gives way, so that what follows becomes its
// sibling. Blink keeps its tree as flat, at the same depth (kMaximumHTMLParserDOMTreeDepth).
void TreeBuilder::close_current_for_room() {
  if (open_.size() <= 1) return;
  ++builder_.warnings().elements_reparented;
  const OpenElement current = open_.top();
  pop();
  if (current.has(tag::kMarkerOwner)) formatting_.clear_to_last_marker();
  if (current.is(Name::kTemplate) && !template_modes_.empty()) template_modes_.pop_back();
}

NodeIndex TreeBuilder::place_element(Name name, Namespace name_space, const Token& token) {
  const Place place = appropriate_place();
  const bool is_start = token.type == Token::Type::kStartTag;
  const std::span<const AttributeRecord> attributes(token.attributes.data(), is_start ? token.attributes.size() : 0);
  const NodeIndex node = builder_.create_element(name, name_space, attributes, token.source);
  insert_at(place, node);
  return node;
}

NodeIndex TreeBuilder::insert_element(Name name, Namespace name_space, const Token& token) {
  make_room_on_stack();
  const NodeIndex node = place_element(name, name_space, token);
  push_open(node, name, name_space);
  if (name_space != Namespace::kHtml) return node;
  if (name == Name::kSelect) select_opened(node);
  if (name == Name::kOption) option_inserted(node);
  if (name == Name::kSelectedcontent) selected_content_inserted(node);
  return node;
}

NodeIndex TreeBuilder::insert_implied(Name name) {
  Token implied;
  implied.type = Token::Type::kStartTag;
  implied.name = name;
  implied.source = {current_->source.begin, current_->source.begin};
  return insert_html(implied);
}

void TreeBuilder::insert_void(const Token& token) { place_element(token.name, Namespace::kHtml, token); }

// Insert a character. https://html.spec.whatwg.org/multipage/parsing.html#insert-a-character
void TreeBuilder::insert_text(Slice text, SourceRange source) {
  if (text.length == 0) return;
  const Place place = appropriate_place();
  if (builder_.record(place.parent).type == static_cast<std::uint32_t>(NodeType::kDocument)) return;
  const NodeIndex neighbour =
      place.before == kNoNode ? builder_.last_child(place.parent) : builder_.previous_sibling(place.before);
  if (neighbour != kNoNode && builder_.record(neighbour).type == static_cast<std::uint32_t>(NodeType::kText)) {
    builder_.append_text(neighbour, text);
    SourceRange& range = builder_.record(neighbour).source;
    range.end = std::max(range.end, source.end);
    return;
  }
  insert_at(place, builder_.create_text_like(NodeType::kText, Name::kNone, text, source));
}

void TreeBuilder::insert_replacement_characters(const Token& token) {
  builder_.begin_owned();
  for (std::uint32_t i = 0; i < token.null_count; ++i) builder_.append_owned(U'\uFFFD');
  insert_text(builder_.end_owned(), token.source);
}

NodeIndex TreeBuilder::create_comment(const Token& token) {
  const bool is_comment = token.type == Token::Type::kComment;
  return builder_.create_text_like(is_comment ? NodeType::kComment : NodeType::kProcessingInstruction,
                                   is_comment ? Name::kNone : token.name, token.text, token.source);
}

TreeBuilder::Outcome TreeBuilder::insert_comment(const Token& token) {
  insert_at(appropriate_place(), create_comment(token));
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::insert_comment_into(NodeIndex parent, const Token& token) {
  builder_.insert(parent, create_comment(token));
  return Outcome::kDone;
}

// The generic raw text element parsing algorithm, and the generic RCDATA one.
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-elements-that-contain-only-text
TreeBuilder::Outcome TreeBuilder::insert_raw_text(const Token& token, TokenizerState state) {
  insert_html(token);
  tokenizer_.switch_to(state);
  original_mode_ = mode_;
  mode_ = Mode::kText;
  return Outcome::kDone;
}

// A second html or body start tag: the attributes that the element does not have yet are added to it.
void TreeBuilder::merge_attributes(std::size_t position, NameSet& known, const Token& token) {
  if (token.attributes.empty()) return;
  const NodeIndex element = open_[position].node;
  if (known.empty()) {
    for (const AttributeRecord& attribute : builder_.attributes(element)) known.insert(attribute.name);
  }
  new_attributes_.clear();
  for (const AttributeRecord& attribute : token.attributes) {
    if (known.contains(attribute.name)) continue;
    if (known.size() >= builder_.limits().attributes_per_element) {
      ++builder_.warnings().attributes_dropped;
      continue;
    }
    known.insert(attribute.name);
    new_attributes_.push_back(attribute);
  }
  builder_.add_attributes(element, new_attributes_);
}

}  // namespace pressmark::html
