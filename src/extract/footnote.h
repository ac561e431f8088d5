// Footnotes: references in the text and the notes that they lead to.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract {

struct Footnotes {
  std::vector<std::string> labels{};  // by number, in the order of the notes' first references
  std::unordered_map<html::NodeIndex, std::uint32_t> references{};  // <a> -> number
  std::unordered_map<html::NodeIndex, std::uint32_t> notes{};       // the element that holds the note -> number
  std::unordered_set<html::NodeIndex> back_links{};                 // <a> that leads from a note to its reference
  bool empty() const { return references.empty(); }
};

// A reference is a link to a later place of the page that looks like one: by its role or class, raised, or by its
// target's name; and its text is a number, a letter, a sign. Linear.
Footnotes find_footnotes(html::Node root);

// Whether the block is a heading that says no more than that notes follow.
bool is_notes_heading(const Block& block);

// Takes the label off the start of a note, where the page wrote it as text: "[1] ", "1. ", "* ".
void cut_label(std::vector<Block>& note, std::string_view label);

// Notes without a reference become paragraphs at the end of `blocks`, the others `blocks`' last ones; references to
// notes that are not there become raised text.
void settle_footnotes(std::vector<Block>& blocks, std::vector<Block> notes);

}  // namespace pressmark::extract
