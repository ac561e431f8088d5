// A page's elements in document order, with what each of them holds and stands in.
#pragma once

#include <vector>

#include "extract/blocks.h"
#include "extract/features_marks.h"
#include "extract/features_text.h"
#include "extract/patterns.h"
#include "extract/token_table.h"

namespace pressmark::extract {

inline constexpr std::uint32_t kNoElement = 0xffffffff;

struct ElementRecord {
  std::uint32_t parent = kNoElement;
  std::uint32_t depth = 0;
  html::NodeIndex node = html::kNoNode;
  std::uint32_t container = 0;  // itself when block-level, else the block-level element around it
  Places inside = 0;            // what its tag and role and those of its ancestors make of it
  Marks marks{};                // of its own tag, role and the like
  TokenSum tokens{};            // what its own names say
  std::uint32_t signature = 0;  // equal for elements with the same tag and class
  std::uint32_t alike = 0;      // children of its parent that have text and its signature, itself included
  // In it and its descendants.
  std::uint32_t words = 0, link_words = 0, prose_words = 0, inputs = 0;
  std::uint32_t blocks = 0, proses = 0, headings = 0, images = 0;
  // The next element upward that holds more words; the nearest one, itself included, with 50 and with 250.
  std::uint32_t larger = 0, with_50 = 0, with_250 = 0;
  bool apart = false;         // in navigation, a footer, dialog or control, by tag or role
  bool is_described = false;  // what follows from attributes is there: of all that hold text
};

// A block's place among the elements.
struct BlockElement {
  std::uint32_t element = 0;  // its container
  std::uint32_t leaf = 0;     // the deepest element with all of its text
  bool in_article = false, in_main = false;
  bool prose = false;        // 12 words or more, most of them not linked, and not apart
  std::uint8_t heading = 0;  // 1..6, 7 for a role; 0: none
  std::uint32_t bold_words = 0;
};

struct ElementTable {
  std::vector<ElementRecord> elements;  // the first is the root; parents before their children
  std::vector<BlockElement> blocks;
  std::vector<BlockText> texts;  // by block
  std::uint32_t main = 0;        // the deepest element with 4/5 of the page's prose
  std::uint32_t body = 0;        // the deepest one with half of it
  std::uint32_t words = 0, prose_words = 0;

  // The linked, and the prose share of an element's words.
  float link_share(std::uint32_t element) const;
  float prose_share(std::uint32_t element) const;
  // By element: how far up from `target` the first element is that holds it too.
  std::vector<std::uint32_t> levels_from(std::uint32_t target) const;
};

struct SurveyOptions {
  TokenTable tokens{};
  std::string_view title{};
  TokenListener* listener = nullptr;
};

ElementTable survey_elements(const Outline& outline, const Segmentation& segmentation,
                             const SurveyOptions& options = {});

}  // namespace pressmark::extract
