// An Article as plain text.
#include <algorithm>

#include "pressmark/render.h"
#include "render/characters.h"
#include "render/post.h"
#include "render/visit.h"

namespace pressmark::render {
namespace {

class TextWriter {
 public:
  explicit TextWriter(std::string& out) : out_(out) {}

  void block(const Block& block, int depth) {
    switch (block.kind) {
      case Block::Kind::kCode:
      case Block::Kind::kMath: literal(block.text); break;
      case Block::Kind::kTable:
        if (block.table) table(*block.table);
        break;
      default: paragraph(block.spans); break;
    }
    if (depth >= kDeepestBlock) return;
    for (const Block& child : block.children) {
      // Without its picture, the caption says nothing.
      const bool is_of_picture = block.kind == Block::Kind::kFigure && child.keep == 0;
      if (!is_of_picture) this->block(child, depth + 1);
    }
  }

 private:
  // A line break of the author's is one here.
  void paragraph(const std::vector<Span>& spans) {
    if (spans.empty()) return;
    const std::size_t start = out_.size();
    for (const Span& span : spans) {
      if (span.kind == Span::Kind::kLineBreak) {
        take_piece();
        end_line(start);
      } else {
        append(span);
      }
    }
    take_piece();
    end_line(start);
  }

  void table(const Table& table) {
    for (const auto& row : table.rows) {
      const std::size_t start = out_.size();
      bool is_blank = true;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) out_.push_back('\t');
        for (const Span& span : row[i].spans) append(span);
        is_blank = take_piece() && is_blank;
      }
      if (is_blank) out_.resize(start);
      end_line(start);
    }
    paragraph(table.caption);
  }

  void literal(std::string_view text) {
    const std::size_t start = out_.size();
    append_preformatted(out_, text);
    if (out_.find_first_not_of(" \t\n", start) == std::string::npos) out_.resize(start);
    while (out_.size() > start && out_.back() == '\n') out_.pop_back();
    end_line(start);
  }

  void append(const Span& span) {
    switch (span.kind) {
      case Span::Kind::kText:
      case Span::Kind::kCode:
      case Span::Kind::kMath: piece_ += span.text; break;
      case Span::Kind::kFootnote: piece_.append("[").append(span.text).append("]"); break;
      case Span::Kind::kLineBreak: piece_.push_back(' '); break;
      case Span::Kind::kImage: break;
    }
  }

  // Writes the piece without white space around it. True where there was nothing else.
  bool take_piece() {
    const std::size_t start = out_.size();
    append_collapsed(out_, piece_);
    piece_.clear();
    while (out_.size() > start && out_.back() == ' ') out_.pop_back();
    if (out_.size() > start && out_[start] == ' ') out_.erase(start, 1);
    return out_.size() == start;
  }

  void end_line(std::size_t start) {
    if (out_.size() > start && out_.back() != '\n') out_.push_back('\n');
  }

  std::string& out_;
  std::string piece_{};  // of the line that is being read
};

}  // namespace

std::string text(const Article& article) {
  std::string out;
  TextWriter writer(out);
  for (const Block& block : article.blocks) writer.block(block, 0);
  if (!article.comments.empty()) writer.block(comments_heading(article, 0), 0);
  for (const Block& comment : article.comments) writer.block(comment, 0);
  return out;
}

}  // namespace pressmark::render
