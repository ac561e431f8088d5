// An Article as Markdown, plain text or HTML. Total and deterministic; linear in the size of the Article.
#pragma once

#include <cstdint>
#include <string>

#include "pressmark/article.h"

namespace pressmark::render {

enum class FrontMatter : std::uint8_t { kInclude, kOmit };

// CommonMark with GFM tables, strikethrough, task lists and footnotes; math as $ and $$; never raw HTML. Front matter (YAML) has title,
// url, source, date, fetch_date in that order, then the others; then one H1 (the title) and the body. LF at the end.
std::string markdown(const Article& article, FrontMatter front_matter = FrontMatter::kInclude);

// The kept blocks only, one a line; a table row is a line, its cells split by a tab; no title in front, no picture alts, no
// captions that are here only with their picture (Block::keep 0), no URLs.
std::string text(const Article& article);

// A whole page of sanitised HTML: made from the blocks alone by an allow-list, no script, style or handler of the page's.
std::string html(const Article& article);

// The same as XHTML, a chapter of an EPUB 3.3 beside a "style.css": its links are absolute, and notes are marked as such.
// Pictures must lead to files of the book.
std::string xhtml(const Article& article);

}  // namespace pressmark::render
