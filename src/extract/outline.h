// A page's elements and texts in document order, found in one walk with one look at each element's attributes. Who
// looks for a few of them goes along an array and asks the tree about those alone.
#pragma once

#include <cstdint>
#include <vector>

#include "pressmark/html.h"

namespace pressmark::extract {

// What is known of an item before the tree is asked: bits.
enum Trait : std::uint8_t {
  kIsElement = 1 << 0,
  kIsBlankText = 1 << 1,
  // Attributes that the element has.
  kHasItemprop = 1 << 2,
  kHasItemtype = 1 << 3,
  kHasProperty = 1 << 4,
  kHasRel = 1 << 5,
  kHasRole = 1 << 6,
  kHasDatetime = 1 << 7
};

struct OutlineItem {
  html::NodeIndex node = html::kNoNode;
  std::uint32_t parent = 0;             // the number of its parent's item
  std::uint32_t end = 0;                // the number of the first item behind its subtree
  html::Name name = html::Name::kNone;  // of an HTML element
  std::uint32_t says = 0;               // what its class and id say: Signature and NameSign
  std::uint8_t traits = 0;

  bool is_element() const { return (traits & kIsElement) != 0; }
  bool has(Trait trait) const { return (traits & trait) != 0; }
};

class Outline {
 public:
  // Linear. Not explicit, so that those who ask one thing of a page need not make an outline of it first. The page must
  // outlive it.
  Outline(const html::Document& page);  // NOLINT(google-explicit-constructor)

  const html::Document& page() const { return *page_; }
  // The page's root is the first; comments, the contents of templates and shadow roots are not there.
  const std::vector<OutlineItem>& items() const { return items_; }
  html::Node node(const OutlineItem& item) const { return page_->node(item.node); }

 private:
  void add(html::Node node, std::uint32_t parent);
  void close(std::uint32_t item) { items_[item].end = static_cast<std::uint32_t>(items_.size()); }

  const html::Document* page_;
  std::vector<OutlineItem> items_{};
};

// Visits the items behind the root in their order: `enter(item)` says whether to go into it; `leave(item)` follows when
// all in it is done, for those that were gone into.
template <class Enter, class Leave>
void walk(const Outline& outline, Enter enter, Leave leave) {
  const std::vector<OutlineItem>& items = outline.items();
  std::uint32_t open = 0;  // what we are in
  for (std::uint32_t at = 1; at < items.size();) {
    for (; items[open].end <= at; open = items[open].parent) leave(items[open]);
    if (enter(items[at])) {
      open = at++;
    } else {
      at = items[at].end;
    }
  }
  for (; open != 0; open = items[open].parent) leave(items[open]);
}

// 1..6, or 0 when it is no heading.
int heading_level(const Outline& outline, const OutlineItem& item);

}  // namespace pressmark::extract
