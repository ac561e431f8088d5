#include "convert_describe.h"

#include "extract/blocks.h"
#include "pressmark/html.h"
#include "support/data.h"

namespace pressmark::testing {
namespace {

std::string marks_of(std::uint16_t marks) {
  const std::pair<Mark, const char*> names[] = {{kStrong, "strong"},   {kEmphasis, "em"},   {kStrike, "del"},
                                                {kSuperscript, "sup"}, {kSubscript, "sub"}, {kHighlighted, "mark"},
                                                {kInserted, "ins"}};
  std::string out;
  for (const auto& [mark, name] : names) {
    if (!(marks & mark)) continue;
    if (!out.empty()) out += ' ';
    out += name;
  }
  return out;
}

std::string content_of(const Span& span) {
  switch (span.kind) {
    case Span::Kind::kText: return span.text;
    case Span::Kind::kCode: return "`" + span.text + "`";
    case Span::Kind::kMath: return "$" + span.text + "$";
    case Span::Kind::kImage: return "!{" + span.text + " @ " + span.source + "}";
    case Span::Kind::kLineBreak: return " / ";
    case Span::Kind::kFootnote: return "[^" + span.text + "]";
  }
  return {};
}

std::string row_of(const std::vector<Span>& spans) {
  std::string out;
  for (const Span& span : spans) {
    const std::string marks = marks_of(span.marks);
    if (marks.empty() && span.link.empty()) {
      out += content_of(span);
      continue;
    }
    out += "{" + (marks.empty() ? "" : marks + ":") + content_of(span) + (span.link.empty() ? "" : " -> " + span.link) +
           "}";
  }
  return out;
}

void describe_table(const Table& table, const std::string& indent, std::string& out) {
  out += " header=" + std::to_string(table.header_rows);
  if (!table.columns.empty()) out += " align=";
  for (const Table::Align align : table.columns) out += "-lcr"[static_cast<int>(align)];
  out += "\n";
  if (!table.caption.empty()) out += indent + "  caption " + row_of(table.caption) + "\n";
  for (const auto& row : table.rows) {
    out += indent + "  |";
    for (const TableCell& cell : row) {
      out += " " + row_of(cell.spans);
      if (cell.column_span > 1 || cell.row_span > 1) {
        out += " <" + std::to_string(cell.column_span) + "x" + std::to_string(cell.row_span) + ">";
      }
      out += " |";
    }
    out += "\n";
  }
}

void describe_into(const std::vector<Block>& blocks, const std::string& indent, std::string& out) {
  for (const Block& block : blocks) {
    out += indent;
    switch (block.kind) {
      case Block::Kind::kParagraph: out += "p"; break;
      case Block::Kind::kHeading: out += "h" + std::to_string(block.level); break;
      case Block::Kind::kList: out += block.ordered ? "ol " + std::to_string(block.start) : "ul"; break;
      case Block::Kind::kListItem: out += !block.checked ? "li" : *block.checked ? "li [x]" : "li [ ]"; break;
      case Block::Kind::kQuote: out += "quote"; break;
      case Block::Kind::kCode: out += "code"; break;
      case Block::Kind::kMath: out += "math " + block.text; break;
      case Block::Kind::kTable: out += "table"; break;
      case Block::Kind::kFigure: out += "figure"; break;
      case Block::Kind::kEmbed: out += "embed"; break;
      case Block::Kind::kRule: out += "rule"; break;
      case Block::Kind::kDefinitionList: out += "dl"; break;
      case Block::Kind::kTerm: out += "dt"; break;
      case Block::Kind::kDefinition: out += "dd"; break;
      case Block::Kind::kFootnote: out += "note " + block.text; break;
      case Block::Kind::kPost: out += "post " + block.author + " @ " + block.date; break;
    }
    if (!block.language.empty()) out += " " + block.language;
    if (!block.rating.empty()) out += " " + block.rating;
    if (block.table) {
      describe_table(*block.table, indent, out);
      continue;
    }
    if (!block.spans.empty()) out += " " + row_of(block.spans);
    out += "\n";
    if (block.kind == Block::Kind::kCode) {
      for (std::size_t at = 0; at <= block.text.size();) {
        const std::size_t end = std::min(block.text.find('\n', at), block.text.size());
        out += indent + "  |" + block.text.substr(at, end - at) + "\n";
        at = end + 1;
      }
    }
    describe_into(block.children, indent + "  ", out);
  }
}

}  // namespace

std::string describe(const std::vector<Block>& blocks) {
  std::string out;
  describe_into(blocks, "", out);
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

std::string converted(std::string_view html, std::string_view base) {
  const ExactCopy copy(html);
  const html::Document page = html::parse(copy.view(), {.contain_noscript_iframe = true});
  return describe(extract::convert_all(page.body(), base));
}

}  // namespace pressmark::testing
