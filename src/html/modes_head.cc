// The insertion modes before the body. https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode
#include "html/tree_builder.h"
#include "html/tree_builder_quirks.h"

namespace pressmark::html {

using Type = Token::Type;

// 13.2.6.4.1 The "initial" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode
TreeBuilder::Outcome TreeBuilder::initial(Token& token) {
  switch (token.type) {
    case Type::kCharacters:
      if (token.only_white_space) return Outcome::kIgnore;
      break;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment_into(document_, token);
    case Type::kDoctype: {
      const NodeIndex doctype = builder_.create_doctype(token.has_name ? token.name : Name::kNone, token.public_id,
                                                        token.system_id, token.source);
      builder_.insert(document_, doctype);
      builder_.set_quirks_mode(quirks_mode_of(token, builder_.name_text(token.name)));
      mode_ = Mode::kBeforeHtml;
      return Outcome::kDone;
    }
    case Type::kStartTag:
    case Type::kEndTag:
    case Type::kNull:
    case Type::kEndOfFile: break;
  }
  // Anything else: no doctype, so quirks.
  builder_.set_quirks_mode(QuirksMode::kQuirks);
  mode_ = Mode::kBeforeHtml;
  return Outcome::kReprocess;
}

// 13.2.6.4.2 The "before html" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#the-before-html-insertion-mode
TreeBuilder::Outcome TreeBuilder::before_html(Token& token) {
  switch (token.type) {
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment_into(document_, token);
    case Type::kCharacters:
      if (token.only_white_space) return Outcome::kIgnore;
      break;
    case Type::kStartTag: {
      if (token.name != Name::kHtml) break;
      const NodeIndex html = builder_.create_element(Name::kHtml, Namespace::kHtml, token.attributes, token.source);
      builder_.insert(document_, html);
      push_open(html, Name::kHtml, Namespace::kHtml);
      mode_ = Mode::kBeforeHead;
      return Outcome::kDone;
    }
    case Type::kEndTag:
      if (token.name == Name::kHead || token.name == Name::kBody || token.name == Name::kHtml ||
          token.name == Name::kBr) {
        break;
      }
      return Outcome::kIgnore;
    case Type::kNull:
    case Type::kEndOfFile: break;
  }
  // Anything else: an html element of our own.
  const std::uint32_t here = token.source.begin;
  const NodeIndex html = builder_.create_element(Name::kHtml, Namespace::kHtml, {}, {here, here});
  builder_.insert(document_, html);
  push_open(html, Name::kHtml, Namespace::kHtml);
  mode_ = Mode::kBeforeHead;
  return Outcome::kReprocess;
}

// 13.2.6.4.3 The "before head" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#the-before-head-insertion-mode
TreeBuilder::Outcome TreeBuilder::before_head(Token& token) {
  switch (token.type) {
    case Type::kCharacters:
      if (token.only_white_space) return Outcome::kIgnore;
      break;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment(token);
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kStartTag:
      if (token.name == Name::kHtml) return in_body(token);
      if (token.name != Name::kHead) break;
      head_ = insert_html(token);
      mode_ = Mode::kInHead;
      return Outcome::kDone;
    case Type::kEndTag:
      if (token.name == Name::kHead || token.name == Name::kBody || token.name == Name::kHtml ||
          token.name == Name::kBr) {
        break;
      }
      return Outcome::kIgnore;
    case Type::kNull:
    case Type::kEndOfFile: break;
  }
  // Anything else: a head element of our own.
  head_ = insert_implied(Name::kHead);
  mode_ = Mode::kInHead;
  return Outcome::kReprocess;
}

// 13.2.6.4.4 The "in head" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead
TreeBuilder::Outcome TreeBuilder::in_head(Token& token) {
  switch (token.type) {
    case Type::kCharacters:
      if (!token.only_white_space) break;
      insert_characters(token);
      return Outcome::kDone;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment(token);
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kStartTag: return in_head_start_tag(token);
    case Type::kEndTag: return in_head_end_tag(token);
    case Type::kNull:
    case Type::kEndOfFile: break;
  }
  return in_head_anything_else();
}

TreeBuilder::Outcome TreeBuilder::in_head_start_tag(Token& token) {
  switch (token.name) {
    case Name::kHtml: return in_body(token);
    case Name::kBase:
    case Name::kBasefont:
    case Name::kBgsound:
    case Name::kLink:
    case Name::kMeta: insert_void(token); return Outcome::kDone;
    case Name::kTitle: return insert_raw_text(token, TokenizerState::kRcdata);
    case Name::kNoscript:
      if (options_.scripting) return insert_raw_text(token, TokenizerState::kRawtext);
      insert_html(token);
      mode_ = Mode::kInHeadNoscript;
      return Outcome::kDone;
    case Name::kNoframes:
    case Name::kStyle: return insert_raw_text(token, TokenizerState::kRawtext);
    case Name::kScript: return insert_raw_text(token, TokenizerState::kScriptData);
    case Name::kTemplate: return start_template(token);
    case Name::kHead: return Outcome::kIgnore;
    default: return in_head_anything_else();
  }
}

TreeBuilder::Outcome TreeBuilder::in_head_end_tag(Token& token) {
  switch (token.name) {
    case Name::kHead:
      pop();
      mode_ = Mode::kAfterHead;
      return Outcome::kDone;
    case Name::kBody:
    case Name::kHtml:
    case Name::kBr: return in_head_anything_else();
    case Name::kTemplate: return end_template();
    default: return Outcome::kIgnore;
  }
}

TreeBuilder::Outcome TreeBuilder::in_head_anything_else() {
  pop();
  mode_ = Mode::kAfterHead;
  return Outcome::kReprocess;
}

// 13.2.6.4.5 The "in head noscript" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inheadnoscript
TreeBuilder::Outcome TreeBuilder::in_head_noscript(Token& token) {
  switch (token.type) {
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kStartTag:
      switch (token.name) {
        case Name::kHtml: return in_body(token);
        case Name::kBasefont:
        case Name::kBgsound:
        case Name::kLink:
        case Name::kMeta:
        case Name::kNoframes:
        case Name::kStyle: return in_head(token);
        case Name::kHead:
        case Name::kNoscript: return Outcome::kIgnore;
        default: break;
      }
      break;
    case Type::kEndTag:
      if (token.name == Name::kNoscript) {
        pop();
        mode_ = Mode::kInHead;
        return Outcome::kDone;
      }
      if (token.name != Name::kBr) return Outcome::kIgnore;
      break;
    case Type::kCharacters:
      if (token.only_white_space) return in_head(token);
      break;
    case Type::kComment:
    case Type::kProcessingInstruction: return in_head(token);
    case Type::kNull:
    case Type::kEndOfFile: break;
  }
  // Anything else: a parse error, the noscript element ends.
  pop();
  mode_ = Mode::kInHead;
  return Outcome::kReprocess;
}

// 13.2.6.4.6 The "after head" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#the-after-head-insertion-mode
TreeBuilder::Outcome TreeBuilder::after_head(Token& token) {
  switch (token.type) {
    case Type::kCharacters:
      if (!token.only_white_space) break;
      insert_characters(token);
      return Outcome::kDone;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment(token);
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kStartTag: return after_head_start_tag(token);
    case Type::kEndTag:
      if (token.name == Name::kTemplate) return in_head(token);
      if (token.name == Name::kBody || token.name == Name::kHtml || token.name == Name::kBr) break;
      return Outcome::kIgnore;
    case Type::kNull:
    case Type::kEndOfFile: break;
  }
  return after_head_anything_else();
}

TreeBuilder::Outcome TreeBuilder::after_head_start_tag(Token& token) {
  switch (token.name) {
    case Name::kHtml: return in_body(token);
    case Name::kBody:
      insert_html(token);
      frameset_ok_ = false;
      mode_ = Mode::kInBody;
      return Outcome::kDone;
    case Name::kFrameset:
      insert_html(token);
      mode_ = Mode::kInFrameset;
      return Outcome::kDone;
    case Name::kBase:
    case Name::kBasefont:
    case Name::kBgsound:
    case Name::kLink:
    case Name::kMeta:
    case Name::kNoframes:
    case Name::kScript:
    case Name::kStyle:
    case Name::kTemplate:
    case Name::kTitle: {
      // A parse error: these still go into the head, which is opened again for them.
      if (head_ == kNoNode) return in_head(token);
      push_open(head_, Name::kHead, Namespace::kHtml);
      const Outcome outcome = in_head(token);
      if (const std::size_t at = open_.find(head_); at != OpenElements::kNowhere) open_.erase(at);
      return outcome;
    }
    case Name::kHead: return Outcome::kIgnore;
    default: return after_head_anything_else();
  }
}

TreeBuilder::Outcome TreeBuilder::after_head_anything_else() {
  insert_implied(Name::kBody);
  mode_ = Mode::kInBody;
  return Outcome::kReprocess;
}

}  // namespace pressmark::html
