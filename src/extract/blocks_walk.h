// The walk over a page that segmenting and scoring share: which elements break the text into blocks, which hold none.
#pragma once

#include <array>
#include <cstdint>

#include "extract/outline.h"
#include "pressmark/html.h"

namespace pressmark::extract {

enum class ElementKind : std::uint8_t {
  kBlock,   // ends the block before it and starts another; unknown and custom elements too
  kInline,  // part of the block around it
  kBreak,   // br: two of them in a row end the block
  kInput,   // no text, but says that a form is here
  kNoText   // script, style, pictures, players: nothing to read in it
};

// Of HTML's elements, by name; and of those of SVG and MathML.
extern const std::array<ElementKind, static_cast<std::size_t>(html::Name::kFirstDynamic)> kElementKinds;
ElementKind kind_of_foreign(html::Node element);

inline ElementKind kind_of(html::Node element) {
  if (element.name_space() != html::Namespace::kHtml) return kind_of_foreign(element);
  const html::Name name = element.name();
  return name < html::Name::kFirstDynamic ? kElementKinds[static_cast<std::size_t>(name)] : ElementKind::kBlock;
}

inline ElementKind kind_of(const Outline& outline, const OutlineItem& element) {
  if (element.name == html::Name::kNone) return kind_of_foreign(outline.node(element));
  return element.name < html::Name::kFirstDynamic ? kElementKinds[static_cast<std::size_t>(element.name)]
                                                  : ElementKind::kBlock;
}

// Visits `root`'s descendants in document order: `enter(node)` says whether to go into it; `leave(node)` follows when
// its children are done, for those that were gone into. No recursion.
template <class Enter, class Leave>
void walk(html::Node root, Enter enter, Leave leave) {
  html::Node node = root.first_child();
  while (node) {
    if (enter(node)) {
      if (const html::Node child = node.first_child()) {
        node = child;
        continue;
      }
      leave(node);
    }
    html::Node next = node.next_sibling();
    while (!next) {
      node = node.parent();
      if (!node || node == root) return;
      leave(node);
      next = node.next_sibling();
    }
    node = next;
  }
}

}  // namespace pressmark::extract
