// The insertion modes of a table's bodies, rows and cells.
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intbody
#include "html/tree_builder.h"

// Lists of tag names stay in rows.
// clang-format off
namespace pressmark::html {

using Type = Token::Type;

// 13.2.6.4.13 The "in table body" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intbody
TreeBuilder::Outcome TreeBuilder::in_table_body(Token& token) {
  const auto any_body_in_scope = [this] {
    return open_.has_in_scope(Name::kTbody, kTableScope) || open_.has_in_scope(Name::kThead, kTableScope) ||
           open_.has_in_scope(Name::kTfoot, kTableScope);
  };
  if (token.type == Type::kStartTag) {
    switch (token.name) {
      case Name::kTr:
        pop_until_context(tag::kTableBodyContext);
        insert_html(token);
        mode_ = Mode::kInRow;
        return Outcome::kDone;
      case Name::kTh: case Name::kTd:
        pop_until_context(tag::kTableBodyContext);
        insert_implied(Name::kTr);
        mode_ = Mode::kInRow;
        return Outcome::kReprocess;
      case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kTbody: case Name::kTfoot:
      case Name::kThead:
        return close_table_body(any_body_in_scope(), Outcome::kReprocess);
      default: break;
    }
  }
  if (token.type == Type::kEndTag) {
    switch (token.name) {
      case Name::kTbody: case Name::kTfoot: case Name::kThead:
        return close_table_body(open_.has_in_scope(token.name, kTableScope), Outcome::kDone);
      case Name::kTable: return close_table_body(any_body_in_scope(), Outcome::kReprocess);
      case Name::kBody: case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kHtml: case Name::kTd:
      case Name::kTh: case Name::kTr:
        return Outcome::kIgnore;
      default: break;
    }
  }
  return in_table(token);
}

TreeBuilder::Outcome TreeBuilder::close_table_body(bool in_scope, Outcome then) {
  if (!in_scope) return nothing_to_close();
  pop_until_context(tag::kTableBodyContext);
  pop();
  mode_ = Mode::kInTable;
  return then;
}

// 13.2.6.4.14 The "in row" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intr
TreeBuilder::Outcome TreeBuilder::in_row(Token& token) {
  if (token.type == Type::kStartTag) {
    switch (token.name) {
      case Name::kTh: case Name::kTd:
        pop_until_context(tag::kTableRowContext);
        insert_html(token);
        mode_ = Mode::kInCell;
        push_marker();
        return Outcome::kDone;
      case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kTbody: case Name::kTfoot:
      case Name::kThead: case Name::kTr:
        return close_row(Outcome::kReprocess);
      default: break;
    }
  }
  if (token.type == Type::kEndTag) {
    switch (token.name) {
      case Name::kTr: return close_row(Outcome::kDone);
      case Name::kTable: return close_row(Outcome::kReprocess);
      case Name::kTbody: case Name::kTfoot: case Name::kThead:
        if (!open_.has_in_scope(token.name, kTableScope)) return Outcome::kIgnore;
        return close_row(Outcome::kReprocess);
      case Name::kBody: case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kHtml: case Name::kTd:
      case Name::kTh:
        return Outcome::kIgnore;
      default: break;
    }
  }
  return in_table(token);
}

TreeBuilder::Outcome TreeBuilder::close_row(Outcome then) {
  if (!open_.has_in_scope(Name::kTr, kTableScope)) return nothing_to_close();
  pop_until_context(tag::kTableRowContext);
  pop();
  mode_ = Mode::kInTableBody;
  return then;
}

// 13.2.6.4.15 The "in cell" insertion mode
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-intd
TreeBuilder::Outcome TreeBuilder::in_cell(Token& token) {
  if (token.type == Type::kStartTag) {
    switch (token.name) {
      case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kTbody: case Name::kTd: case Name::kTfoot:
      case Name::kTh: case Name::kThead: case Name::kTr:
        return close_cell(Outcome::kReprocess);
      default: break;
    }
  }
  if (token.type == Type::kEndTag) {
    switch (token.name) {
      case Name::kTd: case Name::kTh:
        if (!open_.has_in_scope(token.name, kTableScope)) return Outcome::kIgnore;
        generate_implied_end_tags();
        pop_until(token.name);
        formatting_.clear_to_last_marker();
        mode_ = Mode::kInRow;
        return Outcome::kDone;
      case Name::kBody: case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kHtml:
        return Outcome::kIgnore;
      case Name::kTable: case Name::kTbody: case Name::kTfoot: case Name::kThead: case Name::kTr:
        if (!open_.has_in_scope(token.name, kTableScope)) return Outcome::kIgnore;
        return close_cell(Outcome::kReprocess);
      default: break;
    }
  }
  return in_body(token);
}

// Close the cell. https://html.spec.whatwg.org/multipage/parsing.html#close-the-cell
TreeBuilder::Outcome TreeBuilder::close_cell(Outcome then) {
  const bool is_open = open_.has_in_scope(Name::kTd, kTableScope) || open_.has_in_scope(Name::kTh, kTableScope);
  if (is_open) {
    generate_implied_end_tags();
    while (!open_.top().is(Name::kTd) && !open_.top().is(Name::kTh)) pop();
    pop();
    formatting_.clear_to_last_marker();
  } else if (builder_.warnings().elements_reparented == 0) {
    return Outcome::kIgnore;
  }
  mode_ = Mode::kInRow;
  return then;
}

}  // namespace pressmark::html
// clang-format on
