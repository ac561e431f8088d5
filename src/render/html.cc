// An Article as a page of HTML. Every element and attribute here is written by this file, every value escaped.
#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "base/ascii.h"
#include "base/utf8.h"
#include "pressmark/render.h"
#include "render/book.h"
#include "render/html_text.h"
#include "render/links.h"
#include "render/post.h"
#include "render/visit.h"

namespace pressmark::render {
namespace {

struct MarkElement {
  std::uint16_t mark;
  std::string_view name;
};
constexpr MarkElement kMarkElements[] = {{kStrong, "strong"},   {kEmphasis, "em"},   {kStrike, "del"},
                                         {kSuperscript, "sup"}, {kSubscript, "sub"}, {kHighlighted, "mark"},
                                         {kInserted, "ins"}};

bool is_language_tag(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, [](char c) { return ascii::is_alphanumeric(c) || c == '-'; });
}

bool is_code_language(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return ascii::is_alphanumeric(c) || c == '-' || c == '+' || c == '#' || c == '.' || c == '_';
  });
}

enum class Syntax : std::uint8_t { kHtml, kXhtml };

class HtmlWriter {
 public:
  HtmlWriter(std::string& out, const Article& article, Syntax syntax = Syntax::kHtml)
      : out_(out), article_(article), is_xml_(syntax == Syntax::kXhtml) {
    for (const Block& block : article.blocks) {
      if (block.kind == Block::Kind::kFootnote) notes_.emplace(block.text, Note{notes_.size() + 1});
    }
    if (!article.metadata.title.empty()) {
      shift_ = std::max(heading_shift(article.blocks, 0), heading_shift(article.comments, 0));
    }
  }

  void page() {
    is_xml_ ? xml_head() : head();
    out_ += "<body>\n<article>\n";
    header();
    std::size_t first_note = 0;
    while (first_note < article_.blocks.size() && article_.blocks[first_note].kind != Block::Kind::kFootnote) {
      block(article_.blocks[first_note++], 0);
    }
    notes(first_note);
    comments();
    out_ += "</article>\n</body>\n</html>\n";
  }

 private:
  struct Note {
    std::size_t number;
    bool is_referred = false, is_written = false;
  };

  // <name attribute="value">

  void attribute(std::string_view name, std::string_view value) {
    out_.append(" ").append(name).append("=\"");
    append_escaped(out_, value);
    out_.push_back('"');
  }
  void element(std::string_view name, std::string_view text) {
    out_.append("<").append(name).append(">");
    append_escaped(out_, text);
    out_.append("</").append(name).append(">");
  }

  void head() {
    const Metadata& metadata = article_.metadata;
    out_ += "<!DOCTYPE html>\n<html";
    if (is_language_tag(metadata.language)) attribute("lang", metadata.language);
    out_ += " dir=\"auto\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    element("title", metadata.title);
    out_ += "\n</head>\n";
  }

  // https://www.w3.org/TR/epub-33/#sec-xhtml
  void xml_head() {
    const Metadata& metadata = article_.metadata;
    out_ +=
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
        "xmlns:epub=\"http://www.idpf.org/2007/ops\"";
    if (const std::string language = book_language(metadata.language); !language.empty()) {
      attribute("lang", language);
      attribute("xml:lang", language);
    }
    out_ += " dir=\"auto\">\n<head>\n";
    element("title", metadata.title.empty() ? metadata.url.empty() ? "-" : metadata.url : metadata.title);
    out_ += "\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n";
  }

  void header() {
    const Metadata& metadata = article_.metadata;
    out_ += "<header>\n";
    if (!metadata.title.empty()) {
      element("h1", metadata.title);
      out_.push_back('\n');
    }
    byline(metadata);
    out_ += "</header>\n";
  }

  void byline(const Metadata& metadata) {
    const std::size_t start = out_.size();
    const auto separate = [&] { out_ += out_.size() == start ? "<p class=\"byline\">" : " · "; };
    if (!metadata.author.empty()) {
      separate();
      append_escaped(out_, metadata.author);
    }
    const std::string url = link_to(metadata.url);
    if (!metadata.source.empty() || !url.empty()) {
      separate();
      const std::string_view name =
          metadata.source.empty() ? std::string_view(metadata.url) : std::string_view(metadata.source);
      if (!url.empty()) open_link(url, "");
      append_escaped(out_, name);
      if (!url.empty()) out_ += "</a>";
    }
    if (!metadata.date.empty()) {
      separate();
      out_ += "<time";
      attribute("datetime", metadata.date_time.empty() ? metadata.date : metadata.date_time);
      out_.push_back('>');
      append_escaped(out_, metadata.date);
      out_ += "</time>";
    }
    if (out_.size() != start) out_ += "</p>\n";
  }

  static int heading_shift(const std::vector<Block>& blocks, int depth) {
    if (depth > kDeepestBlock) return 0;
    for (const Block& block : blocks) {
      if (block.kind == Block::Kind::kHeading && block.level <= 1) return 1;
      if (heading_shift(block.children, depth + 1) > 0) return 1;
    }
    return 0;
  }

  // Blocks.

  void block(const Block& block, int depth) {
    switch (block.kind) {
      case Block::Kind::kParagraph: return spans_in("p", block.spans);
      case Block::Kind::kEmbed: return embed(block);
      case Block::Kind::kHeading: return heading(block);
      case Block::Kind::kList: return list(block, depth);
      case Block::Kind::kListItem: return item(block, depth);
      case Block::Kind::kQuote: return container("blockquote", block, depth);
      case Block::Kind::kCode:
        return code(block.text, "language-", is_code_language(block.language) ? block.language : "");
      case Block::Kind::kMath: return code(block.text, "", "math");
      case Block::Kind::kTable:
        if (block.table) table(*block.table);
        return;
      case Block::Kind::kFigure: return figure(block, depth);
      case Block::Kind::kRule: out_ += is_xml_ ? "<hr/>\n" : "<hr>\n"; return;
      case Block::Kind::kDefinitionList: return definitions(block, depth);
      case Block::Kind::kTerm: return spans_in(in_definitions_ ? "dt" : "p", block.spans);
      case Block::Kind::kDefinition: return container(in_definitions_ ? "dd" : "div", block, depth);
      case Block::Kind::kFootnote: return children(block, depth);
      case Block::Kind::kPost: return post(block, depth);
    }
  }

  void post(const Block& block, int depth) {
    out_ += "<article class=\"post\">\n";
    if (const std::vector<Span> line = post_line(block); !line.empty()) {
      out_ += "<p class=\"byline\">";
      spans(line);
      out_ += "</p>\n";
    }
    children(block, depth);
    out_ += "</article>\n";
  }

  void comments() {
    if (article_.comments.empty()) return;
    out_ += "<section class=\"comments\">\n";
    block(comments_heading(article_, shift_), 0);
    for (const Block& comment : article_.comments) block(comment, 0);
    out_ += "</section>\n";
  }

  void definitions(const Block& block, int depth) {
    const bool is_whole = !is_xml_ || is_whole_definition_list(block);
    const bool before = std::exchange(in_definitions_, is_whole);
    container(is_whole ? "dl" : "div", block, depth);
    in_definitions_ = before;
  }

  void children(const Block& block, int depth) {
    if (depth >= kDeepestBlock) return;
    for (const Block& child : block.children) this->block(child, depth + 1);
  }

  void container(std::string_view name, const Block& block, int depth) {
    out_.append("<").append(name).append(">\n");
    children(block, depth);
    out_.append("</").append(name).append(">\n");
  }

  void spans_in(std::string_view name, const std::vector<Span>& all) {
    out_.append("<").append(name).append(">");
    spans(all);
    out_.append("</").append(name).append(">\n");
  }

  void heading(const Block& block) {
    const char name[] = {'h', static_cast<char>('0' + std::clamp(block.level + shift_, 1, 6))};
    spans_in({name, 2}, block.spans);
  }

  void embed(const Block& block) {
    out_ += "<p class=\"embed\">";
    spans(block.spans);
    out_ += "</p>\n";
  }

  void list(const Block& block, int depth) {
    out_ += block.ordered ? "<ol" : "<ul";
    if (block.ordered && block.start != 1)
      attribute("start", std::to_string(std::min<std::uint32_t>(block.start, 999'999'999)));
    out_ += ">\n";
    if (depth < kDeepestBlock) {
      for (const Block& child : block.children) {
        const bool is_item = child.kind == Block::Kind::kListItem || !is_xml_;
        if (!is_item) out_ += "<li>";
        this->block(child, depth + 1);
        if (!is_item) out_ += "</li>\n";
      }
    }
    out_ += block.ordered ? "</ol>\n" : "</ul>\n";
  }

  void item(const Block& block, int depth) {
    out_ += "<li>";
    if (block.checked) out_ += *block.checked ? "☑ " : "☐ ";
    if (block.children.size() == 1 && block.children[0].kind == Block::Kind::kParagraph) {
      spans(block.children[0].spans);
    } else {
      out_.push_back('\n');
      children(block, depth);
    }
    out_ += "</li>\n";
  }

  void code(std::string_view text, std::string_view prefix, std::string_view name) {
    out_ += "<pre><code";
    if (!name.empty()) attribute("class", std::string(prefix).append(name));
    out_.push_back('>');
    append_escaped(out_, text);
    out_ += "</code></pre>\n";
  }

  void figure(const Block& block, int depth) {
    out_ += "<figure>\n";
    spans(block.spans);
    out_.push_back('\n');
    if (!block.children.empty()) container("figcaption", block, depth);
    out_ += "</figure>\n";
  }

  void table(const Table& table) {
    out_ += "<table>\n";
    if (!table.caption.empty()) spans_in("caption", table.caption);
    const std::size_t header_rows = std::min<std::size_t>(table.header_rows, table.rows.size());
    rows("thead", table, 0, header_rows);
    rows("tbody", table, header_rows, table.rows.size());
    out_ += "</table>\n";
  }

  void rows(std::string_view name, const Table& table, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    out_.append("<").append(name).append(">\n");
    for (std::size_t y = begin; y < end; ++y) {
      out_ += "<tr>";
      for (const TableCell& one : table.rows[y]) cell(one, name == "thead");
      out_ += "</tr>\n";
    }
    out_.append("</").append(name).append(">\n");
  }

  void cell(const TableCell& cell, bool in_header) {
    const bool is_header = in_header || cell.is_header;
    out_ += is_header ? "<th" : "<td";
    if (cell.column_span > 1) attribute("colspan", std::to_string(cell.column_span));
    if (cell.row_span > 1) attribute("rowspan", std::to_string(cell.row_span));
    out_.push_back('>');
    spans(cell.spans);
    out_ += is_header ? "</th>" : "</td>";
  }

  void notes(std::size_t first) {
    if (first == article_.blocks.size()) return;
    out_ += is_xml_ ? "<section class=\"footnotes\" epub:type=\"footnotes\">\n<ol>\n"
                    : "<section class=\"footnotes\">\n<ol>\n";
    for (std::size_t i = first; i < article_.blocks.size(); ++i) note(article_.blocks[i]);
    out_ += "</ol>\n</section>\n";
  }

  void note(const Block& block) {
    const auto found = notes_.find(block.text);
    const bool is_first = found != notes_.end() && !std::exchange(found->second.is_written, true);
    out_ += "<li";
    if (is_first) attribute("id", "note-" + std::to_string(found->second.number));
    if (is_xml_) attribute("epub:type", "footnote");
    out_ += ">\n";
    if (block.kind == Block::Kind::kFootnote) {
      children(block, 0);
    } else {
      this->block(block, 0);
    }
    if (is_first && found->second.is_referred) {
      out_ += "<a";
      attribute("href", "#reference-" + std::to_string(found->second.number));
      out_ += ">↩</a>\n";
    }
    out_ += "</li>\n";
  }

  // Inline content. The link is outside of all marks.

  void open_link(std::string_view url, std::string_view title) {
    out_ += "<a";
    attribute("href", url);
    if (!title.empty()) attribute("title", title);
    out_ += " rel=\"noreferrer\">";
  }

  void spans(const std::vector<Span>& all) {
    std::uint16_t marks = kNoMarks;
    std::string link;
    std::string_view raw_link;  // Equal neighbours are one link.
    for (const Span& span : all) {
      const bool is_note = span.kind == Span::Kind::kFootnote && notes_.contains(span.text);
      const std::string_view wanted = is_note ? std::string_view() : std::string_view(span.link);
      if (wanted != raw_link) {
        close_marks(marks, kNoMarks);
        if (!link.empty()) out_ += "</a>";
        raw_link = wanted;
        link = wanted.empty() ? "" : link_to(wanted);
        if (!link.empty()) open_link(link, span.kind == Span::Kind::kImage ? "" : span.title);
      }
      set_marks(marks, span.marks);
      this->span(span, is_note);
    }
    close_marks(marks, kNoMarks);
    if (!link.empty()) out_ += "</a>";
  }

  // Elements nest in the order of kMarkElements: closes from the first that changes, and opens anew.
  void set_marks(std::uint16_t& open, std::uint16_t wanted) {
    std::uint16_t same = 0;
    for (const auto& [mark, name] : kMarkElements) {
      if ((open & mark) != (wanted & mark)) break;
      same |= open & mark;
    }
    close_marks(open, same);
    for (const auto& [mark, name] : kMarkElements) {
      if ((wanted & mark) && !(open & mark)) out_.append("<").append(name).append(">");
    }
    open = wanted;
  }

  void close_marks(std::uint16_t& open, std::uint16_t keep) {
    for (auto at = std::rbegin(kMarkElements); at != std::rend(kMarkElements); ++at) {
      if ((open & at->mark) && !(keep & at->mark)) out_.append("</").append(at->name).append(">");
    }
    open = keep;
  }

  void span(const Span& span, bool is_note) {
    switch (span.kind) {
      case Span::Kind::kText: append_escaped(out_, span.text); break;
      case Span::Kind::kCode: element("code", span.text); break;
      case Span::Kind::kMath:
        out_ += "<code class=\"math\">";
        append_escaped(out_, span.text);
        out_ += "</code>";
        break;
      case Span::Kind::kImage: image(span); break;
      case Span::Kind::kLineBreak: out_ += is_xml_ ? "<br/>\n" : "<br>\n"; break;
      case Span::Kind::kFootnote:
        if (is_note) return reference(span.text);
        append_escaped(out_, "[" + span.text + "]");
        break;
    }
  }

  void image(const Span& span) {
    const std::string source = safe_image(span.source);
    if (source.empty()) return;
    out_ += "<img";
    attribute("src", source);
    attribute("alt", span.text);
    if (!span.title.empty()) attribute("title", span.title);
    out_ += is_xml_ ? "/>" : " loading=\"lazy\" referrerpolicy=\"no-referrer\">";
  }

  void reference(const std::string& label) {
    Note& note = notes_.at(label);
    const std::string number = std::to_string(note.number);
    out_ += "<sup><a";
    if (!std::exchange(note.is_referred, true)) attribute("id", "reference-" + number);
    attribute("href", "#note-" + number);
    if (is_xml_) attribute("epub:type", "noteref");
    out_.push_back('>');
    append_escaped(out_, label);
    out_ += "</a></sup>";
  }

  std::string link_to(std::string_view address) const { return is_xml_ ? absolute_link(address) : safe_link(address); }

  std::string& out_;
  const Article& article_;
  bool is_xml_;
  bool in_definitions_ = !is_xml_;
  std::unordered_map<std::string_view, Note> notes_;
  int shift_ = 0;
};

}  // namespace

std::string xhtml(const Article& article) {
  std::string out;
  HtmlWriter(out, article, Syntax::kXhtml).page();
  // No XML may have these two. https://www.w3.org/TR/xml/#charsets
  for (const std::string_view nothing : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = out.find(nothing); at != std::string::npos; at = out.find(nothing, at)) {
      out.replace(at, nothing.size(), "\xEF\xBF\xBD");
    }
  }
  return out;
}

std::string html(const Article& article) {
  std::string out;
  HtmlWriter(out, article).page();
  return out;
}

}  // namespace pressmark::render
