// The seam of the extraction: a page's text in blocks, each with the probability that its author meant it to be read.
//   segment (DOM -> blocks)  ->  score (blocks -> keep)  ->  choose  ->  convert (DOM and blocks -> Article blocks)

#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "extract/outline.h"
#include "pressmark/article.h"
#include "pressmark/extract.h"
#include "pressmark/html.h"

namespace pressmark::extract {

inline constexpr std::uint32_t kNoBlock = 0xffffffff;

// A run of inline content directly under a block-level element, ended by the next block-level start or end, or
// <br><br>.
struct TextBlock {
  html::NodeIndex container = html::kNoNode;  // the block-level element that it stands directly in
  html::NodeIndex first = html::kNoNode;      // its first and last text node, in document order
  html::NodeIndex last = html::kNoNode;
  std::uint32_t words = 0;  // a run of CJK characters counts half a word a character
  std::uint32_t link_words = 0;
  float keep = 0;  // 0..1
  bool kept = false;
  std::uint32_t wording = 0;  // a number: of two blocks of a page the same where they have the same words
  bool is_part = false;  // of a table, a quote, a listing, a figure or a list of definitions
};

struct Segmentation {
  std::vector<TextBlock> blocks;        // in page order
  std::vector<std::uint32_t> block_of;  // by NodeIndex: the block of a text node, or kNoBlock
};

// Pure white space makes no block; script, style, template, and the like have no text. Linear.
Segmentation segment(const Outline& outline);

class Model;

// Sets keep of every block, by the built-in model or another. `reasons`, when given, gets a list for each block,
// strongest first.
void score(const Outline& outline, const Metadata& metadata, Segmentation& segmentation,
           std::vector<std::vector<std::string>>* reasons = nullptr, const Model* model = nullptr);

struct Choice {
  Lean lean = Lean::kBalanced;
  bool strict = false;  // nothing where nothing reads like an article
  // The page's, as in Metadata; "" while it is unknown. What shops and lists say is harder to tell from what stands
  // around it: what is likely there weighs more.
  std::string_view kind{};
};

// Sets kept from keep, by a rule over the whole page.
void choose(Segmentation& segmentation, const Choice& choice = {});

// Keeps the headings of kept text, where text before them is kept too: they are short, and less sure by themselves.
// Drops one that has no kept text below it.
void keep_headings(const html::Document& page, Segmentation& segmentation);

// Keeps the captions of figures of which other text is kept.
void keep_captions(const html::Document& page, Segmentation& segmentation);

// Keeps the posts of other sites that stand between kept text: who wrote it quoted them.
void keep_quoted_posts(const html::Document& page, Segmentation& segmentation);

struct Posts;

// Elements that become posts, and those that become items of a list.
struct Parts {
  const Posts* posts = nullptr;
  const std::unordered_set<html::NodeIndex>* items = nullptr;
};

// The Article's blocks: the kept text with its structure, and the pictures, code, math, embeds and footnotes that
// belong to it. `base` is the URL that links resolve against (the page's,
// or its <base>); empty when unknown: relative links then stay as they are.
std::vector<Block> convert(const Outline& outline, const Segmentation& segmentation, std::string_view base,
                           const Parts& parts = {});

// Converts everything under `root`, no choosing: for bodies that are known to be content (a platform's article body, a
// converted Markdown file).
std::vector<Block> convert_all(html::Node root, std::string_view base);

// The same, passing over the nodes marked in `left_out` (by NodeIndex) with all that is in them.
std::vector<Block> convert_but(html::Node root, const std::vector<bool>& left_out, std::string_view base);

// What a parser's limit cut off becomes a warning of the article.
void add_warnings(const html::Document& page, Article& article);

}  // namespace pressmark::extract
