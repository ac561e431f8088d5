#include "extract/convert_select.h"

#include <algorithm>

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;
using html::NodeIndex;

// The region holds this share of the kept words.
constexpr double kRegionShare = 0.8;
// A part of the region whose text was left out may still hold a picture when that text is no more than a caption.
constexpr std::uint32_t kMostCaptionWords = 40;

}  // namespace

Selection::Selection(const html::Document& page, const Segmentation& segmentation) : segmentation_(segmentation) {
  const std::size_t nodes = page.node_count();
  place_.resize(nodes, 0);
  kept_.resize(nodes, 0);
  kept_words_.resize(nodes, 0);
  words_.resize(nodes, 0);
  link_words_.resize(nodes, 0);
  barred_.resize(nodes, true);
  order_.reserve(nodes);
  for (Node node = page.root(); node; node = node.next_in_preorder(page.root())) {
    place_[node.index()] = static_cast<std::uint32_t>(order_.size());
    order_.push_back(node.index());
  }
  count(page);
  const Node region = find_region(page);
  if (region) bar(page, region);
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
void Selection::count(const html::Document& page) {
  first_kept_ = end_ = static_cast<std::uint32_t>(order_.size());
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
  for (std::size_t i = order_.size(); i-- > 1;) {
    const NodeIndex node = order_[i];
    if (words_[node] == 0 && kept_[node] == 0) continue;
    const NodeIndex parent = page.node(node).parent().index();
    kept_[parent] += kept_[node];
    kept_words_[parent] += kept_words_[node];
    words_[parent] += words_[node];
    link_words_[parent] += link_words_[node];
  }
}

Node Selection::find_region(const html::Document& page) const {
  Node region = page.root();
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
void Selection::bar(const html::Document& page, Node region) {
  barred_[region.index()] = false;
  for (Node node = region.next_in_preorder(region); node; node = node.next_in_preorder(region)) {
    barred_[node.index()] = barred_[node.parent().index()] || (node.is_element() && is_rejected_part(node));
  }
  // A kept block outside of the region keeps its own pictures.
  for (const TextBlock& block : segmentation_.blocks) {
    if (block.kept) unbar(page, block);
  }
}

// The container, and the inline elements that the block's text stands in.
void Selection::unbar(const html::Document& page, const TextBlock& block) {
  barred_[block.container] = false;
  for (Node node = page.node(block.first); node && barred_[node.index()]; node = node.parent()) {
    barred_[node.index()] = false;
  }
  for (std::uint32_t place = place_[block.first]; place <= place_[block.last]; ++place) barred_[order_[place]] = false;
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
  if (has_own_text) return false;
  const NodeIndex parent = atom.parent() ? atom.parent().index() : atom.index();
  return !barred_[parent] && place_[atom.index()] < end_;
}

}  // namespace pressmark::extract
