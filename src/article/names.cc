#include "article/names.h"

namespace pressmark {

std::string_view name_of(Span::Kind kind) {
  switch (kind) {
    case Span::Kind::kText: return "text";
    case Span::Kind::kCode: return "code";
    case Span::Kind::kMath: return "math";
    case Span::Kind::kImage: return "image";
    case Span::Kind::kLineBreak: return "line_break";
    case Span::Kind::kFootnote: return "footnote";
  }
  return "";
}

std::string_view name_of(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::kParagraph: return "paragraph";
    case Block::Kind::kHeading: return "heading";
    case Block::Kind::kList: return "list";
    case Block::Kind::kListItem: return "list_item";
    case Block::Kind::kQuote: return "quote";
    case Block::Kind::kCode: return "code";
    case Block::Kind::kMath: return "math";
    case Block::Kind::kTable: return "table";
    case Block::Kind::kFigure: return "figure";
    case Block::Kind::kEmbed: return "embed";
    case Block::Kind::kRule: return "rule";
    case Block::Kind::kDefinitionList: return "definition_list";
    case Block::Kind::kTerm: return "term";
    case Block::Kind::kDefinition: return "definition";
    case Block::Kind::kPost: return "post";
    case Block::Kind::kFootnote: return "footnote";
  }
  return "";
}

std::string_view name_of(Table::Align align) {
  switch (align) {
    case Table::Align::kNone: return "none";
    case Table::Align::kLeft: return "left";
    case Table::Align::kCenter: return "center";
    case Table::Align::kRight: return "right";
  }
  return "";
}

}  // namespace pressmark
