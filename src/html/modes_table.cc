// The insertion modes of a table itself. https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intable
#include "html/tree_builder.h"

// Lists of tag names stay in rows.
// clang-format off
namespace pressmark::html {

using Type = Token::Type;

// 13.2.6.4.9 The "in table" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intable
TreeBuilder::Outcome TreeBuilder::in_table(Token& token) {
  switch (token.type) {
    case Type::kCharacters:
    case Type::kNull:
      if (!open_.top().has(tag::kFosterParent) && !open_.top().is(Name::kTemplate)) break;
      table_text_.clear();
      fosters_table_text_ = false;
      original_mode_ = mode_;
      mode_ = Mode::kInTableText;
      return Outcome::kReprocess;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment(token);
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kStartTag: return in_table_start_tag(token);
    case Type::kEndTag:
      switch (token.name) {
        case Name::kTable: return in_table_table(token);
        case Name::kBody: case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kHtml:
        case Name::kTbody: case Name::kTd: case Name::kTfoot: case Name::kTh: case Name::kThead: case Name::kTr:
          return Outcome::kIgnore;
        case Name::kTemplate: return in_head(token);
        default: break;
      }
      break;
    case Type::kEndOfFile: return in_body(token);
  }
  return in_table_anything_else(token);
}

TreeBuilder::Outcome TreeBuilder::in_table_start_tag(Token& token) {
  switch (token.name) {
    case Name::kCaption:
      pop_until_context(tag::kTableScope);
      push_marker();
      insert_html(token);
      mode_ = Mode::kInCaption;
      return Outcome::kDone;
    case Name::kColgroup:
      pop_until_context(tag::kTableScope);
      insert_html(token);
      mode_ = Mode::kInColumnGroup;
      return Outcome::kDone;
    case Name::kCol:
      pop_until_context(tag::kTableScope);
      insert_implied(Name::kColgroup);
      mode_ = Mode::kInColumnGroup;
      return Outcome::kReprocess;
    case Name::kTbody: case Name::kTfoot: case Name::kThead:
      pop_until_context(tag::kTableScope);
      insert_html(token);
      mode_ = Mode::kInTableBody;
      return Outcome::kDone;
    case Name::kTd: case Name::kTh: case Name::kTr:
      pop_until_context(tag::kTableScope);
      insert_implied(Name::kTbody);
      mode_ = Mode::kInTableBody;
      return Outcome::kReprocess;
    case Name::kTable: return in_table_table(token);
    case Name::kStyle: case Name::kScript: case Name::kTemplate: return in_head(token);
    case Name::kInput:
      if (!is_hidden_input(token)) return in_table_anything_else(token);
      insert_void(token);
      return Outcome::kDone;
    case Name::kForm: return in_table_form(token);
    default: return in_table_anything_else(token);
  }
}

// A table end tag; and a start tag, which implies it.
TreeBuilder::Outcome TreeBuilder::in_table_table(const Token& token) {
  if (!open_.has_in_scope(Name::kTable, kTableScope)) return nothing_to_close();
  pop_until(Name::kTable);
  reset_insertion_mode();
  return token.type == Type::kStartTag ? Outcome::kReprocess : Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_table_form(const Token& token) {
  if (open_.contains(Name::kTemplate) || form_ != kNoNode) return Outcome::kIgnore;
  form_ = place_element(Name::kForm, Namespace::kHtml, token);
  return Outcome::kDone;
}

// By the rules for "in body", with foster parenting.
TreeBuilder::Outcome TreeBuilder::in_table_anything_else(Token& token) {
  foster_parenting_ = true;
  const Outcome outcome = in_body(token);
  foster_parenting_ = false;
  return outcome;
}

// Where the standard ignores a token because the table part that it would close is not there: the fragment case; and
// ours, when the limit of open elements took the part off the stack. Then the mode is set by what is left.
TreeBuilder::Outcome TreeBuilder::nothing_to_close() {
  if (builder_.warnings().elements_reparented != 0) reset_insertion_mode();
  return Outcome::kIgnore;
}

// 13.2.6.4.10 The "in table text" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intabletext
TreeBuilder::Outcome TreeBuilder::in_table_text(Token& token) {
  switch (token.type) {
    case Type::kNull: return Outcome::kIgnore;
    case Type::kCharacters:
      if (token.only_white_space && !fosters_table_text_) {
        table_text_.push_back({token.text, token.source});
        return Outcome::kDone;
      }
      foster_table_text();
      return in_table_anything_else(token);
    case Type::kDoctype:
    case Type::kStartTag:
    case Type::kEndTag:
    case Type::kComment:
    case Type::kProcessingInstruction:
    case Type::kEndOfFile: break;
  }
  // White space stays in the table if there was nothing else.
  for (const TextRun& run : table_text_) insert_text(run.text, run.source);
  mode_ = original_mode_;
  return Outcome::kReprocess;
}

// With other characters than white space, all of the text is fostered: what was pending now, the rest as it comes.
void TreeBuilder::foster_table_text() {
  fosters_table_text_ = true;
  for (const TextRun& run : table_text_) {
    rest_.type = Type::kCharacters;
    rest_.text = run.text;
    rest_.source = run.source;
    rest_.only_white_space = true;
    in_table_anything_else(rest_);
  }
  table_text_.clear();
}

// 13.2.6.4.11 The "in caption" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-incaption
TreeBuilder::Outcome TreeBuilder::in_caption(Token& token) {
  if (token.type == Type::kStartTag) {
    switch (token.name) {
      case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kTbody: case Name::kTd: case Name::kTfoot:
      case Name::kTh: case Name::kThead: case Name::kTr:
        return close_caption(Outcome::kReprocess);
      default: break;
    }
  }
  if (token.type == Type::kEndTag) {
    switch (token.name) {
      case Name::kCaption: return close_caption(Outcome::kDone);
      case Name::kTable: return close_caption(Outcome::kReprocess);
      case Name::kBody: case Name::kCol: case Name::kColgroup: case Name::kHtml: case Name::kTbody: case Name::kTd:
      case Name::kTfoot: case Name::kTh: case Name::kThead: case Name::kTr:
        return Outcome::kIgnore;
      default: break;
    }
  }
  return in_body(token);
}

TreeBuilder::Outcome TreeBuilder::close_caption(Outcome then) {
  if (!open_.has_in_scope(Name::kCaption, kTableScope)) return nothing_to_close();
  generate_implied_end_tags();
  pop_until(Name::kCaption);
  formatting_.clear_to_last_marker();
  mode_ = Mode::kInTable;
  return then;
}

// 13.2.6.4.12 The "in column group" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-incolgroup
TreeBuilder::Outcome TreeBuilder::in_column_group(Token& token) {
  switch (token.type) {
    case Type::kCharacters:
      if (!token.only_white_space) break;
      insert_characters(token);
      return Outcome::kDone;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment(token);
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kStartTag:
      if (token.name == Name::kHtml) return in_body(token);
      if (token.name == Name::kTemplate) return in_head(token);
      if (token.name != Name::kCol) break;
      insert_void(token);
      return Outcome::kDone;
    case Type::kEndTag:
      if (token.name == Name::kCol) return Outcome::kIgnore;
      if (token.name == Name::kTemplate) return in_head(token);
      if (token.name != Name::kColgroup) break;
      if (!open_.top().is(Name::kColgroup)) return nothing_to_close();
      pop();
      mode_ = Mode::kInTable;
      return Outcome::kDone;
    case Type::kEndOfFile: return in_body(token);
    case Type::kNull: break;
  }
  // Anything else: the column group ends. Without one, in a template or a fragment, each character but white space is
  // ignored.
  if (!open_.top().is(Name::kColgroup)) {
    const Outcome ignored = nothing_to_close();
    return token.type == Type::kCharacters ? in_frameset_characters(token) : ignored;
  }
  pop();
  mode_ = Mode::kInTable;
  return Outcome::kReprocess;
}

}  // namespace pressmark::html
// clang-format on
