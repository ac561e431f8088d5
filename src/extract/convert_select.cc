#include "extract/convert_select.h"

#include <algorithm>

#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;
using html::NodeIndex;

// The region holds this share of the kept words.
constexpr double kRegionShare = 0.8;
// A part of the region whose text was left out may still hold a picture when that text is no more than a caption.
constexpr std::uint32_t kMostCaptionWords = 40;

bool is_article(Node element) {
  return element.is(Name::kArticle) || element.is(Name::kMain) ||
         contains_any_word(value_of(element, Name::kRole), kWordList<"main", "article">);
}

bool is_picture(Node node) {
  return node.is(Name::kImg) ||
         (node.is_element() && node.name() >= Name::kFirstDynamic && node.local_name() == "amp-img");
}

// Whether the boxes between the picture and the article say that it is the article's, and none says otherwise.
bool is_lead(Node picture, Node article) {
  bool is_marked = class_hints<"featured", "hero", "lead", "photo", "cover", "thumbnail">(picture);
  for (Node box = picture.parent(); box && box != article; box = box.parent()) {
    if (box.is(Name::kAside) || box.is(Name::kNav) || box.is(Name::kFooter) || box.is(Name::kForm) ||
        box.is(Name::kLi) || class_hints<"author", "avatar", "related", "ad", "byline", "logo">(box)) {
      return false;
    }
    is_marked = is_marked || box.is(Name::kFigure) || class_hints<"featured", "hero", "lead", "photo">(box);
  }
  return is_marked;
}

}  // namespace

Selection::Selection(const Outline& outline, const Segmentation& segmentation)
    : outline_(outline), segmentation_(segmentation) {
  const std::size_t nodes = outline.page().node_count();
  for (std::vector<std::uint32_t>* const counts : {&place_, &kept_, &kept_words_, &words_, &link_words_}) {
    *counts = std::vector<std::uint32_t>(nodes);
  }
  barred_.resize(nodes, true);
  std::uint32_t place = 0;
  for (const OutlineItem& item : outline.items()) place_[item.node] = place++;
  count();
  const Node region = find_region();
  if (!region) return;
  bar(region);
  open_lead(region);
}

bool Selection::has_text(NodeIndex text) const {
  const std::uint32_t block = text < segmentation_.block_of.size() ? segmentation_.block_of[text] : kNoBlock;
  return block != kNoBlock && segmentation_.blocks[block].kept;
}

float Selection::keep(NodeIndex text) const {
  const std::uint32_t block = text < segmentation_.block_of.size() ? segmentation_.block_of[text] : kNoBlock;
  return block == kNoBlock ? 0.0F : segmentation_.blocks[block].keep;
}

// Sums up the blocks by element, from the last node of the page to the first, so that children come before parents.
void Selection::count() {
  const std::vector<OutlineItem>& items = outline_.items();
  first_kept_ = end_ = static_cast<std::uint32_t>(items.size());
  for (const TextBlock& block : segmentation_.blocks) {
    words_[block.container] += block.words;
    link_words_[block.container] += block.link_words;
    if (!block.kept) continue;
    ++kept_[block.container];
    kept_words_[block.container] += block.words;
    first_kept_ = std::min(first_kept_, place_[block.first]);
    last_kept_ = std::max(last_kept_, place_[block.last]);
  }
  for (const TextBlock& block : segmentation_.blocks) {
    if (!block.kept && place_[block.first] > last_kept_) end_ = std::min(end_, place_[block.first]);
  }
  for (std::size_t i = items.size(); i-- > 1;) {
    const NodeIndex node = items[i].node;
    if (words_[node] == 0 && kept_[node] == 0) continue;
    const NodeIndex parent = items[items[i].parent].node;
    kept_[parent] += kept_[node];
    kept_words_[parent] += kept_words_[node];
    words_[parent] += words_[node];
    link_words_[parent] += link_words_[node];
  }
}

Node Selection::find_region() const {
  Node region = outline_.page().root();
  const double wanted = kRegionShare * kept_words_[region.index()];
  if (kept_[region.index()] == 0) return {};
  while (true) {
    Node inner;
    for (Node child = region.first_child(); child && !inner; child = child.next_sibling()) {
      if (child.is_element() && kept_[child.index()] > 0 && kept_words_[child.index()] >= wanted) inner = child;
    }
    if (!inner) return region;
    region = inner;
  }
}

// Opens the region to pictures, all but the parts that were left out and what lies in them.
void Selection::bar(Node region) {
  const std::vector<OutlineItem>& items = outline_.items();
  const std::uint32_t first = place_[region.index()];
  barred_[region.index()] = false;
  for (std::uint32_t at = first + 1; at < items[first].end; ++at) {
    const OutlineItem& item = items[at];
    barred_[item.node] =
        barred_[items[item.parent].node] || (item.is_element() && is_rejected_part(outline_.node(item)));
  }
  // A kept block outside of the region keeps its own pictures.
  for (const TextBlock& block : segmentation_.blocks) {
    if (block.kept) unbar(block);
  }
}

// The picture over an article stands between its title and its text, in a box of its own: the first one there that is
// marked as such, or stands in a figure.
void Selection::open_lead(Node region) {
  constexpr int kLevels = 6, kMostPictures = 50;
  Node article = region.parent();
  for (int levels = 0; article && article.is_element() && !is_article(article); article = article.parent()) {
    if (++levels == kLevels) return;
  }
  if (!article || !article.is_element()) return;
  int pictures = 0;
  for (Node node = article; node && node != region; node = node.next_in_preorder(article)) {
    if (!is_picture(node)) continue;
    if (++pictures > kMostPictures) return;
    if (!is_lead(node, article)) continue;
    for (Node box = node; box && box != article; box = box.parent()) barred_[box.index()] = false;
    lead_ = node;
    return;
  }
}

// The container, and the inline elements that the block's text stands in.
void Selection::unbar(const TextBlock& block) {
  barred_[block.container] = false;
  for (Node node = outline_.page().node(block.first); node && barred_[node.index()]; node = node.parent()) {
    barred_[node.index()] = false;
  }
  for (std::uint32_t place = place_[block.first]; place <= place_[block.last]; ++place)
    barred_[outline_.items()[place].node] = false;
}

bool Selection::is_rejected_part(Node element) const {
  const NodeIndex index = element.index();
  if (kept_[index] > 0) return false;
  if (element.is(Name::kNav) || element.is(Name::kAside) || element.is(Name::kFooter) || element.is(Name::kForm))
    return true;
  if (words_[index] == 0) return false;
  const bool is_between = (place_[index] > first_kept_ || element.is(Name::kFigure)) && place_[index] < last_kept_;
  return !is_between || words_[index] > kMostCaptionWords || link_words_[index] * 2 >= words_[index];
}

bool Selection::takes(Node atom) const {
  bool has_own_text = false;
  if (!atom.is(Name::kImg)) {
    for (Node node = atom; node; node = node.next_in_preorder(atom)) {
      if (!node.is_text() || node.index() >= segmentation_.block_of.size()) continue;
      if (segmentation_.block_of[node.index()] == kNoBlock) continue;
      if (has_text(node.index())) return true;
      has_own_text = true;
    }
  }
  return !has_own_text && takes_place(atom);
}

bool Selection::is_mostly_kept(Node element) const {
  // A longer list may be one of cards, each with more than was kept of it.
  const std::uint32_t most_words = element.is(Name::kTable) || element.is(Name::kDl) ? 300 : 60;
  const NodeIndex index = element.index();
  // Terms are short, and seldom stand in what is not the author's.
  const bool is_enough =
      element.is(Name::kDl) ? kept_words_[index] * 2 >= words_[index] : kept_words_[index] * 3 >= words_[index] * 2;
  return is_enough && kept_words_[index] < words_[index] && words_[index] <= most_words &&
         link_words_[index] * 2 < words_[index];
}

bool Selection::is_short(Node element) const {
  constexpr std::uint32_t kMostWords = 80;
  const std::uint32_t words = words_[element.index()];
  return words > 0 && words <= kMostWords;
}

bool Selection::takes_place(Node atom) const {
  const NodeIndex parent = atom.parent() ? atom.parent().index() : atom.index();
  return !barred_[parent] && place_[atom.index()] < end_;
}

}  // namespace pressmark::extract
