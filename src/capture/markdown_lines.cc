#include "capture/markdown_lines.h"

namespace pressmark::capture {

std::size_t fence_size(std::string_view line) {
  if (!line.starts_with("```") && !line.starts_with("~~~")) return 0;
  const std::size_t size = std::min(line.find_first_not_of(line[0]), line.size());
  const bool is_code_span = line[0] == '`' && line.find('`', size) != std::string_view::npos;
  return is_code_span ? 0 : size;
}

bool begins_block(std::string_view line, std::size_t start) {
  constexpr std::size_t kMostIndent = 3;
  if (start == line.size() || line.find_first_not_of(' ') > kMostIndent) return false;
  std::string_view content = line.substr(start);
  if (content.front() == '#') content.remove_prefix(std::min(content.find_first_not_of('#'), content.size()) - 1);
  const std::size_t digits = std::min(content.find_first_not_of("0123456789"), content.size());
  if (digits == content.size()) return false;
  const bool marks = digits == 0 ? std::string_view("-+*#").contains(content.front())
                                 : content[digits] == '.' || content[digits] == ')';
  return marks && (digits + 1 == content.size() || content[digits + 1] == ' ');
}

}  // namespace pressmark::capture
