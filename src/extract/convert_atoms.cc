// What the walk does not go into: text, pictures, listings, formulas, players.
#include <algorithm>

#include "extract/code.h"
#include "extract/convert_embed.h"
#include "extract/convert_style.h"
#include "extract/convert_walk.h"
#include "extract/image.h"
#include "extract/math.h"
#include "extract/white_space.h"

namespace pressmark::extract {

using html::Name;
using html::Node;
using Hold = BlockStack::Hold;
using Kind = Block::Kind;

bool Converter::enter_atom(Node element) {
  switch (element.name()) {
    case Name::kBr: add_break(); return true;
    case Name::kHr: add_rule(element); return true;
    case Name::kWbr: return true;
    case Name::kImg:
      add_image(element);
      if (last_image_ != element) line_.add_edge();  // Left out, it still stands between the words.
      return true;
    case Name::kNoscript:
      if (selection_ && selection_->has_kept_text(element.index())) return false;
      add_noscript(element);
      return true;
    default: break;
  }
  if (element.name() >= Name::kFirstDynamic && element.local_name() == "amp-img") {
    add_image(element);
    return true;
  }
  if (is_post(element) && !takes_all() && !takes_atom(element)) {
    edge();
    ++skipped_;
    return true;
  }
  if (is_embed(element)) {
    if (element.is(Name::kObject) && !embed_of(element, affordable_base())) return false;  // Its fallback is shown.
    add_embed(element);
    return true;
  }
  const bool has_code_breaks = element.is(Name::kCode) && line_.empty() && element.first_child() &&
                               contains_ignoring_case(value_of(element, Name::kStyle), "block");
  if (!is_code_listing(element) && !has_code_breaks) return false;
  add_code(element);
  return true;
}

void Converter::add_text(Node text) {
  std::string_view data = text.text();
  const bool is_taken = takes_all() || selection_->has_text(text.index());
  if (!is_taken) {
    if (is_blank(data)) {
      line_.add_text(data, style_);
    } else {
      ++skipped_;
    }
    return;
  }
  if (swallow_bracket_) {
    swallow_bracket_ = false;
    for (const std::string_view bracket : {"]", "］", "〕", ")"}) {
      if (data.starts_with(bracket)) {
        data.remove_prefix(bracket.size());
        break;
      }
    }
  }
  if (is_blank(data)) {
    if (kept_lines_ == 0) return line_.add_text(data, style_);
  } else {
    last_image_key_.clear();
    saw(text.source(), surety(text));
  }
  if (kept_lines_ > 0) return add_lines(data);
  line_.add_text(data, style_);
}

void Converter::add_lines(std::string_view text) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    line_.add_text(text.substr(at, end - at), style_);
    if (end < text.size()) add_break();
    at = end + 1;
  }
}

void Converter::add_break() {
  if (line_.trailing_breaks() == 0) return line_.add_break();
  if (leaf_ == Leaf::kParagraph) flush();  // An empty line parts paragraphs.
}

void Converter::add_code(Node element) {
  if (!takes_atom(element)) {
    edge();
    ++skipped_;
    return;
  }
  flush();
  Listing listing = listing_of(element);
  if (listing.text.empty()) return;
  saw(element.source(), surety(element));
  Block block{.kind = Kind::kCode, .text = std::move(listing.text), .language = std::move(listing.language)};
  block.source = std::exchange(line_source_, {});
  block.keep = std::exchange(line_keep_, 0.0F);
  add_block(std::move(block));
}

// An element of a name of its own around a formula makes its text a block of its own, in the middle of a line.
bool Converter::stands_in_kept_text(Node formula) const {
  Node block = formula.parent();
  while (block && block.is_element() && !is_block_level(block)) block = block.parent();
  return block && selection_->takes_place(formula) && selection_->has_kept_text(block.index());
}

void Converter::add_formula(Node element) {
  if (!takes_atom(element) && !stands_in_kept_text(element)) {
    ++skipped_;
    return;
  }
  std::optional<Formula> formula = formula_of(element);
  if (!formula) return;
  if (formula->display && leaf_ == Leaf::kParagraph) {
    flush();
    Block block{.kind = Kind::kMath, .text = std::move(formula->tex)};
    block.source = {element.source().begin, element.source().end};
    block.keep = last_keep_;
    return add_block(std::move(block));
  }
  saw(element.source(), surety(element));
  Style style = style_;
  style.code = false;
  line_.add_span({.kind = Span::Kind::kMath, .text = std::move(formula->tex)}, style);
}

void Converter::add_image(Node img) {
  if (!takes_atom(img)) return;
  if (const std::string_view emoji = emoji_of(img); !emoji.empty()) return line_.add_exact(emoji, style_);
  if (selection_ && is_decoration(img)) return;
  Node before = img.previous_sibling();
  while (before && !before.is_element()) before = before.previous_sibling();
  if (before && before == last_noscript_) return;
  std::optional<Span> image = image_of(img, affordable_base());
  if (!image) return;
  std::string key = image_key(image->source);
  if (key == last_image_key_) return;  // The same picture again, for another width of window.
  last_image_key_ = std::move(key);
  last_image_ = img;
  saw(img.source(), last_keep_);
  Style style = style_;
  style.marks = kNoMarks;  // A bold or struck picture is a picture.
  line_.add_span(*std::move(image), style);
}

// Without scripts the noscript's picture is what is shown; a picture before it that was found by its lazy attributes is
// the same one.
void Converter::add_noscript(Node noscript) {
  Node before = noscript.previous_sibling();
  while (before && !before.is_element()) before = before.previous_sibling();
  Node ancestor = last_image_;
  for (int steps = 0; before && ancestor && steps < 6; ++steps, ancestor = ancestor.parent()) {
    if (ancestor == before) return;
  }
  for (Node node = noscript; node; node = node.next_in_preorder(noscript)) {
    if (node.is(Name::kImg)) {
      add_image(node);
      if (last_image_ == node) last_noscript_ = noscript;
    } else if (node.is(Name::kIframe)) {
      add_embed(node);
    }
  }
}

void Converter::add_embed(Node element) {
  // A card's text is another page's: it says nothing of whether the card belongs here.
  const bool is_card = element.is(Name::kFigure);
  if (is_card ? selection_ && !selection_->takes_place(element) : !takes_atom(element)) return;
  std::optional<Block> embed = embed_of(element, affordable_base());
  if (!embed) return;
  flush();
  embed->source = {element.source().begin, element.source().end};
  embed->keep = last_keep_;
  add_block(*std::move(embed));
}

void Converter::add_rule(Node hr) {
  edge();
  if (leaf_ != Leaf::kParagraph || !takes_atom(hr)) return;
  const Block* last = stack_.last();
  if (!last || last->kind == Kind::kRule) return;
  add_block({.kind = Kind::kRule, .source = {hr.source().begin, hr.source().end}, .keep = last_keep_});
}

}  // namespace pressmark::extract
