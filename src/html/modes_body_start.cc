// The "in body" insertion mode: start tags, in the standard's order.
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "html/tree_builder.h"

namespace pressmark::html {
TreeBuilder::Outcome TreeBuilder::in_body_html(const Token& token) {
  if (open_.contains(Name::kTemplate)) return Outcome::kIgnore;
  merge_attributes(0, html_attributes_, token);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_body(const Token& token) {
  if (open_.size() < 2 || !open_[1].is(Name::kBody) || open_.contains(Name::kTemplate)) return Outcome::kIgnore;
  frameset_ok_ = false;
  merge_attributes(1, body_attributes_, token);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_frameset(const Token& token) {
  if (open_.size() < 2 || !open_[1].is(Name::kBody) || !frameset_ok_) return Outcome::kIgnore;
  // The body, empty so far as anyone could see, gives way to the frameset.
  builder_.remove(open_[1].node);
  while (open_.size() > 1) pop();
  insert_html(token);
  mode_ = Mode::kInFrameset;
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_block(const Token& token) {
  close_p_in_button_scope();
  insert_html(token);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_heading(const Token& token) {
  close_p_in_button_scope();
  if (open_.top().has(tag::kHeading)) pop();
  insert_html(token);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_pre(const Token& token) {
  close_p_in_button_scope();
  insert_html(token);
  drop_line_feed_ = true;
  frameset_ok_ = false;
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_form(const Token& token) {
  const bool in_template = open_.contains(Name::kTemplate);
  if (form_ != kNoNode && !in_template) return Outcome::kIgnore;
  close_p_in_button_scope();
  const NodeIndex form = insert_html(token);
  if (!in_template) form_ = form;
  return Outcome::kDone;
}

// li; and dd and dt, which end each other.
TreeBuilder::Outcome TreeBuilder::in_body_list_item(const Token& token) {
  frameset_ok_ = false;
  // The items themselves are special.
  const std::size_t at = open_.find_below(open_.size(), tag::kEndsItemSearch);
  const OpenElement& node = open_[at == OpenElements::kNowhere ? 0 : at];
  const bool ends = token.name == Name::kLi ? node.is(Name::kLi) : node.is(Name::kDd) || node.is(Name::kDt);
  if (ends) {
    const Name name = node.name;
    generate_implied_end_tags(name);
    pop_until(name);
  }
  return in_body_block(token);
}

TreeBuilder::Outcome TreeBuilder::in_body_plaintext(const Token& token) {
  in_body_block(token);
  tokenizer_.switch_to(TokenizerState::kPlaintext);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_button(const Token& token) {
  if (open_.has_in_scope(Name::kButton, kDefaultScope)) {
    generate_implied_end_tags();
    pop_until(Name::kButton);
  }
  frameset_ok_ = false;
  return in_body_ordinary(token);
}

TreeBuilder::Outcome TreeBuilder::in_body_a(const Token& token) {
  const std::size_t entry = formatting_.find_since_marker(Name::kA);
  if (entry != ActiveFormatting::kNowhere) {
    const NodeIndex previous = formatting_[entry].node;
    adopt(Name::kA);
    const std::size_t still = formatting_.find(previous, Name::kA);
    if (still != ActiveFormatting::kNowhere) formatting_.erase(still);
    if (const std::size_t at = open_.find(previous); at != OpenElements::kNowhere) remove_from_stack(at);
  }
  return in_body_formatting(token);
}

TreeBuilder::Outcome TreeBuilder::in_body_formatting(const Token& token) {
  reconstruct_formatting();
  insert_formatting(token);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_nobr(const Token& token) {
  reconstruct_formatting();
  if (open_.has_in_scope(Name::kNobr, kDefaultScope)) {
    adopt(Name::kNobr);
    reconstruct_formatting();
  }
  insert_formatting(token);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_marked(const Token& token) {
  in_body_ordinary(token);
  push_marker();
  frameset_ok_ = false;
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_table(const Token& token) {
  if (builder_.quirks_mode() != QuirksMode::kQuirks) close_p_in_button_scope();
  insert_html(token);
  frameset_ok_ = false;
  mode_ = Mode::kInTable;
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_void(const Token& token) {
  reconstruct_formatting();
  insert_void(token);
  frameset_ok_ = false;
  return Outcome::kDone;
}

bool TreeBuilder::is_hidden_input(const Token& token) const {
  for (const AttributeRecord& attribute : token.attributes) {
    if (static_cast<Name>(attribute.name) != Name::kType) continue;
    return ascii::equals_ignoring_case(builder_.view(attribute.value), "hidden");
  }
  return false;
}

TreeBuilder::Outcome TreeBuilder::in_body_input(const Token& token) {
  if (is_fragment() && context_.is(Name::kSelect)) return Outcome::kIgnore;
  if (open_.has_in_scope(Name::kSelect, kDefaultScope)) pop_until(Name::kSelect);
  reconstruct_formatting();
  insert_void(token);
  if (!is_hidden_input(token)) frameset_ok_ = false;
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_hr(const Token& token) {
  close_p_in_button_scope();
  if (open_.has_in_scope(Name::kSelect, kDefaultScope)) generate_implied_end_tags();
  insert_void(token);
  frameset_ok_ = false;
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_textarea(const Token& token) {
  frameset_ok_ = false;
  drop_line_feed_ = true;
  return insert_raw_text(token, TokenizerState::kRcdata);
}

TreeBuilder::Outcome TreeBuilder::in_body_xmp(const Token& token) {
  close_p_in_button_scope();
  reconstruct_formatting();
  frameset_ok_ = false;
  return insert_raw_text(token, TokenizerState::kRawtext);
}

TreeBuilder::Outcome TreeBuilder::in_body_iframe(const Token& token) {
  frameset_ok_ = false;
  // AD-HOC: see ParseOptions::contain_noscript_iframe.
  if (options_.contain_noscript_iframe && !options_.scripting && open_.contains(Name::kNoscript)) {
    insert_void(token);
    return Outcome::kDone;
  }
  return insert_raw_text(token, TokenizerState::kRawtext);
}

TreeBuilder::Outcome TreeBuilder::in_body_select(const Token& token) {
  if (is_fragment() && context_.is(Name::kSelect)) return Outcome::kIgnore;
  if (open_.has_in_scope(Name::kSelect, kDefaultScope)) {  // A select in a select: the end of the first.
    pop_until(Name::kSelect);
    return Outcome::kIgnore;
  }
  frameset_ok_ = false;
  return in_body_ordinary(token);
}

TreeBuilder::Outcome TreeBuilder::in_body_option(const Token& token) {
  if (open_.has_in_scope(Name::kSelect, kDefaultScope)) {
    generate_implied_end_tags(token.name == Name::kOption ? Name::kOptgroup : Name::kNone);
  } else if (open_.top().is(Name::kOption)) {
    pop();
  }
  return in_body_ordinary(token);
}

TreeBuilder::Outcome TreeBuilder::in_body_ruby(const Token& token) {
  const bool is_text = token.name == Name::kRp || token.name == Name::kRt;
  if (open_.has_in_scope(Name::kRuby, kDefaultScope)) generate_implied_end_tags(is_text ? Name::kRtc : Name::kNone);
  insert_html(token);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_foreign(Token& token, Namespace name_space) {
  reconstruct_formatting();
  insert_foreign(token, name_space);
  return Outcome::kDone;
}

TreeBuilder::Outcome TreeBuilder::in_body_ordinary(const Token& token) {
  reconstruct_formatting();
  insert_html(token);
  return Outcome::kDone;
}

}  // namespace pressmark::html
