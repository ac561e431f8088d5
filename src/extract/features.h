// What the rules know of a page and of each of its blocks. Nothing here judges.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/blocks.h"
#include "extract/patterns.h"

namespace pressmark::extract {

// Prose is a block of 12 words or more, most of them not linked, outside of navigation, footers, dialogs and buttons.
struct BlockFeatures {
  std::uint32_t words = 0;
  float link_share = 0;  // of its words
  bool ends_sentence = false;
  bool names_copyright = false;
  bool is_title = false;               // an h1, or the page's title again
  std::uint32_t repeats = 0;           // blocks of the page that say the same, itself included
  bool leads_elsewhere = false;        // a line like "Related articles"
  bool led_elsewhere = false;          // stands under such a line, with no heading or prose between
  std::uint32_t alike = 0;             // blocks of the page with the same tag and class, within the same tag and class
  int heading = 0;                     // 1..6, 7 for a role; 0: none
  int heading_before = 0;              // level of the last heading before it
  html::Name tag = html::Name::kNone;  // of its container
  Places inside = 0;                   // all of its text stands in these
  Places close = 0;                    // of these, the ones that its element, its parent or grandparent make
  float section_links = 0;   // linked share of the words of the next element around it that holds more than it
  std::uint32_t inputs = 0;  // form fields in the element around that one
  float near_links = 0;      // linked share of the words of the smallest element around it with 50 words
  float near_prose = 0;      // prose share of its words
  float wide_prose = 0;      // prose share of the smallest element around it with 250 words
  std::uint32_t from_main =
      0;  // levels from the page's main part up to the first element that holds this too; 0: in it
  std::uint32_t from_body = 0;   // the same from the body of the text, which is tighter
  bool in_only_article = false;  // in the page's only article element, or where it has none in its only main element
  bool leads_list = false;       // a heading, and the next block is a list's item
  html::NodeIndex inset = html::kNoNode;   // the table or pre around it, the outermost
  html::NodeIndex around = html::kNoNode;  // the next element that holds more words than it, or than its inset
  std::uint32_t words_before = 0;
  float share_before = 0;            // of the page's words
  float prose_left = 0;              // share of the page's prose that comes after it
  std::uint32_t prose_distance = 0;  // blocks to the nearest prose
};

struct PageFeatures {
  float words = 0;
  float prose_share = 0;         // of its words
  float longest_blocks = 0;      // mean words of the five longest
  float body_prose = 0;          // prose share of the smallest element with half of the prose: the body of the text
  float article_words = 0;       // of the only article, see in_only_article
  bool body_is_article = false;  // that stands in an article element or in what is named so
};

struct Features {
  PageFeatures page;
  std::vector<BlockFeatures> blocks;
};

// Three passes over the elements, two over the blocks; linear, but for a sort of the blocks.
Features collect_features(const html::Document& page, const Metadata& metadata, const Segmentation& segmentation);

}  // namespace pressmark::extract
