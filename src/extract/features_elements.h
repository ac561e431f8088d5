// A page's elements in document order, with what each of them holds and stands in.
#pragma once

#include <vector>

#include "extract/blocks.h"
#include "extract/patterns.h"

namespace pressmark::extract {

inline constexpr std::uint32_t kNoElement = 0xffffffff;

struct ElementRecord {
  std::uint32_t parent = kNoElement;
  std::uint32_t depth = 0;
  html::NodeIndex node = html::kNoNode;
  std::uint32_t container = 0;  // itself when block-level, else the block-level element around it
  Places own = 0;               // what its own tag and names make of it
  Places inside = 0;            // that and those of its ancestors
  // In it and its descendants.
  std::uint32_t words = 0, link_words = 0, prose_words = 0, inputs = 0;
  // The next element upward that holds more words; the nearest one, itself included, with 50 and with 250.
  std::uint32_t larger = 0, with_50 = 0, with_250 = 0;
  std::uint32_t inset = kNoElement;  // the table or pre that it is or stands in, the outermost
  bool apart = false;                // in navigation, a footer, dialog or control, by tag or role
};

// A block's place among the elements.
struct BlockElement {
  std::uint32_t element = 0;                       // its container
  Places inside = ~Places{0}, close = ~Places{0};  // as in BlockFeatures
  bool prose = false;
};

struct ElementTable {
  std::vector<ElementRecord> elements;  // the first is the root; parents before their children
  std::vector<BlockElement> blocks;
  std::uint32_t main = 0;                   // the deepest element with 4/5 of the page's prose
  std::uint32_t body = 0;                   // the deepest one with half of it
  std::uint32_t only_article = kNoElement;  // the only article element with text, or where there is none the only main
  std::uint32_t words = 0, prose_words = 0;

  // The linked, and the prose share of an element's words.
  float link_share(std::uint32_t element) const;
  float prose_share(std::uint32_t element) const;
  // By element: how far up from `target` the first element is that holds it too.
  std::vector<std::uint32_t> levels_from(std::uint32_t target) const;
};

ElementTable survey_elements(const html::Document& page, const Segmentation& segmentation);

}  // namespace pressmark::extract
