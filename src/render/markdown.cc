// An Article as Markdown. https://spec.commonmark.org/0.31.2/ and https://github.github.com/gfm/
#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/ascii.h"
#include "pressmark/render.h"
#include "render/characters.h"
#include "render/escape.h"
#include "render/front_matter.h"
#include "render/inline.h"
#include "render/line_writer.h"
#include "render/post.h"
#include "render/table_grid.h"
#include "render/visit.h"

namespace pressmark::render {
namespace {

// What hostile input may cost beyond its own size: empty places of tables, and the prefixes of lines in deep nesting.
constexpr std::size_t kSpareCells = 60'000;
constexpr std::size_t kSparePrefixes = 400'000;

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= 40 &&
         std::ranges::all_of(text, [](char c) { return ascii::is_alphanumeric(c) || c == '_' || c == '-'; });
}

// The footnotes that something refers to, by label, each with a label that Markdown can have: its own where possible.
// The others can't be footnotes: a reader of Markdown leaves out what nothing refers to.
FootnoteLabels footnote_labels(const Article& article) {
  std::unordered_set<std::string_view> referred;
  for (const Block& block : article.blocks) {
    for_each_spans(block, [&](const std::vector<Span>& spans) {
      for (const Span& span : spans) {
        if (span.kind == Span::Kind::kFootnote) referred.insert(span.text);
      }
    });
  }
  FootnoteLabels labels;
  std::unordered_set<std::string> taken;
  std::vector<std::string_view> unnamed;
  for (const Block& block : article.blocks) {
    if (block.kind != Block::Kind::kFootnote || !referred.contains(block.text) || labels.contains(block.text)) continue;
    if (is_label(block.text) && taken.insert(ascii::lowercase(block.text)).second) {
      labels.emplace(block.text, block.text);
    } else {
      labels.emplace(block.text, "");
      unnamed.push_back(block.text);
    }
  }
  std::size_t number = 0;
  for (const std::string_view label : unnamed) {
    do ++number;
    while (taken.contains(std::to_string(number)));
    labels[label] = std::to_string(number);
  }
  return labels;
}

// Headings of level 1 are the title's alone: with one in the body, all go one level down.
int heading_shift(const std::vector<Block>& blocks, int depth = 0) {
  if (depth > kDeepestBlock) return 0;
  for (const Block& block : blocks) {
    if (block.kind == Block::Kind::kHeading && block.level <= 1) return 1;
    if (heading_shift(block.children, depth + 1) > 0) return 1;
  }
  return 0;
}

std::size_t line_count(const std::vector<Span>& spans) {
  return 1 + static_cast<std::size_t>(std::ranges::count(spans, Span::Kind::kLineBreak, &Span::kind));
}

// How many bytes the prefixes of the block's lines take where each is `width` wide, at most.
std::size_t prefix_cost(const Block& block, std::size_t width, int depth) {
  if (depth > kDeepestBlock) return 0;
  const std::size_t rows = block.table ? block.table->rows.size() + line_count(block.table->caption) + 3 : 0;
  const auto literal = static_cast<std::size_t>(std::ranges::count(block.text, '\n'));
  std::size_t cost = (line_count(block.spans) + literal + rows + 2) * width;
  std::size_t inner = width;
  if (block.kind == Block::Kind::kEmbed) cost += 2 * line_count(block.spans);
  if (block.kind == Block::Kind::kQuote) inner += 2;
  if (block.kind == Block::Kind::kList) inner += block.ordered ? 11 : 2;
  for (const Block& child : block.children) cost += prefix_cost(child, inner, depth + 1);
  return cost;
}

// What a page takes to say the block, at least: a tag and the text.
std::size_t size_in_page(const Block& block, int depth) {
  constexpr std::size_t kShortestTag = 4;
  std::size_t size = kShortestTag * (1 + block.spans.size()) + block.text.size();
  for (const Span& span : block.spans) size += span.text.size();
  if (depth > kDeepestBlock) return size;
  for (const Block& child : block.children) size += size_in_page(child, depth + 1);
  return size;
}

class MarkdownWriter {
 public:
  MarkdownWriter(std::string& out, const Article& article)
      : lines_(out),
        labels_(footnote_labels(article)),
        heading_shift_(article.metadata.title.empty()
                           ? 0
                           : std::max(heading_shift(article.blocks), heading_shift(article.comments))) {}

  void title(const std::string& text) {
    if (!text.empty()) heading({Span{.text = text}}, 1);
  }

  void body(const std::vector<Block>& all) {
    bool follows_post = false;
    for (const Block& top : all) {
      // Containers of a block whose prefixes would outweigh it are left out, their content stays.
      const std::size_t cost = top.children.empty() ? 0 : prefix_cost(top, 0, 0);
      const std::size_t excess = cost == 0 ? 0 : cost - std::min(cost, 2 * size_in_page(top, 0));
      flat_ = excess > spare_prefixes_;
      if (!flat_) spare_prefixes_ -= excess;
      const bool is_post = top.kind == Block::Kind::kPost;
      if (is_post && follows_post) rule();
      follows_post = is_post;
      block(top, 0);
    }
  }

  void comments(const Article& article) {
    if (article.comments.empty()) return;
    block(comments_heading(article, heading_shift_), 0);
    body(article.comments);
  }

 private:
  void blocks(const std::vector<Block>& all, int depth) {
    if (depth > kDeepestBlock) return;
    for (const Block& one : all) block(one, depth);
  }

  // Who and when, what was written, and the answers behind rules.
  void post(const Block& post, int depth) {
    paragraph(post_line(post));
    if (depth >= kDeepestBlock) return;
    for (const Block& child : post.children) {
      if (child.kind == Block::Kind::kPost) rule();
      block(child, depth + 1);
    }
  }

  void block(const Block& block, int depth) {
    switch (block.kind) {
      case Block::Kind::kParagraph: return paragraph(block.spans);
      case Block::Kind::kEmbed: return flat_ || quotes_ > 0 ? paragraph(block.spans) : embed(block);
      case Block::Kind::kHeading: return heading(block.spans, std::clamp(block.level + heading_shift_, 1, 6));
      case Block::Kind::kList: return flat_ ? flattened(block, depth) : list(block, depth);
      case Block::Kind::kQuote: return flat_ ? blocks(block.children, depth + 1) : quote(block, depth);
      case Block::Kind::kCode: return code(block);
      case Block::Kind::kMath: return math(block.text);
      case Block::Kind::kTable:
        if (block.table) table(*block.table);
        return;
      case Block::Kind::kRule: return rule();
      case Block::Kind::kTerm: return term(block.spans);
      case Block::Kind::kFootnote: return footnote(block, depth);
      case Block::Kind::kFigure: paragraph(block.spans); return blocks(block.children, depth + 1);
      case Block::Kind::kPost: return post(block, depth);
      case Block::Kind::kListItem:
      case Block::Kind::kDefinitionList:
      case Block::Kind::kDefinition: return blocks(block.children, depth + 1);
    }
  }

  void flattened(const Block& list, int depth) {
    for (const Block& item : list.children) blocks(item.children, depth + 2);
  }

  void end_block() {
    lines_.separate();
    last_list_ = 0;
  }

  // Paragraphs and headings.

  void paragraph(const std::vector<Span>& spans) { write_lines(inline_markdown(spans, labels_, Place::kLines)); }

  void term(std::vector<Span> spans) {
    for (Span& span : spans) span.marks |= kStrong;
    paragraph(spans);
  }

  void write_lines(std::string_view text) {
    if (text.empty()) return;
    LineStart start{.begins_item = lines_.begins_container()};
    const std::string_view task = std::exchange(task_, {});
    if (!task.empty()) start.begins_item = false;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (at == 0) start.next_lines = text.substr(end);
      write_line(text.substr(at, end - at), start, at == 0 ? task : std::string_view());
      start = {.continues = true};
      at = end + 1;
    }
    end_block();
  }

  void write_line(std::string_view line, LineStart start, std::string_view before) {
    const std::size_t escape = line_escape(line, start);
    if (before.empty() && escape == std::string_view::npos) return lines_.line(line);
    std::string text(before);
    text.append(line, 0, escape);
    if (escape != std::string_view::npos) text.append("\\").append(line.substr(escape));
    lines_.line(text);
  }

  void heading(const std::vector<Span>& spans, int level) {
    std::string text = inline_markdown(spans, labels_, Place::kLine);
    if (text.empty()) return;
    // A closing sequence of '#' would be no text.
    const std::size_t last = text.find_last_not_of('#');
    if (text.ends_with('#') && (last == std::string::npos || text[last] == ' ')) text.insert(text.size() - 1, 1, '\\');
    lines_.line(std::string(static_cast<std::size_t>(level), '#') + ' ' + text);
    end_block();
  }

  // "---" would make a list item of dashes a rule as a whole, and could open front matter.
  void rule() {
    lines_.line(lines_.begins_container() || lines_.written() == 0 ? "***" : "---");
    end_block();
  }

  // Literal blocks.

  void code(const Block& block) {
    std::string text;
    append_preformatted(text, block.text);
    if (text.ends_with('\n')) text.pop_back();
    std::size_t longest = 2, run = 0;
    for (const char c : text) {
      run = c == '`' ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    lines_.line(fence + language_of(block.language));
    if (!block.text.empty()) write_verbatim(text);
    lines_.line(fence);
    end_block();
  }

  static std::string language_of(std::string_view language) {
    const bool is_word = language.size() <= 40 && std::ranges::all_of(language, [](char c) {
                           return ascii::is_alphanumeric(c) || c == '_' || c == '-' || c == '+' || c == '#' || c == '.';
                         });
    return is_word ? std::string(language) : "";
  }

  void write_verbatim(std::string_view text) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      lines_.line(text.substr(at, end - at));
      at = end + 1;
    }
  }

  // A paragraph to CommonMark, so its lines must begin no other block: four spaces, nothing to TeX, see to that.
  void math(std::string_view given) {
    std::string clean;
    append_preformatted(clean, given);
    std::ranges::replace(clean, '\t', ' ');
    const std::string tex = neutral_tex(clean, {.place = Place::kLines});
    if (tex.find_first_not_of(" \n") == std::string::npos) return;
    lines_.line("$$");
    for (std::size_t at = 0; at < tex.size();) {
      const std::size_t end = std::min(tex.find('\n', at), tex.size());
      std::string_view line = std::string_view(tex).substr(at, end - at);
      line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
      line = line.substr(0, line.find_last_not_of(' ') + 1);
      if (!line.empty()) {
        const bool begins_block = line_escape(line, {.continues = true}) != std::string_view::npos;
        lines_.line(begins_block ? "    " + std::string(line) : std::string(line));
      }
      at = end + 1;
    }
    lines_.line("$$");
    end_block();
  }

  // Tables.

  void table(const Table& table) {
    const Grid grid = grid_of(table, spare_cells_);
    if (grid.columns > 0) {
      std::size_t y = 0;
      row(table.header_rows > 0 ? grid.rows[y++] : std::vector<const TableCell*>(grid.columns, nullptr), grid.columns);
      delimiter_row(table, grid.columns);
      for (; y < grid.rows.size(); ++y) row(grid.rows[y], 1);
      end_block();
    }
    paragraph(table.caption);
  }

  // At least `columns` cells: the first row says how wide the table is.
  void row(const std::vector<const TableCell*>& cells, std::size_t columns) {
    std::string text = "|";
    for (std::size_t x = 0; x < std::max(cells.size(), columns); ++x) {
      const TableCell* cell = x < cells.size() ? cells[x] : nullptr;
      text.push_back(' ');
      if (cell) text += inline_markdown(cell->spans, labels_, Place::kCell);
      text += text.ends_with(' ') ? "|" : " |";
    }
    lines_.line(text);
  }

  void delimiter_row(const Table& table, std::size_t columns) {
    std::string text = "|";
    for (std::size_t x = 0; x < columns; ++x) {
      switch (x < table.columns.size() ? table.columns[x] : Table::Align::kNone) {
        case Table::Align::kNone: text += " --- |"; break;
        case Table::Align::kLeft: text += " :--- |"; break;
        case Table::Align::kCenter: text += " :---: |"; break;
        case Table::Align::kRight: text += " ---: |"; break;
      }
    }
    lines_.line(text);
  }

  // Containers.

  void quote(const Block& block, int depth) {
    const auto mark = lines_.enter("> ", "> ");
    const std::size_t before = lines_.written();
    const char last_list = std::exchange(last_list_, '\0');
    const char bullet = std::exchange(bullet_, '\0');
    ++quotes_;
    blocks(block.children, depth + 1);
    --quotes_;
    lines_.leave(mark, LineWriter::Empty::kDrop);
    last_list_ = last_list;
    bullet_ = bullet;
    if (lines_.written() != before) end_block();
  }

  // What plays or stands elsewhere is quoted by its title.
  void embed(const Block& block) {
    const auto mark = lines_.enter("> ", "> ");
    const std::size_t before = lines_.written();
    paragraph(block.spans);
    lines_.leave(mark, LineWriter::Empty::kDrop);
    if (lines_.written() != before) end_block();
  }

  void list(const Block& block, int depth) {
    if (block.children.empty() || depth >= kDeepestBlock) return;
    const char marker = list_marker(block);
    const bool tight = is_tight(block);
    std::uint64_t number = block.start;
    for (const Block& item : block.children) {
      std::string begin = block.ordered ? std::to_string(std::min<std::uint64_t>(number++, kMaxListNumber)) : "";
      begin.append({marker, ' '});
      list_item(item, begin, tight ? Spacing::kTight : Spacing::kLoose, depth + 1);
    }
    lines_.separate();
    last_list_ = marker;
  }

  enum class Spacing : std::uint8_t { kTight, kLoose };

  void list_item(const Block& item, std::string_view begin, Spacing spacing, int depth) {
    const auto mark = lines_.enter(begin, std::string(begin.size(), ' '));
    const char last_list = std::exchange(last_list_, '\0');
    const char bullet = std::exchange(bullet_, begin.front());
    const bool begins_with_text = !item.children.empty() && item.children[0].kind == Block::Kind::kParagraph;
    if (item.checked && begins_with_text) task_ = *item.checked ? "[x] " : "[ ] ";
    const std::size_t before = lines_.written();
    if (depth < kDeepestBlock) {
      for (const Block& child : item.children) {
        block(child, depth + 1);
        task_ = {};
        if (spacing == Spacing::kTight && lines_.written() != before) lines_.keep_tight();
      }
    }
    lines_.leave(mark, LineWriter::Empty::kKeep);
    last_list_ = last_list;
    bullet_ = bullet;
    if (spacing == Spacing::kLoose) lines_.separate();
  }

  // Lists of the same kind that follow each other are kept apart by their markers, and "- - -" is a rule.
  char list_marker(const Block& list) const {
    if (list.ordered) return last_list_ == '.' ? ')' : '.';
    return last_list_ == '-' || (lines_.begins_container() && bullet_ == '-') ? '+' : '-';
  }

  // Items are a paragraph and at most a list within, which can follow the paragraph without a blank line.
  bool is_tight(const Block& list) const {
    return std::ranges::all_of(list.children, [&](const Block& item) {
      const auto& children = item.children;
      if (children.empty()) return true;
      if (children.size() > 2) return false;
      const bool begins_with_list = children[0].kind == Block::Kind::kList;
      if (children.size() == 1 && begins_with_list) return true;
      if (children[0].kind != Block::Kind::kParagraph) return false;
      return children.size() == 1 || can_follow_paragraph(children[1]);
    });
  }

  bool can_follow_paragraph(const Block& list) const {
    if (list.kind != Block::Kind::kList || (list.ordered && list.start != 1)) return false;
    if (list.children.empty()) return true;
    const auto& first = list.children[0].children;
    return !first.empty() && first[0].kind == Block::Kind::kParagraph &&
           !inline_markdown(first[0].spans, labels_, Place::kLines).empty();
  }

  // What nothing refers to would not be shown by a reader of Markdown: its content becomes ordinary blocks.
  void footnote(const Block& block, int depth) {
    const auto label = labels_.find(block.text);
    if (label == labels_.end() || !defined_.insert(block.text).second) return blocks(block.children, depth + 1);
    const auto mark = lines_.enter("[^" + label->second + "]: ", "    ");
    blocks(block.children, depth + 1);
    lines_.leave(mark, LineWriter::Empty::kKeep);
    end_block();
  }

  static constexpr std::uint64_t kMaxListNumber = 999'999'999;  // CommonMark reads nine digits.

  LineWriter lines_;
  FootnoteLabels labels_;
  int heading_shift_;
  std::unordered_set<std::string_view> defined_;  // footnotes so far
  std::string_view task_;                         // what the item's first paragraph begins with
  char last_list_ = '\0';                         // the marker of the list just before, in the same container
  char bullet_ = '\0';                            // the marker, or the first digit, of the innermost list item
  int quotes_ = 0;                                // that are open
  bool flat_ = false;                             // in a block whose containers are left out
  std::size_t spare_cells_ = kSpareCells, spare_prefixes_ = kSparePrefixes;
};

}  // namespace

std::string markdown(const Article& article, FrontMatter front_matter) {
  std::string out;
  if (front_matter == FrontMatter::kInclude) append_front_matter(out, article.metadata);
  if (!out.empty() && (!article.metadata.title.empty() || !article.blocks.empty() || !article.comments.empty()))
    out.push_back('\n');
  MarkdownWriter writer(out, article);
  writer.title(article.metadata.title);
  writer.body(article.blocks);
  writer.comments(article);
  return out;
}

}  // namespace pressmark::render
