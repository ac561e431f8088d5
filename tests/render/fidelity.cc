#include "render/fidelity.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "base/utf8.h"
#include "pressmark/render.h"
#include "render/characters.h"
#include "render/links.h"
#include "render/post.h"
#include "render/table_grid.h"

namespace pressmark::testing {
namespace {

using render::Class;

constexpr std::uint16_t kComparedMarks = kStrong | kEmphasis | kStrike;

// A character, or something that counts as one: a link's beginning or end, a picture, a code span, a note, white space.
struct Unit {
  enum class Kind : std::uint8_t { kText, kSpace, kBreak, kOpen, kClose, kCode, kOther };
  Kind kind = Kind::kText;
  std::string text{};
  std::uint16_t marks = 0;
};
using Units = std::vector<Unit>;

// A block as one line of an outline; what it holds follows, indented by `depth`.
struct Entry {
  int depth = 0;
  std::string what{};
  Units units{};
  bool has_math = false;
};
using Outline = std::vector<Entry>;

bool is_blank(const Unit& unit) { return unit.kind == Unit::Kind::kSpace || unit.kind == Unit::Kind::kBreak; }

void add_text(Units& units, std::string_view text, std::uint16_t marks) {
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character c = utf8::next(text, at);
    const std::string_view bytes = text.substr(at, c.size);
    const bool is_space = c.size == 1 && (bytes[0] == ' ' || (bytes[0] >= '\t' && bytes[0] <= '\r'));
    units.push_back({is_space ? Unit::Kind::kSpace : Unit::Kind::kText, is_space ? " " : std::string(bytes), marks});
    at += c.size;
  }
}

// Normalisations, the same for both sides.

// White space in a link is moved out of it; a run of it counts as one, as a break if one is in it; none is at the ends.
Units normal_space(Units units) {
  Units out;
  const auto put_blank = [&](const Unit& unit) {
    std::size_t at = out.size();
    while (at > 0 && out[at - 1].kind == Unit::Kind::kOpen) --at;
    if (at > 0 && is_blank(out[at - 1])) {
      if (unit.kind == Unit::Kind::kBreak) out[at - 1] = unit;
    } else {
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), unit);
    }
  };
  for (Unit& unit : units) {
    if (is_blank(unit)) {
      put_blank(unit);
    } else if (unit.kind == Unit::Kind::kClose && !out.empty() && is_blank(out.back())) {
      const Unit blank = std::exchange(out.back(), unit);
      if (out.size() > 1 && out[out.size() - 2].kind == Unit::Kind::kOpen) out.resize(out.size() - 2);
      put_blank(blank);
    } else if (unit.kind == Unit::Kind::kClose && !out.empty() && out.back().kind == Unit::Kind::kOpen) {
      out.pop_back();  // A link of nothing.
    } else {
      out.push_back(std::move(unit));
    }
  }
  // Blanks that met when a link of nothing went.
  Units joined;
  for (Unit& unit : out) {
    if (is_blank(unit) && !joined.empty() && is_blank(joined.back())) {
      if (unit.kind == Unit::Kind::kBreak) joined.back() = unit;
    } else {
      joined.push_back(std::move(unit));
    }
  }
  while (!joined.empty() && is_blank(joined.back())) joined.pop_back();
  if (!joined.empty() && is_blank(joined.front())) joined.erase(joined.begin());
  return joined;
}

// Two code spans can't touch in CommonMark: they are one.
Units joined_code(Units units) {
  Units out;
  for (Unit& unit : units) {
    if (unit.kind == Unit::Kind::kCode && !out.empty() && out.back().kind == Unit::Kind::kCode) {
      out.back().text += unit.text;
      out.back().marks |= unit.marks;
    } else {
      out.push_back(std::move(unit));
    }
  }
  return out;
}

// Headings and table cells have one line in GFM: a break there is a space.
Units without_breaks(Units units) {
  for (Unit& unit : units) {
    if (unit.kind == Unit::Kind::kBreak) unit = {Unit::Kind::kSpace, " ", unit.marks};
  }
  return units;
}

// Code that holds a backslash before a "|" has no form in a table cell, and code with "]:" none in a link at the
// beginning of a paragraph, which it could turn into a definition. Such code is text, and in that block all code counts
// as text here.
Units unwritable_code_as_text(Units units, bool& found) {
  for (const Unit& unit : units) {
    const auto has = [&](std::string_view part) {
      return unit.kind == Unit::Kind::kCode && unit.text.find(part) != std::string::npos;
    };
    found = found || has("\\|") || has("]:");
  }
  if (!found) return units;
  Units out;
  for (Unit& unit : units) {
    if (unit.kind == Unit::Kind::kCode) {
      add_text(out, unit.text, unit.marks);
    } else {
      out.push_back(std::move(unit));
    }
  }
  return out;
}

// Math stands raw between dollars, for readers that know it; to CommonMark its "\{" is "{" and its spaces may differ.
// Compared without backslashes, spaces and the few signs that are written otherwise.
std::string loose(const Units& units) {
  std::string text;
  for (const Unit& unit : units) {
    if (!is_blank(unit)) text += unit.text;
  }
  std::erase_if(text, [](char c) { return c == '\\' || c == '`' || c == '|' || c == '$'; });
  std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
  for (const std::string_view word : {"{lq}", "Vert", "lbrack", "rbrack"}) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at))
      text.erase(at, word.size());
  }
  return text;
}

std::string task_state(bool checked) { return checked ? "[x]" : "[ ]"; }

// cmark-gfm takes a task for done when "[x]" is anywhere in its line, an address or a title included.
bool has_misread_task(std::string_view markdown) {
  for (std::size_t at = markdown.find(" [ ] "); at != std::string_view::npos; at = markdown.find(" [ ] ", at + 1)) {
    const std::string_view line = markdown.substr(at, markdown.find('\n', at) - at);
    if (line.find("[x]") != std::string_view::npos || line.find("[X]") != std::string_view::npos) return true;
  }
  return false;
}

// ---- The Article's outline.

class ArticleOutline {
 public:
  explicit ArticleOutline(const Article& article) : article_(article) {
    number_footnotes();
    for (const Block& block : article.blocks) find_top_heading(block);
    for (const Block& block : article.comments) find_top_heading(block);
    if (article.metadata.title.empty()) shift_ = 0;
  }

  Outline make() {
    if (!article_.metadata.title.empty())
      add_inline("heading 1", units_of({Span{.text = article_.metadata.title}}), Lines::kOne);
    for (const Block& block : article_.blocks) {
      if (!is_defined_footnote(block)) add_top(block);
    }
    if (!article_.comments.empty()) {
      add(render::comments_heading(article_, shift_));
      follows_post_ = false;
      for (const Block& block : article_.comments) add_top(block);
    }
    for (const auto& [number, block] : footnotes_) {
      out_.push_back({depth_, "footnote " + std::to_string(number)});
      inside(*block);
    }
    return std::move(out_);
  }

 private:
  enum class Lines : std::uint8_t { kOne, kMany };

  void find_top_heading(const Block& block) {
    if (block.kind == Block::Kind::kHeading && block.level <= 1) shift_ = 1;
    for (const Block& child : block.children) find_top_heading(child);
  }

  // Readers number footnotes in the order of their first references, and show no others.
  void number_footnotes() {
    std::map<std::string, const Block*> defined;
    for (const Block& block : article_.blocks) {
      if (block.kind == Block::Kind::kFootnote) defined.emplace(block.text, &block);
    }
    const auto take = [&](const std::vector<Span>& spans) {
      for (const Span& span : spans) {
        if (span.kind != Span::Kind::kFootnote || !defined.contains(span.text) || numbers_.contains(span.text))
          continue;
        const std::size_t number = numbers_.size() + 1;
        numbers_[span.text] = number;
        footnotes_[number] = defined[span.text];
      }
    };
    // Definitions stand after all else, and so do the references in them.
    for (const bool in_definitions : {false, true}) {
      for (const Block& block : article_.blocks) {
        if ((block.kind == Block::Kind::kFootnote) == in_definitions) each_spans(block, take);
      }
    }
  }

  template <class Take>
  static void each_spans(const Block& block, const Take& take) {
    take(block.spans);
    if (block.table) {
      for (const auto& row : block.table->rows) {
        for (const TableCell& cell : row) take(cell.spans);
      }
      take(block.table->caption);
    }
    for (const Block& child : block.children) each_spans(child, take);
  }

  bool is_defined_footnote(const Block& block) const {
    if (block.kind != Block::Kind::kFootnote) return false;
    const auto number = numbers_.find(block.text);
    return number != numbers_.end() && footnotes_.at(number->second) == &block;
  }

  // A rule stands between posts.
  void add_top(const Block& block) {
    const bool is_post = block.kind == Block::Kind::kPost;
    if (is_post && follows_post_) out_.push_back({depth_, "rule"});
    follows_post_ = is_post;
    add(block);
  }

  void add_post(const Block& block) {
    add_paragraph(render::post_line(block));
    for (const Block& child : block.children) {
      if (child.kind == Block::Kind::kPost) out_.push_back({depth_, "rule"});
      add(child);
    }
  }

  void add(const Block& block) {
    switch (block.kind) {
      case Block::Kind::kPost: add_post(block); break;
      case Block::Kind::kParagraph: add_paragraph(block.spans); break;
      case Block::Kind::kEmbed: add_embed(block); break;
      case Block::Kind::kTerm: add_term(block.spans); break;
      case Block::Kind::kHeading:
        add_inline("heading " + std::to_string(std::clamp(block.level + shift_, 1, 6)), units_of(block.spans),
                   Lines::kOne);
        break;
      case Block::Kind::kList:
        if (!block.children.empty()) add_list(block);
        break;
      case Block::Kind::kQuote: add_quote(block); break;
      case Block::Kind::kCode: add_code(block); break;
      case Block::Kind::kMath: add_math(block.text); break;
      case Block::Kind::kTable: add_table(*block.table); break;
      case Block::Kind::kRule: out_.push_back({depth_, "rule"}); break;
      case Block::Kind::kFigure:
        add_paragraph(block.spans);
        for (const Block& child : block.children) add(child);
        break;
      case Block::Kind::kListItem:
      case Block::Kind::kDefinitionList:
      case Block::Kind::kDefinition:
      case Block::Kind::kFootnote:
        for (const Block& child : block.children) add(child);
        break;
    }
  }

  void inside(const Block& block) {
    ++depth_;
    for (const Block& child : block.children) add(child);
    --depth_;
  }

  void add_inline(std::string what, Units units, Lines lines) {
    units = normal_space(lines == Lines::kOne ? without_breaks(std::move(units)) : std::move(units));
    if (!units.empty()) out_.push_back({depth_, std::move(what), std::move(units), std::exchange(has_math_, false)});
    has_math_ = false;
  }
  void add_paragraph(const std::vector<Span>& spans) { add_inline("paragraph", units_of(spans), Lines::kMany); }

  void add_term(std::vector<Span> spans) {
    for (Span& span : spans) span.marks |= kStrong;
    add_paragraph(spans);
  }

  void add_quote(const Block& block) {
    const std::size_t at = out_.size();
    out_.push_back({depth_, "quote"});
    ++quotes_;
    inside(block);
    --quotes_;
    if (out_.size() == at + 1) out_.pop_back();  // An empty quote is not written.
  }

  // Written as a quote of its title, unless it stands in one.
  void add_embed(const Block& block) {
    if (quotes_ > 0) return add_paragraph(block.spans);
    const std::size_t at = out_.size();
    out_.push_back({depth_++, "quote"});
    add_paragraph(block.spans);
    --depth_;
    if (out_.size() == at + 1) out_.pop_back();
  }

  void add_list(const Block& block) {
    const std::uint32_t start = std::min<std::uint32_t>(block.start, 999'999'999);
    out_.push_back({depth_++, block.ordered ? "list from " + std::to_string(start) : "list"});
    for (const Block& item : block.children) {
      out_.push_back({depth_, "item"});
      const std::size_t at = out_.size();
      inside(item);
      const bool begins_with_text = !item.children.empty() && item.children[0].kind == Block::Kind::kParagraph &&
                                    out_.size() > at && !normal_space(units_of(item.children[0].spans)).empty();
      has_math_ = false;
      if (item.checked && begins_with_text) out_[at - 1].what += " " + task_state(*item.checked);
    }
    --depth_;
  }

  void add_code(const Block& block) {
    const bool is_word =
        block.language.size() <= 40 &&
        block.language.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+#.") ==
            std::string::npos;
    std::string text;
    render::append_preformatted(text, block.text);
    if (!block.text.empty() && !text.ends_with('\n')) text.push_back('\n');
    out_.push_back({depth_, "code " + (is_word ? block.language : "") + "\n" + text});
  }

  void add_math(const std::string& tex) {
    std::string clean;
    render::append_collapsed(clean, tex);
    if (clean.find_first_not_of(' ') == std::string::npos) return;
    Entry entry{depth_, "paragraph", {}, true};
    add_text(entry.units, "$$" + clean + "$$", 0);
    out_.push_back(std::move(entry));
  }

  void add_table(const Table& table) {
    const render::Grid grid = render::grid_of(table, spare_);
    if (grid.columns > 0) {
      std::string columns;
      for (std::size_t x = 0; x < grid.columns; ++x) {
        constexpr char kAlign[] = "nlcr";
        columns.push_back(x < table.columns.size() ? kAlign[static_cast<int>(table.columns[x])] : 'n');
      }
      out_.push_back({depth_, "table " + columns});
      if (table.header_rows == 0) add_row({}, grid.columns);
      for (const auto& row : grid.rows) add_row(row, grid.columns);
    }
    add_paragraph(table.caption);
  }

  void add_row(const std::vector<const TableCell*>& row, std::size_t columns) {
    out_.push_back({depth_ + 1, "row"});
    for (std::size_t x = 0; x < columns; ++x) {
      Units units;
      if (x < row.size() && row[x]) units = units_of(row[x]->spans);
      units = normal_space(without_breaks(std::move(units)));
      out_.push_back({depth_ + 2, "cell", std::move(units), std::exchange(has_math_, false)});
    }
  }

  // Inline content.

  std::string link_of(const Span& span) const {
    const bool is_note = span.kind == Span::Kind::kFootnote && numbers_.contains(span.text);
    return is_note ? "" : render::safe_link(span.link);
  }

  static std::string collapsed(std::string_view text) {
    std::string out;
    render::append_collapsed(out, text);
    out.erase(0, out.find_first_not_of(' '));
    return out.substr(0, out.find_last_not_of(' ') + 1);
  }

  Units units_of(const std::vector<Span>& spans) {
    Units units;
    for (std::size_t i = 0; i < spans.size();) {
      const std::string link = link_of(spans[i]);
      if (link.empty()) {
        add_span(units, spans[i++]);
        continue;
      }
      const std::size_t first = i;
      Units content;
      std::string title;
      for (; i < spans.size() && spans[i].link == spans[first].link && !link_of(spans[i]).empty(); ++i) {
        if (title.empty() && spans[i].kind != Span::Kind::kImage) title = collapsed(spans[i].title);
        add_span(content, spans[i]);
      }
      if (content.empty()) continue;
      units.push_back({Unit::Kind::kOpen, "\n<link " + link + " \"" + title + "\">"});
      std::move(content.begin(), content.end(), std::back_inserter(units));
      units.push_back({Unit::Kind::kClose, "</link>"});
    }
    return joined_code(std::move(units));
  }

  void add_span(Units& units, const Span& span) {
    std::uint16_t marks = span.marks & kComparedMarks;
    std::string text;
    switch (span.kind) {
      case Span::Kind::kText:
        render::append_collapsed(text, span.text);
        add_text(units, text, marks);
        break;
      case Span::Kind::kCode:
        render::append_preformatted(text, span.text);
        std::ranges::replace(text, '\n', ' ');
        if (!text.empty()) units.push_back({Unit::Kind::kCode, text, marks});
        break;
      case Span::Kind::kMath:
        text = collapsed(span.text);
        if (text.empty()) break;
        has_math_ = true;
        add_text(units, "$" + text + "$", marks);
        break;
      case Span::Kind::kImage:
        if (const std::string source = render::safe_image(span.source); !source.empty()) {
          units.push_back({Unit::Kind::kOther,
                           "\n<image " + source + " \"" + collapsed(span.title) + "\" " + collapsed(span.text) + ">"});
        }
        break;
      case Span::Kind::kLineBreak: units.push_back({Unit::Kind::kBreak, "\n", marks}); break;
      case Span::Kind::kFootnote:
        if (const auto number = numbers_.find(span.text); number != numbers_.end()) {
          units.push_back({Unit::Kind::kOther, "<note " + std::to_string(number->second) + ">", marks});
        } else {
          render::append_collapsed(text, "[" + span.text + "]");
          add_text(units, text, marks);
        }
        break;
    }
  }

  const Article& article_;
  Outline out_;
  int depth_ = 0, quotes_ = 0;
  int shift_ = 0;
  bool has_math_ = false;
  std::size_t spare_ = 60'000;
  std::map<std::string, std::size_t> numbers_;
  std::map<std::size_t, const Block*> footnotes_;
  bool follows_post_ = false;
};

// ---- The Markdown's outline, as cmark-gfm reads it.

class MarkdownOutline {
 public:
  Outline make(cmark_node* document) {
    blocks(document);
    return std::move(out_);
  }

 private:
  static std::string string_or_empty(const char* text) { return text ? text : ""; }

  static std::string type_of(cmark_node* node) {  // cmark-gfm has no name for the two of footnotes.
    if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION) return "footnote_definition";
    if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_REFERENCE) return "footnote_reference";
    return cmark_node_get_type_string(node);
  }

  void blocks(cmark_node* parent) {
    for (cmark_node* node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) block(node);
  }

  void nested(std::string what, cmark_node* node) {
    out_.push_back({depth_++, std::move(what)});
    blocks(node);
    --depth_;
  }

  void with_inline(std::string what, cmark_node* node) {
    Units units;
    inlines(units, node, 0);
    out_.push_back({depth_, std::move(what), normal_space(joined_code(std::move(units)))});
  }

  void block(cmark_node* node) {
    const std::string type = type_of(node);
    if (type == "paragraph" || type == "table_cell") {
      with_inline(type == "paragraph" ? type : "cell", node);
    } else if (type == "heading") {
      with_inline("heading " + std::to_string(cmark_node_get_heading_level(node)), node);
    } else if (type == "block_quote") {
      nested("quote", node);
    } else if (type == "list") {
      const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
      nested(ordered ? "list from " + std::to_string(cmark_node_get_list_start(node)) : "list", node);
    } else if (type == "item") {
      nested("item", node);
    } else if (type == "tasklist") {
      task(node);
    } else if (type == "code_block") {
      out_.push_back({depth_, "code " + string_or_empty(cmark_node_get_fence_info(node)) + "\n" +
                                  string_or_empty(cmark_node_get_literal(node))});
    } else if (type == "thematic_break") {
      out_.push_back({depth_, "rule"});
    } else if (type == "table") {
      table(node);
    } else if (type == "table_row" || type == "table_header") {
      nested("row", node);
    } else if (type == "footnote_definition") {
      nested("footnote " + std::to_string(++footnotes_), node);
    } else {
      out_.push_back({depth_, "UNEXPECTED " + type + " " + string_or_empty(cmark_node_get_literal(node))});
    }
  }

  void task(cmark_node* node) {
    const std::size_t at = out_.size();
    nested("item", node);
    const bool checked = cmark_gfm_extensions_get_tasklist_item_checked(node);
    out_[at].what += " " + task_state(checked);
  }

  void table(cmark_node* node) {
    std::string columns;
    const std::uint16_t count = cmark_gfm_extensions_get_table_columns(node);
    const std::uint8_t* alignments = cmark_gfm_extensions_get_table_alignments(node);
    for (std::uint16_t x = 0; x < count; ++x) columns.push_back(alignments[x] ? static_cast<char>(alignments[x]) : 'n');
    nested("table " + columns, node);
  }

  void inlines(Units& units, cmark_node* parent, std::uint16_t marks) {
    for (cmark_node* node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
      one_inline(units, node, marks);
  }

  void one_inline(Units& units, cmark_node* node, std::uint16_t marks) {
    const std::string type = type_of(node);
    const auto literal = [&] { return string_or_empty(cmark_node_get_literal(node)); };
    if (type == "text") {
      add_text(units, literal(), marks);
    } else if (type == "softbreak") {
      units.push_back({Unit::Kind::kSpace, " ", marks});
    } else if (type == "linebreak") {
      units.push_back({Unit::Kind::kBreak, "\n", marks});
    } else if (type == "code") {
      units.push_back({Unit::Kind::kCode, literal(), marks});
    } else if (type == "emph" || type == "strong" || type == "strikethrough") {
      const Mark mark = type == "emph" ? kEmphasis : type == "strong" ? kStrong : kStrike;
      inlines(units, node, marks | mark);
    } else if (type == "link") {
      units.push_back({Unit::Kind::kOpen, "\n<link " + string_or_empty(cmark_node_get_url(node)) + " \"" +
                                              string_or_empty(cmark_node_get_title(node)) + "\">"});
      inlines(units, node, marks);
      units.push_back({Unit::Kind::kClose, "</link>"});
    } else if (type == "image") {
      std::string alt;
      Units inner;
      inlines(inner, node, 0);
      for (const Unit& unit : inner) {
        if (unit.kind != Unit::Kind::kOpen && unit.kind != Unit::Kind::kClose) alt += unit.text;
      }
      units.push_back({Unit::Kind::kOther,
                       "\n<image " + string_or_empty(cmark_node_get_url(node)) + " \"" +
                           string_or_empty(cmark_node_get_title(node)) + "\" " + alt + ">",
                       marks});
    } else if (type == "footnote_reference") {
      units.push_back({Unit::Kind::kOther, "<note " + literal() + ">", marks});
    } else {
      units.push_back({Unit::Kind::kOther, "<UNEXPECTED " + type + " " + literal() + ">", marks});
    }
  }

  Outline out_;
  int depth_ = 0;
  std::size_t footnotes_ = 0;
};

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

enum class BareUrls : std::uint8_t { kText, kLinks };

Outline read_markdown(const std::string& markdown, BareUrls bare_urls) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
  for (const char* name : {"table", "strikethrough", "tasklist", "autolink"}) {
    if (bare_urls == BareUrls::kText && std::string_view(name) == "autolink") continue;
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, FreeNode> document(cmark_parser_finish(parser.get()));
  return MarkdownOutline().make(document.get());
}

// ---- The comparison.

// cmark-gfm knows a task only where nothing but spaces stands before its list marker: elsewhere "[x] " is text to it.
void give_back_task(Entry& item, Entry& text) {
  if (text.units.size() < 4 || item.what != "item") return;
  std::string start;
  for (std::size_t i = 0; i < 4; ++i) start += text.units[i].text;
  if (start != "[x] " && start != "[ ] ") return;
  text.units.erase(text.units.begin(), text.units.begin() + 4);
  item.what += " " + task_state(start == "[x] ");
}

std::string text_of(const Units& units) {
  std::string out;
  for (const Unit& unit : units) out += unit.text;
  return out;
}

class Comparison {
 public:
  Comparison(BareUrls bare_urls, std::string_view markdown, std::vector<std::string>& out)
      : bare_urls_(bare_urls), misreads_tasks_(has_misread_task(markdown)), out_(out) {}

  void compare(Outline wanted, Outline got) {
    for (std::size_t i = 0; i < std::min(wanted.size(), got.size()); ++i) {
      const bool is_task = wanted[i].what.starts_with("item [") && i + 1 < got.size();
      if (is_task) give_back_task(got[i], got[i + 1]);
      if (!compare(std::move(wanted[i]), std::move(got[i]))) return;  // What follows would only echo it.
    }
    if (wanted.size() > got.size()) report("missing: " + wanted[got.size()].what);
    if (wanted.size() < got.size()) report("too much: " + got[wanted.size()].what + text_of(got[wanted.size()].units));
  }

 private:
  void report(std::string text) {
    out_.push_back((bare_urls_ == BareUrls::kLinks ? "with bare URLs: " : "") + std::move(text));
  }

  bool compare(Entry wanted, Entry got) {
    if (misreads_tasks_ && wanted.what == "item [ ]" && got.what == "item [x]") got.what = wanted.what;
    if (wanted.depth != got.depth || wanted.what != got.what) {
      report("wanted <" + std::to_string(wanted.depth) + " " + wanted.what + " " + text_of(wanted.units) + "> got <" +
             std::to_string(got.depth) + " " + got.what + " " + text_of(got.units) + ">");
      return false;
    }
    bool code_is_text = false;
    wanted.units = unwritable_code_as_text(std::move(wanted.units), code_is_text);
    if (code_is_text) {
      got.units = normal_space(unwritable_code_as_text(std::move(got.units), code_is_text));
      wanted.units = normal_space(std::move(wanted.units));
    }
    if (bare_urls_ == BareUrls::kLinks) {
      for (Units* units : {&wanted.units, &got.units}) {
        std::erase_if(
            *units, [](const Unit& unit) { return unit.kind == Unit::Kind::kOpen || unit.kind == Unit::Kind::kClose; });
      }
    }
    compare_text(wanted, got, code_is_text ? Marks::kIgnored : Marks::kCompared);
    return true;
  }

  enum class Marks : std::uint8_t { kCompared, kIgnored };

  void compare_text(const Entry& wanted, const Entry& got, Marks marks) {
    if (wanted.has_math) {
      if (loose(wanted.units) != loose(got.units))
        report("math: wanted <" + loose(wanted.units) + "> got <" + loose(got.units) + ">");
      return;
    }
    const bool same = std::ranges::equal(
        wanted.units, got.units, [](const Unit& a, const Unit& b) { return a.kind == b.kind && a.text == b.text; });
    if (!same) return report(wanted.what + ": wanted <" + text_of(wanted.units) + "> got <" + text_of(got.units) + ">");
    const bool has_strong =
        std::ranges::any_of(wanted.units, [](const Unit& unit) { return (unit.marks & kStrong) != 0; });
    for (std::size_t i = 0; i < wanted.units.size() && marks == Marks::kCompared; ++i) {
      if (!compare_marks(wanted.units[i], got.units[i], has_strong, text_of(wanted.units))) return;
    }
  }

  // A mark may be missing from what is no letter or digit: punctuation beside a letter can't begin or end marked text.
  bool compare_marks(const Unit& wanted, const Unit& got, bool has_strong, const std::string& where) {
    if (wanted.kind != Unit::Kind::kText) return true;
    if (got.marks & ~wanted.marks) {
      report("marked at <" + wanted.text + "> of <" + where + ">");
      return false;
    }
    if (render::class_of(utf8::next(wanted.text, 0).code_point) != Class::kOther) return true;
    std::uint16_t must = wanted.marks;
    if (must & kStrike) must = kStrike;  // Struck text has no other mark: "~~**" opens only behind a space.
    if (has_strong)
      must = must & static_cast<std::uint16_t>(~kEmphasis);  // Where the two touch, emphasis may be given up.
    if ((must & got.marks) == must) return true;
    report("mark lost at <" + wanted.text + "> of <" + where + ">");
    return false;
  }

  BareUrls bare_urls_;
  bool misreads_tasks_;
  std::vector<std::string>& out_;
};

}  // namespace

std::vector<std::string> fidelity_differences(const Article& article) {
  std::vector<std::string> out;
  const std::string markdown = render::markdown(article, render::FrontMatter::kOmit);
  for (const BareUrls bare_urls : {BareUrls::kText, BareUrls::kLinks}) {
    Comparison(bare_urls, markdown, out).compare(ArticleOutline(article).make(), read_markdown(markdown, bare_urls));
  }
  return out;
}

}  // namespace pressmark::testing
