// Elements off the stack of open elements.
// https://html.spec.whatwg.org/multipage/parsing.html#closing-elements-that-have-implied-end-tags
#include <algorithm>

#include "html/tree_builder.h"

namespace pressmark::html {

void TreeBuilder::close(const OpenElement& element) {
  SourceRange& range = builder_.record(element.node).source;
  if (range.begin != range.end) {
    const bool is_end_tag = current_->type == Token::Type::kEndTag && current_->name == element.name;
    const bool is_end_of_file = current_->type == Token::Type::kEndOfFile;
    const std::uint32_t here = is_end_tag ? current_->source.end : current_->source.begin;
    range.end = std::max(range.end, is_end_of_file ? static_cast<std::uint32_t>(builder_.input().size()) : here);
  }
  if (open_selects_.empty() || !element.has(tag::kHtml)) return;
  if (element.name == Name::kOption) option_popped(element.node);
  if (element.name == Name::kSelect) select_closed(element.node);
}

// The root element stays: no rule of the standard takes it off, and the modes rely on there being a current node.
void TreeBuilder::pop() {
  if (open_.size() <= 1) return;
  const OpenElement element = open_.top();
  open_.pop();
  close(element);
}

void TreeBuilder::pop_until(Name name) {
  while (open_.size() > 1) {
    const bool found = open_.top().is(name);
    pop();
    if (found) return;
  }
}

void TreeBuilder::pop_until_heading() {
  while (open_.size() > 1) {
    const bool found = open_.top().has(tag::kHeading);
    pop();
    if (found) return;
  }
}

// Clear the stack back to a table, table body or table row context.
void TreeBuilder::pop_until_context(TagFlags context) {
  while (open_.size() > 1 && !open_.top().has(context)) pop();
}

void TreeBuilder::remove_from_stack(std::size_t position) {
  if (position == 0) return;
  const OpenElement element = open_[position];
  open_.erase(position);
  close(element);
}

void TreeBuilder::generate_implied_end_tags(Name except) {
  while (open_.top().has(tag::kImpliedEnd) && open_.top().name != except && open_.size() > 1) pop();
}

void TreeBuilder::generate_all_implied_end_tags_thoroughly() {
  while (open_.top().has(tag::kThoroughlyImpliedEnd) && open_.size() > 1) pop();
}

// Close a p element. https://html.spec.whatwg.org/multipage/parsing.html#close-a-p-element
void TreeBuilder::close_p() {
  generate_implied_end_tags(Name::kP);
  pop_until(Name::kP);
}

// What most end tags of blocks do: nothing without such an element in scope, else close it with all that it implies.
TreeBuilder::Outcome TreeBuilder::close_in_scope(const Token& token) {
  if (!open_.has_in_scope(token.name, kDefaultScope)) return Outcome::kIgnore;
  generate_implied_end_tags();
  pop_until(token.name);
  return Outcome::kDone;
}

}  // namespace pressmark::html
