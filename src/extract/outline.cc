#include "extract/outline.h"

#include "extract/convert_style.h"
#include "extract/metadata_facts.h"
#include "extract/remembered.h"
#include "extract/white_space.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

using ClassSigns = Remembered<std::uint32_t>;

// Reads an element's attributes in one pass.
void read_attributes(Node element, ClassSigns& classes, OutlineItem& item) {
  std::uint32_t says = 0, traits = item.traits;
  element.visit_attributes([&](Name attribute, std::string_view value) {
    switch (attribute) {
      case Name::kClass:
        if (!value.empty()) says |= classes.of(value, signs_of_class);
        break;
      case Name::kId:
        if (!value.empty()) says |= signs_of_id(value);
        break;
      case Name::kItemprop: traits |= kHasItemprop; break;
      case Name::kItemtype: traits |= kHasItemtype; break;
      case Name::kProperty: traits |= kHasProperty; break;
      case Name::kRel: traits |= kHasRel; break;
      case Name::kRole: traits |= kHasRole; break;
      case Name::kDatetime: traits |= kHasDatetime; break;
      default: break;
    }
  });
  item.says = says;
  item.traits = static_cast<std::uint8_t>(traits);
}

}  // namespace

Outline::Outline(const html::Document& page) : page_(&page) {
  items_.reserve(page.node_count());
  ClassSigns classes;
  const Node root = page.root();
  items_.push_back({.node = root.index()});
  std::uint32_t parent = 0;
  for (Node node = root.first_child(); node;) {
    const bool is_element = node.is_element(), is_text = node.is_text();
    if (is_text) {
      add(node, parent);
      close(static_cast<std::uint32_t>(items_.size() - 1));
      if (is_blank(node.text())) items_.back().traits = kIsBlankText;
    } else if (is_element) {
      add(node, parent);
      OutlineItem& item = items_.back();
      item.traits = kIsElement;
      if (node.name_space() == html::Namespace::kHtml) item.name = node.name();
      read_attributes(node, classes, item);
      if (item.name >= Name::kFirstDynamic) item.says |= signs_of_id(node.local_name()) & kPostName;
      if (const Node child = node.first_child()) {
        parent = static_cast<std::uint32_t>(items_.size() - 1);
        node = child;
        continue;
      }
      close(static_cast<std::uint32_t>(items_.size() - 1));
    }
    Node next = node.next_sibling();
    while (!next && parent != 0) {
      close(parent);
      next = page.node(items_[parent].node).next_sibling();
      parent = items_[parent].parent;
    }
    node = next;
  }
  close(0);
}

void Outline::add(Node node, std::uint32_t parent) { items_.push_back({.node = node.index(), .parent = parent}); }

int heading_level(const Outline& outline, const OutlineItem& item) {
  const int level = heading_level(item.name);
  return level == 0 && item.has(kHasRole) ? heading_level(outline.node(item)) : level;
}

}  // namespace pressmark::extract
