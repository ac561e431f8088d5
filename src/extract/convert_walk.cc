#include "extract/convert_walk.h"

#include <algorithm>

#include "extract/code.h"
#include "extract/convert_embed.h"
#include "extract/convert_style.h"
#include "extract/image.h"
#include "extract/math.h"

namespace pressmark::extract {

using html::Name;
using html::Node;
using Hold = BlockStack::Hold;
using Kind = Block::Kind;

namespace {

bool is_white(std::string_view text) { return text.find_first_not_of(" \n\t\r\f") == std::string_view::npos; }

bool has_checkbox(Node item, bool& checked) {
  Node node = item.next_in_preorder(item);
  for (int steps = 0; node && steps < 4; ++steps, node = node.next_in_preorder(item)) {
    if (node.is_text() && !is_white(node.text())) return false;
    if (!node.is(Name::kInput)) continue;
    checked = node.has_attribute(Name::kChecked);
    return contains_word(value_of(node, Name::kType), "checkbox");
  }
  return false;
}

bool keeps_line_feeds(Node element) {
  if (!contains_ignoring_case(value_of(element, Name::kStyle), "white-space")) return false;
  const std::string_view value = style_of(element, "white-space");
  return starts_ignoring_case(value, "pre") || contains_word(value, "break-spaces");
}

bool is_figure(Node element) {
  return element.is(Name::kFigure) || has_any_class(element, {"wp-caption", "image-with-caption", "captioned-image"});
}

bool is_figure_caption(Node element) {
  return element.is(Name::kFigcaption) ||
         has_any_class(element, {"wp-caption-text", "wp-caption-dd", "gallery-caption"});
}

bool is_table_part(Node element) {
  return element.is(Name::kTd) || element.is(Name::kTh) || element.is(Name::kTr) || element.is(Name::kTbody) ||
         element.is(Name::kThead) || element.is(Name::kTfoot);
}

std::uint32_t list_start(Node list) {
  const std::string_view text = value_of(list, Name::kStart);
  std::uint32_t start = 0;
  for (const char c : text.substr(0, 9)) {
    if (c < '0' || c > '9') return 1;
    start = start * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return text.empty() ? 1 : start;
}

}  // namespace

Converter::Converter(Node root, const Selection* selection, std::string_view base)
    : root_(root), selection_(selection), base_(base), footnotes_(find_footnotes(root)) {}

std::vector<Block> Converter::run() && {
  frames_.push_back({.node = root_});
  Node node = first_inside(root_);
  while (true) {
    if (!node) {
      const Node ended = frames_.back().node;
      if (frames_.size() == 1) break;
      leave();
      node = next_after(ended);
      continue;
    }
    const Step step = enter(node);
    node = step == Step::kInto ? first_inside(node) : next_after(node);
  }
  flush();
  std::vector<Block> blocks = stack_.take_blocks();
  std::vector<Block> notes = stack_.take_notes();
  if (notes.size() > 1) {
    std::unordered_map<std::string_view, std::ptrdiff_t> numbers;
    for (std::size_t i = 0; i < footnotes_.labels.size(); ++i)
      numbers[footnotes_.labels[i]] = static_cast<std::ptrdiff_t>(i);
    std::ranges::stable_sort(notes, {}, [&](const Block& note) { return numbers[note.text]; });
  }
  std::size_t index = 0;
  if (!notes.empty()) {
    std::erase_if(blocks, [&](const Block&) { return std::ranges::binary_search(notes_headings_, index++); });
  }
  settle_footnotes(blocks, std::move(notes));
  return blocks;
}

Node Converter::first_inside(Node element) {
  if (element.is_element()) {
    const Node shadow = element.shadow_root();
    if (shadow && shadow.first_child()) {
      frames_.back().in_shadow = true;
      return shadow.first_child();
    }
  }
  return element.first_child();
}

Node Converter::next_after(Node node) {
  if (const Node sibling = node.next_sibling()) return sibling;
  Frame& frame = frames_.back();
  if (!frame.in_shadow) return {};
  frame.in_shadow = false;
  return frame.node.first_child();
}

Converter::Step Converter::enter(Node node) {
  if (node.is_text()) {
    add_text(node);
    return Step::kPast;
  }
  return node.is_element() ? enter_element(node) : Step::kPast;
}

Converter::Step Converter::enter_element(Node element) {
  // A cell without kept text still has its place in the grid.
  if (selection_ && selection_->skips(element.index()) && !(stack_.in_table() && is_table_part(element))) {
    if (is_block_level(element)) edge();
    ++skipped_;
    return Step::kPast;
  }
  switch (math_role(element)) {
    case MathRole::kCopy: return Step::kPast;
    case MathRole::kFormula: add_formula(element); return Step::kPast;
    case MathRole::kNone: break;
  }
  if (element.name_space() != html::Namespace::kHtml || is_left_out(element)) return Step::kPast;
  if (enter_atom(element)) return Step::kPast;
  if (element.is(Name::kA) && enter_link(element)) return Step::kPast;
  frames_.push_back({.node = element, .style = style_, .leaf = leaf_, .level = level_});
  if (keeps_line_feeds(element)) {
    frames_.back().keeps_lines = true;
    ++kept_lines_;
  }
  if (is_block_level(element)) {
    enter_block(element);
  } else {
    enter_inline(element);
  }
  style_.marks = marks_in(element, style_.marks);
  return Step::kInto;
}

void Converter::leave() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (!frame.after.empty()) line_.add_exact(frame.after, style_);
  if (frame.is_block) {
    // A container, and what has a line of its own kind, ends its line; a box within a heading does not end the heading.
    if (frame.closes > 0 || frame.leaf == Leaf::kParagraph) {
      flush();
    } else {
      line_.add_space();
    }
  }
  for (int i = 0; i < frame.closes; ++i) stack_.close(skipped_);
  if (frame.is_note) --notes_open_;
  if (frame.keeps_lines) --kept_lines_;
  if (frame.is_caption) adopt_caption(frame);
  style_ = frame.style;
  leaf_ = frame.leaf;
  level_ = frame.level;
}

// ---- what is left out ----

bool Converter::takes_text_of(Node element) const {
  if (!selection_) return true;
  for (Node node = element; node; node = node.next_in_preorder(element)) {
    if (node.is_text() && selection_->has_text(node.index())) return true;
  }
  return false;
}

bool Converter::is_left_out(Node element) const {
  if (is_never_shown(element)) return true;
  const bool is_kept = selection_ && selection_->has_kept_text(element.index());
  if (is_hidden(element) && !is_kept) return true;
  if (element.is(Name::kButton)) {
    if (class_hints(element, {"copy", "clipboard"})) return true;
    return !selection_ && leaf_ == Leaf::kParagraph;  // A heading may be a button that opens what follows.
  }
  if (has_any_class(element, {"mw-editsection", "mw-cite-backlink"})) return true;
  return is_code_chrome(element) && element.is(Name::kPre);
}

// ---- atoms ----

bool Converter::enter_atom(Node element) {
  switch (element.name()) {
    case Name::kBr: add_break(); return true;
    case Name::kHr: add_rule(element); return true;
    case Name::kWbr: return true;
    case Name::kImg: add_image(element); return true;
    case Name::kNoscript:
      if (selection_ && selection_->has_kept_text(element.index())) return false;
      add_noscript(element);
      return true;
    default: break;
  }
  if (is_embed(element)) {
    if (element.is(Name::kObject) && !embed_of(element, base_)) return false;  // Its fallback is shown.
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
  const bool is_taken = !selection_ || selection_->has_text(text.index());
  if (!is_taken) {
    if (is_white(data)) {
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
  if (is_white(data)) {
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

void Converter::add_formula(Node element) {
  if (!takes_atom(element)) {
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
  std::optional<Span> image = image_of(img, base_);
  if (!image) return;
  std::string key = image_key(image->source);
  if (key == last_image_key_) return;  // The same picture again, for another width of window.
  last_image_key_ = std::move(key);
  last_image_ = img;
  saw(img.source(), last_keep_);
  line_.add_span(*std::move(image), style_);
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
  if (!takes_atom(element)) return;
  std::optional<Block> embed = embed_of(element, base_);
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

// ---- block-level elements ----

void Converter::enter_block(Node element) {
  frames_.back().is_block = true;
  if (enter_container(element)) {
    leaf_ = Leaf::kParagraph;
    return;
  }
  const int level = heading_level(element);
  const bool is_term = element.is(Name::kDt) && stack_.top_kind() == Kind::kDefinitionList;
  if ((level > 0 || is_term) && leaf_ == Leaf::kParagraph) {
    flush();
    leaf_ = is_term ? Leaf::kTerm : Leaf::kHeading;
    level_ = static_cast<std::uint8_t>(level);
    return;
  }
  edge();
  if (element.is(Name::kSummary)) style_.marks |= kStrong;
  if (class_hints(element, {"caption", "figcaption", "imgcaption", "captions"})) {
    frames_.back().is_caption = true;
    frames_.back().blocks_before = stack_.contents().size();
  }
}

bool Converter::enter_container(Node element) {
  if (const auto note = footnotes_.notes.find(element.index()); note != footnotes_.notes.end()) {
    flush();
    const std::vector<Block>& finished = stack_.finished();
    if (!finished.empty() && is_notes_heading(finished.back())) notes_headings_.push_back(finished.size() - 1);
    if (!open(Hold::kNote, {.kind = Kind::kFootnote, .text = footnotes_.labels[note->second]})) return false;
    frames_.back().is_note = true;
    ++notes_open_;
    return true;
  }
  switch (element.name()) {
    case Name::kUl:
    case Name::kOl:
    case Name::kMenu:
    case Name::kDir: enter_list(element); return true;
    case Name::kLi: enter_item(element); return true;
    case Name::kDl: open(Hold::kBlock, {.kind = Kind::kDefinitionList}); return true;
    case Name::kDd:
      if (stack_.top_kind() != Kind::kDefinitionList) return false;
      open(Hold::kBlock, {.kind = Kind::kDefinition});
      return true;
    case Name::kBlockquote: open(Hold::kBlock, {.kind = Kind::kQuote}); return true;
    case Name::kTable: enter_table(element); return true;
    case Name::kTr:
      flush();
      stack_.begin_row(element.parent() && element.parent().is(Name::kThead));
      return true;
    case Name::kTd:
    case Name::kTh: enter_cell(element); return true;
    case Name::kCaption: return stack_.in_table() && open(Hold::kCaption);
    default: break;
  }
  if (is_figure(element)) return open(Hold::kFigure);
  return is_figure_caption(element) && stack_.top() == Hold::kFigure && open(Hold::kCaption);
}

void Converter::enter_list(Node element) {
  const bool ordered = element.is(Name::kOl);
  open(Hold::kBlock, {.kind = Kind::kList, .ordered = ordered, .start = ordered ? list_start(element) : 1});
}

void Converter::enter_item(Node element) {
  if (stack_.top_kind() != Kind::kList && !open(Hold::kBlock, {.kind = Kind::kList})) return;
  Block item{.kind = Kind::kListItem};
  bool checked = false;
  if (has_checkbox(element, checked)) item.checked = checked;
  open(Hold::kBlock, std::move(item));
}

void Converter::enter_table(Node table) {
  flush();
  if (!tables_.contains(table.index())) survey_tables(table, tables_);
  if (is_layout(table, tables_[table.index()])) return;
  open(Hold::kTable, {.source = {table.source().begin, table.source().end}, .keep = 0});
}

void Converter::enter_cell(Node cell) {
  flush();
  if (!stack_.in_table()) return;
  TableCell made{.column_span = span_of(cell, Name::kColspan),
                 .row_span = span_of(cell, Name::kRowspan),
                 .is_header = cell.is(Name::kTh)};
  if (stack_.open_cell(std::move(made), alignment_of(cell), skipped_)) ++frames_.back().closes;
}

// A caption by its class only: it goes to the picture directly before it.
void Converter::adopt_caption(const Frame& frame) {
  std::vector<Block>& blocks = stack_.contents();
  if (frame.blocks_before == 0 || blocks.size() <= frame.blocks_before || blocks.size() > frame.blocks_before + 2)
    return;
  const auto first = blocks.begin() + static_cast<std::ptrdiff_t>(frame.blocks_before);
  Block& picture = *(first - 1);
  if (picture.kind != Kind::kFigure || !picture.children.empty()) return;
  if (!std::all_of(first, blocks.end(), [](const Block& block) { return block.kind == Kind::kParagraph; })) return;
  std::move(first, blocks.end(), std::back_inserter(picture.children));
  blocks.erase(first, blocks.end());
}

// ---- inline elements ----

void Converter::enter_inline(Node element) {
  if (element.name() == Name::kCode || element.name() == Name::kKbd || element.name() == Name::kSamp ||
      element.name() == Name::kTt) {
    style_.code = true;
  } else if (element.name() == Name::kQ && takes_text_of(element)) {
    line_.add_exact("“", style_);
    frames_.back().after = "”";
  } else if (element.name() == Name::kRt && takes_text_of(element)) {
    line_.add_exact("(", style_);
    frames_.back().after = ")";
  } else if (element.name() == Name::kA) {
    const std::string_view href = value_of(element, Name::kHref);
    std::string url = resolve_link(href, base_);
    // A heading that links to itself is a heading.
    if (url.empty() || (leaf_ == Leaf::kHeading && trimmed(href).starts_with('#'))) return;
    links_.push_back({std::move(url), std::string(value_of(element, Name::kTitle))});
    style_.link = &links_.back();
  }
}

bool Converter::enter_link(Node link) {
  if (footnotes_.empty() && leaf_ != Leaf::kHeading) return false;
  if (const auto reference = footnotes_.references.find(link.index()); reference != footnotes_.references.end()) {
    return enter_reference(link, reference->second);
  }
  if (notes_open_ > 0 && footnotes_.back_links.contains(link.index())) return true;
  if (leaf_ != Leaf::kHeading || !value_of(link, Name::kHref).contains('#')) return false;
  const std::string text = short_text(link, 60);
  if (has_any_class(link,
                    {"headerlink", "anchor-link", "header-anchor", "hash-link", "heading-anchor", "anchorjs-link"})) {
    return text.size() <= 4 || starts_ignoring_case(text, "permalink") || starts_ignoring_case(text, "direct link") ||
           starts_ignoring_case(text, "link to");
  }
  return text == "#" || text == "¶" || text == "§" || text == "🔗" || text == "∞" || text == "##";
}

bool Converter::enter_reference(Node link, std::uint32_t number) {
  if (!takes_text_of(link)) return false;
  saw(link.source(), last_keep_);
  swallow_bracket_ = line_.cut_tail("[") || line_.cut_tail("［") || line_.cut_tail("〔");
  line_.add_span({.kind = Span::Kind::kFootnote, .text = footnotes_.labels[number]}, {});
  return true;
}

// ---- blocks ----

bool Converter::open(Hold hold, Block block) {
  flush();
  if (!stack_.open(hold, std::move(block))) return false;
  ++frames_.back().closes;
  return true;
}

void Converter::edge() {
  if (leaf_ == Leaf::kParagraph) {
    flush();
  } else {
    line_.add_space();
  }
}

void Converter::flush() {
  std::vector<Span> spans = line_.take();
  const ByteRange source = std::exchange(line_source_, {});
  const float keep = std::exchange(line_keep_, 0.0F);
  swallow_bracket_ = false;
  if (spans.empty()) return;
  Block block{.source = source, .keep = keep};
  if (only_images(spans)) {
    block.kind = Kind::kFigure;
    std::erase_if(spans, [](const Span& span) { return span.kind != Span::Kind::kImage; });
  } else if (leaf_ == Leaf::kHeading) {
    block.kind = Kind::kHeading;
    block.level = level_;
  } else if (leaf_ == Leaf::kTerm) {
    block.kind = Kind::kTerm;
  }
  block.spans = std::move(spans);
  add_block(std::move(block));
}

void Converter::add_block(Block block) {
  last_keep_ = block.keep;
  stack_.add(std::move(block));
}

void Converter::saw(html::SourceRange range, float keep) {
  line_source_ = joined(line_source_, {range.begin, range.end});
  line_keep_ = std::max(line_keep_, keep);
}

float Converter::surety(Node node) const {
  if (!selection_) return 1.0F;
  for (Node inner = node; inner; inner = inner.next_in_preorder(node)) {
    if (inner.is_text() && selection_->has_text(inner.index())) return selection_->keep(inner.index());
  }
  return last_keep_;
}

}  // namespace pressmark::extract
