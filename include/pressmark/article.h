// What an author wrote, as plain data: metadata and blocks. Knows no HTML and no Markdown; owns its JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

namespace pressmark {

// Styles of a run of text; several may hold at once.
enum Mark : std::uint16_t {
  kNoMarks = 0,
  kStrong = 1 << 0,
  kEmphasis = 1 << 1,
  kStrike = 1 << 2,
  kSuperscript = 1 << 3,
  kSubscript = 1 << 4,
  kHighlighted = 1 << 5,  // <mark>
  kInserted = 1 << 6,     // <ins>, <u>
};

// A piece of inline content. A paragraph is a flat row of these; nesting is said by marks and link alone.
struct Span {
  enum class Kind : std::uint8_t {
    kText,          // text
    kCode,          // text: inline code, white space exact
    kMath,          // text: TeX
    kImage,         // text: alternative text; source: absolute URL
    kLineBreak,
    kFootnote       // text: the label of a Block::Kind::kFootnote of this article
  };
  Kind kind = Kind::kText;
  std::uint16_t marks = kNoMarks;  // of Mark
  std::string text{};
  std::string link{};    // absolute URL that the span links to; "" when none. Neighbours with the same link are one link.
  std::string source{};  // kImage: absolute URL of the picture
  std::string title{};   // kImage: its title attribute; else the link's
  friend bool operator==(const Span&, const Span&) = default;
};

struct Block;

struct TableCell {
  std::vector<Span> spans{};     // Blocks in a cell are joined by line breaks.
  std::uint16_t column_span = 1;
  std::uint16_t row_span = 1;
  bool is_header = false;
};

struct Table {
  enum class Align : std::uint8_t { kNone, kLeft, kCenter, kRight };
  std::vector<std::vector<TableCell>> rows{};  // As written: a spanning cell stands once, in its first row and column.
  std::uint16_t header_rows = 0;
  std::vector<Align> columns{};                // by grid column; may be shorter than the grid
  std::vector<Span> caption{};
};

// A byte range [begin, end) of the decoded text of the page (the Markdown, for a Markdown capture).
struct ByteRange {
  std::uint32_t begin = 0, end = 0;
  friend bool operator==(ByteRange, ByteRange) = default;
};

struct Block {
  enum class Kind : std::uint8_t {
    kParagraph,       // spans
    kHeading,         // spans, level 1..6
    kList,            // children: kListItem
    kListItem,        // children: blocks
    kQuote,           // children: blocks
    kCode,            // text, language
    kMath,            // text: TeX, display style
    kTable,           // table
    kFigure,          // spans: images (and their links); children: the caption's blocks
    kEmbed,           // spans: one titled link to a video, audio, card, map ...; language: what it is ("video", "audio", "card")
    kRule,            // thematic break
    kDefinitionList,  // children: kTerm and kDefinition in order
    kTerm,            // spans
    kDefinition,      // children: blocks
    kPost,            // one person's post of a thread, comment or review: children: blocks; answers to it may be posts among them
    kFootnote         // text: label; children: blocks. Always after all other blocks.
  };
  Kind kind = Kind::kParagraph;
  std::uint8_t level = 0;            // kHeading
  bool ordered = false;              // kList
  std::optional<bool> checked{};     // kListItem of a task list
  std::uint32_t start = 1;           // kList, ordered
  std::string text{};                // kCode, kMath, kFootnote
  std::string language{};            // kCode: its language; kEmbed: its kind
  std::string author{};              // kPost
  std::string date{};                // kPost: when, ISO 8601 as precise as stated, or as the page words it
  std::string rating{};              // kPost, a review: "4/5"
  std::vector<Span> spans{};
  std::vector<Block> children{};     // at most kMaxBlockDepth deep
  std::optional<Table> table{};
  ByteRange source{};
  float keep = 1.0F;                 // how sure the extraction was that this belongs, 0..1; 0 for a caption that is here only with its picture
};

// Blocks nest no deeper than this in an Article; deeper ones are lifted to this depth.
inline constexpr int kMaxBlockDepth = 32;

struct Metadata {
  // Every value is absent ("" or empty) where neither the page nor the caller states it.
  std::string title{};
  std::string url{};            // as given: the caller's, the capture's own, or what the page declares
  std::string canonical{};      // url without tracking
  std::string source{};         // the publishing account or site
  std::string author{};         // several joined by ", "
  std::string date{};           // published: YYYY-MM-DD, the day in the offset that the page states; or the only day that an article shows
  std::string date_time{};      // published, as precise as stated: ISO 8601
  std::string modified{};       // YYYY-MM-DD
  std::string fetch_date{};     // only where it was fetched or the input says so; as said
  std::string language{};       // BCP 47
  std::string description{};
  std::string cover{};          // absolute URL of the lead picture
  std::string license{};
  std::vector<std::string> tags{};
  std::string kind{};           // "article", "forum", "product", "listing" ... where known; else "" (docs/formats/article-json.md)
  std::vector<std::pair<std::string, std::string>> others{};  // further front matter of the input, as it was, in its order
};

struct Article {
  Metadata metadata{};
  std::vector<Block> blocks{};                // The title is in metadata, not repeated here.
  std::vector<Block> comments{};              // kPost: what readers wrote under it, where it was asked for
  std::vector<std::pair<std::string, std::uint64_t>> warnings{};  // what was cut or doubtful, and how often
};

// The visible text of spans: no picture alts, no URLs; a line break is "\n".
std::string plain_text(const std::vector<Span>& spans);

// The Article as one JSON object (docs/formats/article-json.md), UTF-8, LF at the end when pretty.
enum class JsonStyle : std::uint8_t { kPretty, kOneLine };
std::string to_json(const Article& article, JsonStyle style = JsonStyle::kPretty);
// The Article that to_json wrote. What is not known there is skipped, what is missing is as in a new Article. Errors:
// kUnreadable for what is no JSON of an article, or of a later version of the format.
Result<Article> article_from_json(std::string_view text);

// "#:~:text=..." that finds the passage in the live page, or "" where it has too little text.
// https://wicg.github.io/scroll-to-text-fragment/
std::string text_fragment(const Block& block);

// `text` as a JSON string with its quotes. Invalid UTF-8 never leaves: it becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);
// ,"name":"text", without the comma behind a "{".
void append_json_member(std::string& out, std::string_view name, std::string_view text);

}  // namespace pressmark
