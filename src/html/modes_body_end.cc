// The "in body" insertion mode: the end tags that need more than a line.
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
#include "html/tree_builder.h"

namespace pressmark::html {

// body and html: the body ends, and what follows is looked at by "after body".
TreeBuilder::Outcome TreeBuilder::in_body_end_body(const Token& token) {
  if (!open_.has_in_scope(Name::kBody, kDefaultScope)) return Outcome::kIgnore;
  const bool is_body = token.name == Name::kBody;
  body_end_ = is_body ? token.source.end : token.source.begin;
  html_end_ = 0;
  mode_ = Mode::kAfterBody;
  return is_body ? Outcome::kDone : Outcome::kReprocess;
}

TreeBuilder::Outcome TreeBuilder::in_body_end_form(const Token&) {
  if (open_.contains(Name::kTemplate)) {
    if (!open_.has_in_scope(Name::kForm, kDefaultScope)) return Outcome::kIgnore;
    generate_implied_end_tags();
    pop_until(Name::kForm);
    return Outcome::kDone;
  }
  const NodeIndex form = form_;
  form_ = kNoNode;
  if (form == kNoNode || !open_.has_node_in_scope(form)) return Outcome::kIgnore;
  generate_implied_end_tags();
  // Only the form leaves the stack: what was opened in it and not closed stays open.
  remove_from_stack(open_.find(form));
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_end_list_item(const Token& token) {
  const TagFlags scope = token.name == Name::kLi ? kListItemScope : kDefaultScope;
  if (!open_.has_in_scope(token.name, scope)) return Outcome::kIgnore;
  generate_implied_end_tags(token.name);
  pop_until(token.name);
  return Outcome::kDone;
}

}  // namespace pressmark::html
