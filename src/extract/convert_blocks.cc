// Elements that open blocks: lists, quotes, tables, figures, notes, headings.
#include <algorithm>
#include <iterator>

#include "extract/convert_embed.h"
#include "extract/convert_style.h"
#include "extract/convert_walk.h"
#include "extract/white_space.h"

namespace pressmark::extract {

using html::Name;
using html::Node;
using Hold = BlockStack::Hold;
using Kind = Block::Kind;

namespace {

bool has_checkbox(Node item, bool& checked) {
  Node node = item.next_in_preorder(item);
  for (int steps = 0; node && steps < 4; ++steps, node = node.next_in_preorder(item)) {
    if (node.is_text() && !is_blank(node.text())) return false;
    if (!node.is(Name::kInput)) continue;
    checked = node.has_attribute(Name::kChecked);
    return contains_word(value_of(node, Name::kType), "checkbox");
  }
  return false;
}

bool is_figure(Node element) {
  return element.is(Name::kFigure) || has_any_class<"wp-caption", "image-with-caption", "captioned-image">(element);
}

bool is_figure_caption(Node element) {
  return element.is(Name::kFigcaption) || has_any_class<"wp-caption-text", "wp-caption-dd", "gallery-caption">(element);
}

// At most nine digits, as in Markdown.
std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t number = 0;
  text = trimmed(text);
  if (text.empty() || text.size() > 9) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

std::uint32_t list_start(Node list) { return number_in(value_of(list, Name::kStart)).value_or(1); }

std::uint32_t count_items(Node list) {
  std::uint32_t count = 0;
  for (Node child = list.first_child(); child; child = child.next_sibling()) count += child.is(Name::kLi) ? 1 : 0;
  return count;
}

}  // namespace

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
  if (class_hints<"caption", "figcaption", "imgcaption", "captions">(element)) {
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
  const bool is_written = enter_written(element);
  switch (element.name()) {
    case Name::kUl:
    case Name::kOl:
    case Name::kMenu:
    case Name::kDir:
      frames_.back().holds_posts = holds_posts(element);
      if (frames_.back().holds_posts) return false;
      enter_list(element);
      return true;
    case Name::kLi:
      if (is_written) return true;
      if (frames_.size() > 1 && frames_[frames_.size() - 2].holds_posts) return false;
      enter_item(element);
      return true;
    case Name::kDl: open(Hold::kBlock, {.kind = Kind::kDefinitionList}); return true;
    case Name::kDd:
      if (stack_.top_kind() != Kind::kDefinitionList) return false;
      open(Hold::kBlock, {.kind = Kind::kDefinition});
      return true;
    case Name::kBlockquote:
      if (is_post(element)) return enter_post(element);
      open(Hold::kBlock, {.kind = Kind::kQuote});
      return true;
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
  if (is_written) return true;
  if (is_figure(element)) return open(Hold::kFigure);
  return is_figure_caption(element) && stack_.top() == Hold::kFigure && open(Hold::kCaption);
}

// A post is short and means nothing in parts: its author and date are taken with its text.
bool Converter::enter_post(Node post) {
  open(Hold::kBlock, {.kind = Kind::kQuote});
  if (std::optional<Block> address = post_address(post, affordable_base())) {
    address->source = {post.source().begin, post.source().end};
    address->keep = last_keep_;
    add_block(*std::move(address));
  }
  return true;
}

bool Converter::enter_written(Node element) {
  const Post* post = parts_.posts ? parts_.posts->at(element.index()) : nullptr;
  if (post == nullptr || stack_.in_table()) return false;
  return open(Hold::kBlock, {.kind = Kind::kPost, .author = post->author, .date = post->date, .rating = post->rating});
}

// A list of posts is how the page shows them one under the other.
bool Converter::holds_posts(Node list) const {
  if (!parts_.posts || parts_.posts->all.empty()) return false;
  for (Node item = list.first_child(); item; item = item.next_sibling()) {
    if (parts_.posts->at(item.index())) return true;
    for (Node child = item.first_child(); child; child = child.next_sibling()) {
      if (parts_.posts->at(child.index())) return true;
    }
  }
  return false;
}

void Converter::enter_list(Node element) {
  const bool ordered = element.is(Name::kOl);
  if (ordered) {
    Frame& list = frames_.back();
    list.counts_down = element.has_attribute(Name::kReversed);
    list.next_number = list_start(element);
    if (list.counts_down && !element.has_attribute(Name::kStart)) list.next_number = count_items(element);
  }
  open(Hold::kBlock, {.kind = Kind::kList, .ordered = ordered, .start = ordered ? list_start(element) : 1});
}

void Converter::enter_item(Node element) {
  if (stack_.top_kind() != Kind::kList && !open(Hold::kBlock, {.kind = Kind::kList})) return;
  if (frames_.size() > 1) number_item(element, frames_[frames_.size() - 2]);
  Block item{.kind = Kind::kListItem};
  bool checked = false;
  if (has_checkbox(element, checked)) item.checked = checked;
  open(Hold::kBlock, std::move(item));
}

void Converter::enter_card() {
  if (leaf_ != Leaf::kParagraph || stack_.in_table() || stack_.in_cell()) return;
  flush();
  frames_.back().is_block = true;
  frames_.back().is_card = open(Hold::kBlock, {.kind = Kind::kList}) && open(Hold::kBlock, {.kind = Kind::kListItem});
}

// A card goes to the list of the one before it, where nothing stands between them.
void Converter::join_cards() {
  std::vector<Block>& beside = stack_.contents();
  std::size_t& end = frames_.back().cards_end;
  const bool joins = end > 0 && beside.size() == end + 1 && beside[end].kind == Kind::kList;
  if (joins) {
    Block& list = beside[end - 1];
    list.source = joined(list.source, beside[end].source);
    list.keep = std::max(list.keep, beside[end].keep);
    std::ranges::move(beside[end].children, std::back_inserter(list.children));
    beside.pop_back();
  }
  end = !beside.empty() && beside.back().kind == Kind::kList ? beside.size() : 0;
}

// An Article's list counts up from its start by one: where the page's does not, another list begins.
void Converter::number_item(Node element, Frame& list) {
  if (!list.node.is(Name::kOl)) return;
  const std::string_view value = value_of(element, Name::kValue);
  const bool is_told = list.counts_down || !value.empty();
  if (!value.empty()) list.next_number = number_in(value).value_or(list.next_number);
  const std::int64_t number = list.next_number;
  list.next_number += list.counts_down ? -1 : 1;
  if (!is_told || number < 0 || stack_.top_kind() != Kind::kList || !stack_.top_block().ordered) return;
  const auto start = static_cast<std::uint32_t>(number);
  if (stack_.contents().empty()) {
    stack_.top_block().start = start;
  } else if (stack_.top_block().start + stack_.contents().size() != start) {
    stack_.close(skipped_);
    stack_.open(Hold::kBlock, {.kind = Kind::kList, .ordered = true, .start = start});
  }
}

void Converter::enter_table(Node table) {
  flush();
  if (!tables_.contains(table.index())) survey_tables(table, tables_);
  if (is_layout(table, tables_[table.index()])) return;
  open(Hold::kTable, {.source = {table.source().begin, table.source().end}, .keep = 0});
  if (takes_all() || !selection_->is_mostly_kept(table)) return;
  frames_.back().is_whole = true;
  ++whole_open_;
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

}  // namespace pressmark::extract
