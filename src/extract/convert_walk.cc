#include "extract/convert_walk.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/blocks_walk.h"
#include "extract/code.h"
#include "extract/convert_embed.h"
#include "extract/convert_style.h"
#include "extract/image.h"
#include "extract/math.h"
#include "extract/white_space.h"

namespace pressmark::extract {

using html::Name;
using html::Node;
using Hold = BlockStack::Hold;
using Kind = Block::Kind;

namespace {

bool keeps_line_feeds(Node element) {
  if (!contains_ignoring_case(value_of(element, Name::kStyle), "white-space")) return false;
  const std::string_view value = style_of(element, "white-space");
  return ascii::starts_with_ignoring_case(value, "pre") || contains_word(value, "break-spaces");
}

bool is_table_part(Node element) {
  return element.is(Name::kTd) || element.is(Name::kTh) || element.is(Name::kTr) || element.is(Name::kTbody) ||
         element.is(Name::kThead) || element.is(Name::kTfoot);
}

// A form for the reader's address, and the words around it.
bool is_invitation(Node element) {
  constexpr int kMostNodes = 80;
  if (!class_hints<"subscribe", "subscription", "newsletter">(element)) return false;
  bool has_field = false;
  int nodes = 0;
  for (Node node = element; node; node = node.next_in_preorder(element)) {
    if (++nodes > kMostNodes) return false;
    has_field |= node.is(Name::kInput) && (contains_word(value_of(node, Name::kType), "email") ||
                                           contains_word(value_of(node, Name::kName), "email"));
  }
  return has_field;
}

// What the names of invitations and of what stands beside code have in them.
const WordList& parts_left_out() {
  return kWordList<"subscribe", "subscription", "newsletter", "toolbar", "copy", "clipboard", "lang", "language">;
}

// Whether it is a class of something that is_left_out asks for.
bool class_may_be_left_out(std::string_view names) {
  return contains_any_part(names, parts_left_out()) || may_stand_beside_code(names) ||
         contains_any_word(names, kWordList<"sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden",
                                            "mw-editsection", "mw-cite-backlink", "viewcode-link">);
}

// Words that stand over an advertisement, alone in their line.
bool is_ad_label(const std::vector<Span>& spans) {
  constexpr std::array<std::string_view, 20> kLabels = {
      "advertisement", "advertising", "ad",          "ads",     "anzeige", "werbung", "publicité",
      "publicidad",    "pubblicità",  "publicidade", "реклама", "إعلان",   "פרסומת",  "विज्ञापन",
      "โฆษณา",         "广告",        "廣告",        "広告",    "광고",    "reklama"};
  if (spans.size() != 1 || spans.front().kind != Span::Kind::kText) return false;
  const std::string text = ascii::lowercase(spans.front().text);
  return std::ranges::find(kLabels, std::string_view(text)) != kLabels.end();
}

// A button, an element of a name of its own: mostly a box, though it does not end the line.
bool is_inline_box(Node element) { return kind_of(element) == ElementKind::kBlock; }

// A heading is bold by itself: marks that all of it has say nothing.
void unmark_heading(std::vector<Span>& spans) {
  const auto is_bold = [](const Span& span) {
    return span.kind == Span::Kind::kLineBreak || (span.marks & kStrong) != 0 || is_blank(span.text);
  };
  if (!std::ranges::all_of(spans, is_bold)) return;
  for (Span& span : spans) span.marks &= static_cast<std::uint16_t>(~kStrong);
}

// Takes breaks and white space off both ends.
void trim_ends(std::vector<Span>& spans) {
  const auto is_nothing = [](const Span& span) {
    return span.kind == Span::Kind::kLineBreak || (span.kind == Span::Kind::kText && is_blank(span.text));
  };
  while (!spans.empty() && is_nothing(spans.back())) spans.pop_back();
  spans.erase(spans.begin(), std::ranges::find_if_not(spans, is_nothing));
  if (spans.empty()) return;
  std::string& first = spans.front().text;
  std::string& last = spans.back().text;
  if (spans.back().kind == Span::Kind::kText) last.resize(last.find_last_not_of(' ') + 1);
  if (spans.front().kind == Span::Kind::kText) first.erase(0, first.find_first_not_of(' '));
}

}  // namespace

// A long base, or a long link that the parser opens anew in every paragraph, would make a page's square of a page. What
// real pages need is less than twice their size.
Converter::Converter(Node root, const Selection* selection, std::string_view base, const Parts& parts)
    : root_(root),
      selection_(selection),
      base_(base),
      parts_(parts),
      most_address_bytes_(3 * root.document().input().size() + (1U << 20)),
      footnotes_(find_footnotes(root)) {
  line_.limit_links(most_address_bytes_);
  if (selection_) mark_ways_to_notes();
}

// Notes that outweigh the text, as under the offers of shops, are left to the choice among the text.
void Converter::mark_ways_to_notes() {
  constexpr std::uint32_t kShare = 4;  // of the kept words, at most one in four
  std::uint32_t left_out = 0;
  for (const auto& [note, number] : footnotes_.notes) {
    const Node node = root_.document().node(note);
    left_out += selection_->words(node) - selection_->kept_words(node);
  }
  if (left_out * kShare > selection_->kept_words(root_)) return;
  takes_notes_ = true;
  for (const auto& [note, number] : footnotes_.notes) {
    for (Node node = root_.document().node(note); node && ways_to_notes_.insert(node.index()).second;) {
      node = node.parent();
    }
  }
}

bool Converter::is_note_of_ours(Node element) const {
  const auto note = footnotes_.notes.find(element.index());
  return note != footnotes_.notes.end() && referred_notes_.contains(note->second);
}

// A picture comes with its caption, though the caption was not chosen as text.
bool Converter::is_unchosen_caption(Node element) const {
  if (takes_all() || selection_->has_kept_text(element.index()) || !selection_->is_short(element)) return false;
  if (!last_image_ || last_image_key_.empty()) return false;
  if (element.is(Name::kFigcaption)) return stack_.top() == Hold::kFigure;
  return last_image_ == selection_->lead() && class_hints<"caption", "figcaption", "imgcaption", "captions">(element);
}

bool Converter::is_taken_whole(Node element) const {
  if (!element.is_element() || takes_all()) return false;
  if (takes_notes_ && is_note_of_ours(element)) return true;
  const auto is_kept = [&](Node node) { return node && selection_->has_kept_text(node.index()); };
  switch (element.name()) {
    case Name::kSummary: return element.parent().is(Name::kDetails) && is_kept(element.parent());
    case Name::kDl:
    case Name::kOl:
    case Name::kUl: return selection_->is_mostly_kept(element);
    case Name::kBlockquote: return is_post(element) && takes_atom(element);
    default: return false;
  }
}

bool Converter::affords_address(std::size_t size) {
  address_bytes_ += size;
  return address_bytes_ <= most_address_bytes_;
}

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
    std::ranges::sort(notes, {}, [&](const Block& note) { return numbers[note.text]; });
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
  if (left_out_ && (*left_out_)[node.index()]) {
    if (node.is_element() && is_block_level(node)) edge();
    return Step::kPast;
  }
  if (node.is_text()) {
    add_text(node);
    return Step::kPast;
  }
  return node.is_element() ? enter_element(node) : Step::kPast;
}

Converter::Step Converter::enter_element(Node element) {
  // A cell without kept text still has its place in the grid.
  if (element.is(Name::kFigure) && is_embed(element)) {
    add_embed(element);
    return Step::kPast;
  }
  const bool is_unchosen = selection_ && is_unchosen_caption(element);
  const bool is_whole = is_unchosen || (selection_ && is_taken_whole(element));
  if (!takes_all() && !is_whole && selection_->skips(element.index()) && !ways_to_notes_.contains(element.index()) &&
      !(stack_.in_table() && is_table_part(element))) {
    if (is_block_level(element)) edge();
    ++skipped_;
    return Step::kPast;
  }
  switch (math_role(element)) {
    case MathRole::kCopy: return Step::kPast;
    case MathRole::kFormula: add_formula(element); return Step::kPast;
    case MathRole::kNone: break;
  }
  if (element.name_space() != html::Namespace::kHtml) {
    line_.add_edge();  // A drawing stands between the words.
    return Step::kPast;
  }
  if (is_left_out(element)) return Step::kPast;
  if (enter_atom(element)) return Step::kPast;
  if (element.is(Name::kA) && enter_link(element)) return Step::kPast;
  frames_.push_back({.node = element, .style = style_, .leaf = leaf_, .level = level_, .is_whole = is_whole});
  frames_.back().is_unchosen = is_unchosen;
  whole_open_ += is_whole;
  unchosen_open_ += is_unchosen;
  if (keeps_line_feeds(element)) {
    frames_.back().keeps_lines = true;
    ++kept_lines_;
  }
  if (parts_.items != nullptr && parts_.items->contains(element.index())) enter_card();
  const bool is_written = parts_.posts != nullptr && parts_.posts->at(element.index()) != nullptr;
  if (is_written || is_block_level(element)) {
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
  } else if (frame.node.is_element() && is_inline_box(frame.node)) {
    line_.add_edge();
  }
  for (int i = 0; i < frame.closes; ++i) stack_.close(skipped_);
  if (frame.is_card) join_cards();
  if (frame.is_note) --notes_open_;
  if (frame.is_whole) --whole_open_;
  if (frame.is_unchosen) --unchosen_open_;
  if (frame.keeps_lines) --kept_lines_;
  if (frame.is_caption) adopt_caption(frame);
  style_ = frame.style;
  leaf_ = frame.leaf;
  level_ = frame.level;
}

// ---- what is left out ----

bool Converter::takes_text_of(Node element) const {
  if (takes_all()) return true;
  for (Node node = element; node; node = node.next_in_preorder(element)) {
    if (node.is_text() && selection_->has_text(node.index())) return true;
  }
  return false;
}

// What its name and attributes do not rule out at once.
bool Converter::may_be_left_out(Node element) {
  bool may_be = element.is(Name::kDialog) || element.is(Name::kButton) || element.is(Name::kPre);
  element.visit_attributes([&](Name attribute, std::string_view value) {
    switch (attribute) {
      case Name::kHidden:
      case Name::kStyle: may_be = true; break;
      case Name::kClass: may_be = may_be || (!value.empty() && classes_.of(value, class_may_be_left_out)); break;
      case Name::kId: may_be = may_be || contains_any_part(value, parts_left_out()); break;
      default: break;
    }
  });
  return may_be;
}

bool Converter::is_left_out(Node element) {
  if (is_never_shown(element)) return true;
  if (!may_be_left_out(element)) return false;
  const bool is_kept = selection_ && selection_->has_kept_text(element.index());
  if (is_hidden(element) && !is_kept) return true;
  if (element.is(Name::kButton)) {
    if (class_hints<"copy", "clipboard">(element)) return true;
    return !selection_ && leaf_ == Leaf::kParagraph;  // A heading may be a button that opens what follows.
  }
  if (has_any_class<"mw-editsection", "mw-cite-backlink", "viewcode-link">(element)) return true;
  if (is_invitation(element)) return true;
  return (element.is(Name::kPre) && is_code_chrome(element)) || is_beside_code_chrome(element);
}

// ---- inline elements ----

void Converter::enter_inline(Node element) {
  if (is_inline_box(element)) line_.add_edge();
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
    const std::string_view title = value_of(element, Name::kTitle);
    if (!affords_address(href.size() + title.size() + base_.size())) return;
    std::string url = resolve_link(href, base_);
    // A heading that links to itself is a heading.
    if (url.empty() || (leaf_ == Leaf::kHeading && trimmed(href).starts_with('#'))) return;
    links_.push_back({std::move(url), std::string(title)});
    style_.link = &links_.back();
  }
}

bool Converter::enter_link(Node link) {
  if (footnotes_.empty() && leaf_ == Leaf::kParagraph) return false;
  if (const auto reference = footnotes_.references.find(link.index()); reference != footnotes_.references.end()) {
    return enter_reference(link, reference->second);
  }
  if (notes_open_ > 0 && footnotes_.back_links.contains(link.index())) return true;
  if (leaf_ == Leaf::kParagraph || !value_of(link, Name::kHref).contains('#')) return false;
  const std::string text = short_text(link, 60);
  if (has_any_class<"headerlink", "anchor-link", "header-anchor", "hash-link", "heading-anchor", "anchorjs-link">(
          link)) {
    return text.size() <= 4 || ascii::starts_with_ignoring_case(text, "permalink") ||
           ascii::starts_with_ignoring_case(text, "direct link") || ascii::starts_with_ignoring_case(text, "link to");
  }
  return text == "#" || text == "¶" || text == "§" || text == "🔗" || text == "∞" || text == "##";
}

bool Converter::enter_reference(Node link, std::uint32_t number) {
  if (!takes_text_of(link)) return false;
  saw(link.source(), last_keep_);
  referred_notes_.insert(number);
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
  spans = with_formulas(std::move(spans), source, keep);
  add_line(std::move(spans), source, keep);
}

void Converter::add_line(std::vector<Span> spans, ByteRange source, float keep) {
  if (spans.empty()) return;
  if (selection_ && leaf_ == Leaf::kParagraph && !stack_.in_cell() && is_ad_label(spans)) return;
  Block block{.source = source, .keep = keep};
  if (only_images(spans)) {
    block.kind = Kind::kFigure;
    std::erase_if(spans, [](const Span& span) { return span.kind != Span::Kind::kImage; });
  } else if (leaf_ == Leaf::kHeading) {
    block.kind = Kind::kHeading;
    block.level = level_;
    unmark_heading(spans);
  } else if (leaf_ == Leaf::kTerm) {
    block.kind = Kind::kTerm;
  }
  block.spans = std::move(spans);
  add_block(std::move(block));
}

std::vector<Span> Converter::with_formulas(std::vector<Span> spans, ByteRange source, float keep) {
  const auto may_have = [](const Span& span) { return span.kind == Span::Kind::kText && may_hold_tex(span.text); };
  if (std::ranges::none_of(spans, may_have)) return spans;
  if (!prose_tex_) {
    Node page = root_;  // The scripts may stand outside of what is converted.
    while (page.parent()) page = page.parent();
    prose_tex_ = prose_tex(page);
  }
  if (*prose_tex_ == ProseTex::kNone) return spans;
  std::vector<Span> line;
  for (ProsePiece& piece : parted_by_formulas(std::move(spans), *prose_tex_)) {
    if (!piece.display || leaf_ != Leaf::kParagraph) {
      line.push_back(std::move(piece.span));
      continue;
    }
    trim_ends(line);
    add_line(std::exchange(line, {}), source, keep);
    add_block({.kind = Kind::kMath, .text = std::move(piece.span.text), .source = source, .keep = keep});
  }
  trim_ends(line);
  return line;
}

void Converter::add_block(Block block) {
  if (unchosen_open_ == 0) last_keep_ = block.keep;
  stack_.add(std::move(block));
}

void Converter::saw(html::SourceRange range, float keep) {
  line_source_ = joined(line_source_, {range.begin, range.end});
  if (unchosen_open_ == 0) line_keep_ = std::max(line_keep_, keep);
}

float Converter::surety(Node node) const {
  if (!selection_) return 1.0F;
  for (Node inner = node; inner; inner = inner.next_in_preorder(node)) {
    if (inner.is_text() && selection_->has_text(inner.index())) return selection_->keep(inner.index());
  }
  return last_keep_;
}

}  // namespace pressmark::extract
