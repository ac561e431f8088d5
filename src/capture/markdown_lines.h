// The lines of a Markdown text as what is marked in it before md4c reads it sees them.
#pragma once

#include <algorithm>
#include <string_view>

namespace pressmark::capture {

// How many backticks or tildes the line begins with as a fence of code, 0 where it is none.
std::size_t fence_size(std::string_view line);

// Calls `visit(line, offset)` for every line outside of fenced code.
template <class Visit>
void for_each_line(std::string_view text, const Visit& visit) {
  std::string_view fence;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::string_view inner = line.substr(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t size = fence_size(inner);
    if (!fence.empty()) {
      const std::size_t behind = std::min(inner.find_first_not_of(fence[0]), inner.size());
      const bool closes = behind >= fence.size() && inner.find_first_not_of(" \t\r", behind) == std::string_view::npos;
      if (closes) fence = {};
    } else if (size > 0) {
      fence = inner.substr(0, size);
    } else {
      visit(line, at);
    }
    at = end + 1;
  }
}

// Where the line goes on behind white space and the marks of quotes.
inline std::size_t content_start(std::string_view line) {
  return std::min(line.find_first_not_of(" \t>\r"), line.size());
}

// Whether a list item or a heading begins at `start`, where the line's content does.
bool begins_block(std::string_view line, std::size_t start);

}  // namespace pressmark::capture
