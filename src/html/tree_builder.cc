#include "html/tree_builder.h"

#include <algorithm>

#include "html/char_ref.h"

namespace pressmark::html {

void TreeBuilder::start(const ParseOptions& options) {
  options_ = options;
  open_.clear();
  formatting_.clear();
  template_modes_.clear();
  table_text_.clear();
  open_selects_.clear();
  html_attributes_.clear();
  body_attributes_.clear();
  mode_ = original_mode_ = Mode::kInitial;
  context_ = {};
  document_ = 0;
  head_ = form_ = kNoNode;
  frameset_ok_ = true;
  fragment_ = foster_parenting_ = drop_line_feed_ = stopped_ = false;
  current_ = &token_;
  body_end_ = html_end_ = 0;
  clones_made_ = 0;
}

void TreeBuilder::run() {
  while (!stopped_) {
    tokenizer_.set_cdata_allowed(is_in_foreign_content());
    tokenizer_.next(token_);
    if (builder_.node_count() >= builder_.limits().nodes && token_.type != Token::Type::kEndOfFile) {
      drop_behind_node_limit(token_);
      continue;
    }
    process(token_);
  }
  finish();
}

// Counts what would have made a node. The rest of the input is read, so that the count is right.
void TreeBuilder::drop_behind_node_limit(const Token& token) {
  if (token.type == Token::Type::kStartTag) tokenizer_.switch_to(content_state(token.name));
  if (token.type != Token::Type::kEndTag && token.type != Token::Type::kNull) ++builder_.warnings().nodes_dropped;
}

void TreeBuilder::process(Token& token) {
  if (drop_line_feed_) {
    drop_line_feed_ = false;
    if (token.type == Token::Type::kCharacters && builder_.view(token.text).starts_with('\n')) {
      const std::string_view source =
          builder_.input().substr(token.source.begin, token.source.end - token.source.begin);
      std::size_t width = source.starts_with("\r\n") ? 2 : 1;
      if (source.starts_with('&')) width = read_character_reference(source, ReferenceContext::kText).consumed;
      token.source.begin = std::min(token.source.end, token.source.begin + static_cast<std::uint32_t>(width));
      ++token.text.offset;
      token.text.length = (token.text.length - 1) & 0x7fffffffu;
      if (token.text.length == 0) return;
    }
  }
  current_ = &token;
  if (token.type == Token::Type::kCharacters && !token.only_white_space && takes_white_space_apart()) {
    split_off_white_space(token, rest_);
    if (token.text.length != 0) dispatch(token);
    current_ = &rest_;
    dispatch(rest_);
    current_ = &token;
    return;
  }
  dispatch(token);
}

// The modes that treat white space otherwise than other characters, and never leave the mode for it.
bool TreeBuilder::takes_white_space_apart() const {
  switch (mode_) {
    case Mode::kInitial:
    case Mode::kBeforeHtml:
    case Mode::kBeforeHead:
    case Mode::kInHead:
    case Mode::kInHeadNoscript:
    case Mode::kAfterHead:
    case Mode::kInColumnGroup:
    case Mode::kAfterBody:
    case Mode::kAfterAfterBody: return true;
    case Mode::kInBody:
    case Mode::kText:
    case Mode::kInTable:
    case Mode::kInTableText:
    case Mode::kInCaption:
    case Mode::kInTableBody:
    case Mode::kInRow:
    case Mode::kInCell:
    case Mode::kInTemplate:
    case Mode::kInFrameset:
    case Mode::kAfterFrameset:
    case Mode::kAfterAfterFrameset: break;
  }
  return false;
}

// The tree construction dispatcher. https://html.spec.whatwg.org/multipage/parsing.html#tree-construction-dispatcher
void TreeBuilder::dispatch(Token& token) {
  while (!stopped_) {
    const bool by_html_rules = !is_in_foreign_content() || uses_html_rules(adjusted_current_node(), token);
    const Outcome outcome = by_html_rules ? apply(mode_, token) : foreign_content(token);
    if (outcome != Outcome::kReprocess) return;
  }
}

// Of a token in foreign content.
bool TreeBuilder::uses_html_rules(const OpenElement& node, const Token& token) {
  if (token.type == Token::Type::kEndOfFile) return true;
  const bool is_start = token.type == Token::Type::kStartTag;
  const bool is_text = token.type == Token::Type::kCharacters || token.type == Token::Type::kNull;
  if (node.has(tag::kMathTextIntegrationPoint)) {
    return is_text || (is_start && token.name != Name::kMglyph && token.name != Name::kMalignmark);
  }
  if (is_start && token.name == Name::kSvg && node.name_space == Namespace::kMathMl &&
      node.name == Name::kAnnotationXml) {
    return true;
  }
  return node.has(tag::kHtmlIntegrationPoint) && (is_start || is_text);
}

TreeBuilder::Outcome TreeBuilder::apply(Mode mode, Token& token) {
  switch (mode) {
    case Mode::kInitial: return initial(token);
    case Mode::kBeforeHtml: return before_html(token);
    case Mode::kBeforeHead: return before_head(token);
    case Mode::kInHead: return in_head(token);
    case Mode::kInHeadNoscript: return in_head_noscript(token);
    case Mode::kAfterHead: return after_head(token);
    case Mode::kInBody: return in_body(token);
    case Mode::kText: return text(token);
    case Mode::kInTable: return in_table(token);
    case Mode::kInTableText: return in_table_text(token);
    case Mode::kInCaption: return in_caption(token);
    case Mode::kInColumnGroup: return in_column_group(token);
    case Mode::kInTableBody: return in_table_body(token);
    case Mode::kInRow: return in_row(token);
    case Mode::kInCell: return in_cell(token);
    case Mode::kInTemplate: return in_template(token);
    case Mode::kAfterBody: return after_body(token);
    case Mode::kInFrameset: return in_frameset(token);
    case Mode::kAfterFrameset: return after_frameset(token);
    case Mode::kAfterAfterBody: return after_after_body(token);
    case Mode::kAfterAfterFrameset: return after_after_frameset(token);
  }
  return Outcome::kIgnore;
}

// Reset the insertion mode appropriately.
// https://html.spec.whatwg.org/multipage/parsing.html#reset-the-insertion-mode-appropriately
void TreeBuilder::reset_insertion_mode() {
  for (std::size_t i = open_.size(); i > 0;) {
    // In a fragment the last, its root, stands for the context.
    const std::size_t found = open_.find_below(i, tag::kSetsMode);
    i = found == OpenElements::kNowhere ? 0 : found;
    const bool last = i == 0;
    const OpenElement& node = last && fragment_ ? context_ : open_[i];
    if (node.has(tag::kHtml)) {
      switch (node.name) {
        case Name::kTd:
        case Name::kTh:
          if (last) break;
          mode_ = Mode::kInCell;
          return;
        case Name::kTr: mode_ = Mode::kInRow; return;
        case Name::kTbody:
        case Name::kThead:
        case Name::kTfoot: mode_ = Mode::kInTableBody; return;
        case Name::kCaption: mode_ = Mode::kInCaption; return;
        case Name::kColgroup: mode_ = Mode::kInColumnGroup; return;
        case Name::kTable: mode_ = Mode::kInTable; return;
        case Name::kTemplate: mode_ = template_modes_.empty() ? Mode::kInBody : template_modes_.back(); return;
        case Name::kHead:
          if (last) break;
          mode_ = Mode::kInHead;
          return;
        case Name::kBody: mode_ = Mode::kInBody; return;
        case Name::kFrameset: mode_ = Mode::kInFrameset; return;
        case Name::kHtml: mode_ = head_ == kNoNode ? Mode::kBeforeHead : Mode::kAfterHead; return;
        default: break;
      }
    }
    if (last) mode_ = Mode::kInBody;
  }
}

// How what is in an HTML element of that name is read.
TokenizerState TreeBuilder::content_state(Name name) const {
  switch (name) {
    case Name::kTitle:
    case Name::kTextarea: return TokenizerState::kRcdata;
    case Name::kStyle:
    case Name::kXmp:
    case Name::kIframe:
    case Name::kNoembed:
    case Name::kNoframes: return TokenizerState::kRawtext;
    case Name::kNoscript: return options_.scripting ? TokenizerState::kRawtext : TokenizerState::kData;
    case Name::kScript: return TokenizerState::kScriptData;
    case Name::kPlaintext: return TokenizerState::kPlaintext;
    default: return TokenizerState::kData;
  }
}

// The HTML fragment parsing algorithm: the root element, the tokenizer's state, the mode and the form that the context
// calls for. https://html.spec.whatwg.org/multipage/parsing.html#html-fragment-parsing-algorithm
void TreeBuilder::start_fragment(std::string_view context) {
  fragment_ = true;
  Namespace name_space = Namespace::kHtml;
  if (context.starts_with("svg ")) name_space = Namespace::kSvg;
  if (context.starts_with("math ")) name_space = Namespace::kMathMl;
  if (name_space != Namespace::kHtml) context.remove_prefix(context.find(' ') + 1);
  const Name name = builder_.intern(context);
  context_ = {.node = kNoNode, .name = name, .flags = flags_of(name, name_space), .name_space = name_space};

  builder_.make_root_fragment();
  document_ = builder_.create(NodeType::kDocument, Name::kNone, {});
  const NodeIndex root = builder_.create_element(Name::kHtml, Namespace::kHtml, {}, {});
  builder_.insert(document_, root);
  push_open(root, Name::kHtml, Namespace::kHtml);

  if (name_space == Namespace::kHtml) tokenizer_.switch_to(content_state(name));
  // There was no start tag, so no end tag is an appropriate one: such a context's text goes on to the end.

  if (context_.is(Name::kTemplate)) template_modes_.push_back(Mode::kInTemplate);
  if (context_.is(Name::kForm)) form_ = document_;  // Some form that is never on the stack.
  reset_insertion_mode();
}

// What is still open ends at the end of the input; body and html where their end tags stood.
void TreeBuilder::finish() {
  const bool after_body = mode_ == Mode::kAfterBody || mode_ == Mode::kAfterAfterBody;
  while (!open_.empty()) {
    const OpenElement element = open_.top();
    const bool is_body = element.is(Name::kBody) || (element.is(Name::kHtml) && open_.size() == 1);
    const std::uint32_t tag_end = element.is(Name::kBody) ? body_end_ : html_end_;
    SourceRange& range = builder_.record(element.node).source;
    if (is_body && after_body && tag_end != 0 && range.begin != range.end) {
      range.end = std::max(range.end, tag_end);
    } else {
      close(element);
    }
    open_.pop();
  }
  builder_.record(0).source = {0, static_cast<std::uint32_t>(builder_.input().size())};
  if (!fragment_) return;
  builder_.move_children(builder_.record(document_).first_child, 0);
}

}  // namespace pressmark::html
