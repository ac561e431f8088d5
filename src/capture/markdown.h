// Markdown to HTML, with the way back: which bytes of the Markdown a byte of the HTML came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/article.h"

namespace pressmark::capture {

// [html_begin, html_end) came from [begin, end) of the Markdown.
struct Origin {
  std::uint32_t html_begin, html_end, begin, end;
};

struct MarkdownPage {
  std::string html;
  std::vector<Origin> origins;  // in the order of both
  // Limits that were met: reference definitions taken as text, bare addresses left as text.
  bool without_definitions = false;
  bool without_bare_addresses = false;
};

// CommonMark with GFM tables, strikethrough, task lists, footnotes ("[^1]"), bare URLs and $math$, by md4c. Total.
MarkdownPage html_of_markdown(std::string_view markdown);

// Turns the blocks' byte ranges, which name the HTML, into ranges of the Markdown, `offset` bytes further on.
void restore_ranges(std::vector<Block>& blocks, const std::vector<Origin>& origins, std::uint32_t offset);

}  // namespace pressmark::capture
