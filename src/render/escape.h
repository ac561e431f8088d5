// Text as Markdown that reads back as the same text, with a backslash only where it is needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/atoms.h"

namespace pressmark::render {

// Which characters could be markup in this run of inline content: a lone one never is.
struct Hazards {
  bool star = false, underscore = false, tilde = false, backtick = false, dollar = false;
};

// Reads all atoms of a block. Linear.
Hazards hazards_of(const std::vector<Atom>& atoms);

// What stands around a piece of text.
enum class Neighbour : std::uint8_t {
  kNothing,      // the end of the block, or white space
  kClosingMark,  // a closing delimiter, and then nothing
  kBracket,      // "["
  kOther
};

struct TextPlace {
  Hazards hazards{};
  bool brackets_are_markup = false;  // in a link whose text has unmatched brackets
  bool in_brackets = false;          // inside of a link or a picture: no bare URL is one there
  bool bracket_before = false;       // an earlier "[" of the block stands as it is; updated
  bool after_reference = false;      // directly behind "[^1]"
  Neighbour after = Neighbour::kNothing;
};

void append_text(std::string& out, std::string_view text, TextPlace& place);

// Where in the line a backslash must go so that it begins no block: npos where none is needed. `continues`: the line is
// not the first of its paragraph. `begins_item`: it is the first of a list item. `next_lines`: more of the paragraph
// behind it.
struct LineStart {
  bool continues = false;
  bool begins_item = false;
  std::string_view next_lines{};
};
std::size_t line_escape(std::string_view line, LineStart start);

// An address and a title as they stand in "(address "title")".
void append_destination(std::string& out, std::string_view address, std::string_view title);

// "&amp;", "&#1;", "&#x1;" at the beginning of text: its size, or 0.
std::size_t entity_size(std::string_view text);

}  // namespace pressmark::render
