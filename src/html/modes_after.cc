// The insertion modes behind the body, and those of frames.
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-afterbody
#include <algorithm>

#include "base/ascii.h"
#include "html/tree_builder.h"

namespace pressmark::html {

using Type = Token::Type;

// 13.2.6.4.17 The "after body" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-afterbody
TreeBuilder::Outcome TreeBuilder::after_body(Token& token) {
  switch (token.type) {
    case Type::kCharacters:
      if (token.only_white_space) return in_body(token);
      break;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment_into(open_[0].node, token);
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kStartTag:
      if (token.name == Name::kHtml) return in_body(token);
      break;
    case Type::kEndTag:
      if (token.name != Name::kHtml) break;
      if (is_fragment()) return Outcome::kIgnore;
      html_end_ = token.source.end;
      mode_ = Mode::kAfterAfterBody;
      return Outcome::kDone;
    case Type::kEndOfFile: stop_parsing(); return Outcome::kDone;
    case Type::kNull: break;
  }
  // Anything else: a parse error, back to the body.
  mode_ = Mode::kInBody;
  return Outcome::kReprocess;
}

// 13.2.6.4.18 The "in frameset" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inframeset
TreeBuilder::Outcome TreeBuilder::in_frameset(Token& token) {
  switch (token.type) {
    case Type::kCharacters: return in_frameset_characters(token);
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment(token);
    case Type::kStartTag:
      if (token.name == Name::kHtml) return in_body(token);
      if (token.name == Name::kNoframes) return in_head(token);
      if (token.name == Name::kFrameset) insert_html(token);
      if (token.name == Name::kFrame) insert_void(token);
      return Outcome::kDone;
    case Type::kEndTag:
      if (token.name != Name::kFrameset || open_.size() == 1) return Outcome::kIgnore;
      pop();
      if (!is_fragment() && !open_.top().is(Name::kFrameset)) mode_ = Mode::kAfterFrameset;
      return Outcome::kDone;
    case Type::kEndOfFile: stop_parsing(); return Outcome::kDone;
    case Type::kDoctype:
    case Type::kNull: break;
  }
  return Outcome::kIgnore;
}

// Of the characters only the white space is kept.
TreeBuilder::Outcome TreeBuilder::in_frameset_characters(const Token& token) {
  if (token.only_white_space) {
    insert_characters(token);
    return Outcome::kDone;
  }
  const std::string run(builder_.view(token.text));
  builder_.begin_owned();
  for (const char c : run) {
    if (ascii::is_whitespace(c)) builder_.append_owned(std::string_view(&c, 1));
  }
  insert_text(builder_.end_owned(), token.source);
  return Outcome::kDone;
}

// 13.2.6.4.19 The "after frameset" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-afterframeset
TreeBuilder::Outcome TreeBuilder::after_frameset(Token& token) {
  switch (token.type) {
    case Type::kCharacters: return in_frameset_characters(token);
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment(token);
    case Type::kStartTag:
      if (token.name == Name::kHtml) return in_body(token);
      if (token.name == Name::kNoframes) return in_head(token);
      break;
    case Type::kEndTag:
      if (token.name != Name::kHtml) break;
      html_end_ = token.source.end;
      mode_ = Mode::kAfterAfterFrameset;
      return Outcome::kDone;
    case Type::kEndOfFile: stop_parsing(); return Outcome::kDone;
    case Type::kDoctype:
    case Type::kNull: break;
  }
  return Outcome::kIgnore;
}

// 13.2.6.4.20 The "after after body" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#the-after-after-body-insertion-mode
TreeBuilder::Outcome TreeBuilder::after_after_body(Token& token) {
  switch (token.type) {
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment_into(document_, token);
    case Type::kDoctype: return in_body(token);
    case Type::kCharacters:
      if (token.only_white_space) return in_body(token);
      break;
    case Type::kStartTag:
      if (token.name == Name::kHtml) return in_body(token);
      break;
    case Type::kEndOfFile: stop_parsing(); return Outcome::kDone;
    case Type::kEndTag:
    case Type::kNull: break;
  }
  // Anything else: a parse error, back to the body.
  mode_ = Mode::kInBody;
  return Outcome::kReprocess;
}

// 13.2.6.4.21 The "after after frameset" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#the-after-after-frameset-insertion-mode
TreeBuilder::Outcome TreeBuilder::after_after_frameset(Token& token) {
  switch (token.type) {
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment_into(document_, token);
    case Type::kDoctype: return in_body(token);
    case Type::kCharacters:
      // White space goes by the rules of "in body", so that formatting begins anew for it; other characters are
      // ignored.
      if (std::ranges::any_of(builder_.view(token.text), ascii::is_whitespace)) reconstruct_formatting();
      return in_frameset_characters(token);
    case Type::kStartTag:
      if (token.name == Name::kHtml) return in_body(token);
      if (token.name == Name::kNoframes) return in_head(token);
      break;
    case Type::kEndOfFile: stop_parsing(); return Outcome::kDone;
    case Type::kEndTag:
    case Type::kNull: break;
  }
  return Outcome::kIgnore;
}

}  // namespace pressmark::html
