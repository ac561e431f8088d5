// The inline content of a block, made fit for Markdown: the step between spans and characters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pressmark/article.h"
#include "render/characters.h"

namespace pressmark::render {

// A piece of inline content whose beginning and end Markdown sees as one character each.
struct Atom {
  enum class Kind : std::uint8_t { kText, kCode, kMath, kImage, kFootnote, kBreak, kLink };
  Kind kind = Kind::kText;
  std::uint16_t marks = kNoMarks;  // of kStrong, kEmphasis, kStrike
  std::string text{};              // text, code, TeX, alternative text, or the footnote's label in Markdown
  std::string target{};            // kLink, kImage: a safe address
  std::string title{};
  std::vector<Atom> children{};  // kLink
};

inline constexpr std::uint16_t kStarMarks = kStrong | kEmphasis;

// The Markdown label of each footnote that has a definition.
using FootnoteLabels = std::unordered_map<std::string_view, std::string>;

// Where the inline content stands.
enum class Place : std::uint8_t {
  kLines,  // a paragraph: its line breaks are kept
  kLine,   // a heading: they are spaces
  kCell    // a table cell: they are too, and '|' needs an escape
};

// A table cell is split at "|" before anything else is read, and "\|" is the only escape for it, in code too: what has
// a backslash before a "|" can't be code there, and is text.
bool is_code_for_cell(std::string_view code);

// The atoms of spans: neighbours that are alike are joined, unsafe links and empty pieces are gone, white space is
// outside of links and marks, marks nest, and every mark begins and ends where its delimiters can open and close.
std::vector<Atom> atoms_of(const std::vector<Span>& spans, const FootnoteLabels& labels, Place place);

// The class of the first and of the last character that Markdown shows for the atom.
Class first_class(const Atom& atom);
Class last_class(const Atom& atom);

}  // namespace pressmark::render
