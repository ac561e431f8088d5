#include "html/tree_builder.h"

namespace pressmark::html {

// 13.2.6.4.8 The "text" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-incdata
TreeBuilder::Outcome TreeBuilder::text(Token& token) {
  switch (token.type) {
    case Token::Type::kCharacters: insert_characters(token); return Outcome::kDone;
    case Token::Type::kEndOfFile:
      pop();
      mode_ = original_mode_;
      return Outcome::kReprocess;
    case Token::Type::kEndTag:
      pop();
      mode_ = original_mode_;
      return Outcome::kDone;
    case Token::Type::kNull:
    case Token::Type::kDoctype:
    case Token::Type::kStartTag:
    case Token::Type::kComment:
    case Token::Type::kProcessingInstruction: break;  // The tokenizer gives none of these here.
  }
  return Outcome::kIgnore;
}

}  // namespace pressmark::html
