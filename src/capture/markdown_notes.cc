#include "capture/markdown_notes.h"

#include <algorithm>
#include <unordered_set>

#include "capture/markdown_lines.h"

namespace pressmark::capture {
namespace {

constexpr std::size_t kLongestLabel = 64;

// The label that a line defines: "[^1]: ..."
std::string_view defined_label(std::string_view line) {
  const std::size_t start = line.find_first_not_of(' ');
  if (start == std::string_view::npos || start > 3 || !line.substr(start).starts_with("[^")) return {};
  const std::string_view label = label_at(line.substr(start + 1));
  return label.empty() || !line.substr(start + label.size() + 3).starts_with(":") ? std::string_view() : label;
}

}  // namespace

std::string_view label_at(std::string_view text) {
  if (!text.starts_with('^')) return {};
  const std::size_t end = text.substr(0, kLongestLabel).find_first_of(" ]\n\t[");
  return end == std::string_view::npos || end < 2 || text[end] != ']' ? std::string_view() : text.substr(1, end - 1);
}

std::string with_note_marks(std::string_view markdown) {
  std::string marked(markdown);
  std::unordered_set<std::string_view> labels;
  for_each_line(markdown, [&](std::string_view line, std::size_t) {
    if (const std::string_view label = defined_label(line); !label.empty()) labels.insert(label);
  });
  if (labels.empty()) return marked;
  bool in_note = false, after_empty = false;
  for_each_line(markdown, [&](std::string_view line, std::size_t offset) {
    for (std::size_t at = line.find("[^"); at != std::string_view::npos; at = line.find("[^", at + 2)) {
      if (labels.contains(label_at(line.substr(at + 1)))) marked[offset + at] = kNoteMark;
    }
    const bool is_empty = line.find_first_not_of(" \t\r") == std::string_view::npos;
    const bool is_indented = line.starts_with("    ");
    if (!defined_label(line).empty()) {
      in_note = true;
    } else if (in_note && after_empty && is_indented) {
      marked[offset] = kNoteLineMark;
    } else if (after_empty && !is_empty) {
      in_note = false;
    }
    after_empty = is_empty;
  });
  return marked;
}

}  // namespace pressmark::capture
