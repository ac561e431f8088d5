// What the parts of an Article are called in its JSON.
#pragma once

#include <string_view>
#include <utility>

#include "pressmark/article.h"

namespace pressmark {

// The version of the format; raised when a reader of the old one would misread the new one.
inline constexpr unsigned kFormatVersion = 1;

std::string_view name_of(Span::Kind kind);
std::string_view name_of(Block::Kind kind);
std::string_view name_of(Table::Align align);

inline constexpr std::pair<Mark, std::string_view> kMarkNames[] = {
    {kStrong, "strong"},       {kEmphasis, "emphasis"},     {kStrike, "strike"},    {kSuperscript, "superscript"},
    {kSubscript, "subscript"}, {kHighlighted, "highlight"}, {kInserted, "inserted"}};

// The value of that name among those up to `last`, or `otherwise`.
template <class Enum>
Enum from_name(std::string_view name, Enum last, Enum otherwise) {
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    if (name_of(static_cast<Enum>(value)) == name) return static_cast<Enum>(value);
  }
  return otherwise;
}

}  // namespace pressmark
