// Furniture: what a page puts around the text, and captures by other tools drag along: buttons' words, dialogs, QR
// prompts, promotion before and after the text, dividers, the title once more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pressmark/article.h"

namespace pressmark::extract {

// ---- what a line says (furniture_phrases.cc) ----
enum class LineKind : std::uint8_t {
  kProse,      // a sentence: the author's
  kCredit,     // who wrote, took, edited it, and where it is from; a caption
  kShort,      // a few words that could be anything
  kPromotion,  // asks to follow, subscribe, scan, click, share
  kInterface,  // words of buttons and dialogs that no author writes
  kWeak,       // words of buttons that could also be a heading: counted only among others
  kMarks       // punctuation alone
};
LineKind kind_of_line(std::string_view text);

// Whether the line is the caption of a picture: it names who took or drew it, or says that it is one.
bool is_caption(std::string_view text);

// Letters and digits only, ASCII in lower case: two lines with the same are the same line to a reader.
std::string bare_letters(std::string_view text);

// ---- the blocks of an article ----
// Takes the title off the start of the blocks, where the page repeats it.
void remove_title(std::vector<Block>& blocks, std::string_view title);

// Takes the furniture off a capture. Prose always stays.
void remove_furniture(std::vector<Block>& blocks, const Metadata& metadata);

}  // namespace pressmark::extract
