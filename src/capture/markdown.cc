#include "capture/markdown.h"

#include <fmt/core.h>
#include <md4c.h>

#include <algorithm>
#include <limits>

#include "capture/markdown_math.h"
#include "capture/markdown_notes.h"

namespace pressmark::capture {
namespace {

// One link reference definition may stand behind any number of links. Addresses and titles beyond this end the parse,
// and the definitions are read as text.
std::size_t most_attribute_bytes(std::size_t input_size) { return 4 * input_size + (1U << 20); }

// md4c takes time quadratic in the bare addresses of a paragraph (version 0.4.8). With more of them they stay text.
constexpr std::size_t kMostBareAddresses = 4096;

class Renderer {
 public:
  Renderer(std::string_view input, const std::vector<MathSpan>& formulas) : input_(input), formulas_(formulas) {}
  bool is_exhausted() const { return attribute_bytes_ > most_attribute_bytes(input_.size()); }

  void enter_block(MD_BLOCKTYPE type, void* detail);
  void leave_block(MD_BLOCKTYPE type, void* detail);
  void enter_span(MD_SPANTYPE type, void* detail);
  void leave_span(MD_SPANTYPE type);
  void text(MD_TEXTTYPE type, std::string_view text);
  MarkdownPage take() && { return std::move(page_); }

 private:
  std::string& out() { return page_.html; }
  void escaped(std::string_view text);
  void markup(std::string_view text);
  void normal(std::string_view text);
  void attribute(std::string_view name, const MD_ATTRIBUTE& value);
  void with_formulas(std::string_view text);
  void close_formula();
  void code(std::string_view text);
  void line_end(const char* tag);
  bool is_of_input(std::string_view text) const;
  void came_from(std::string_view text, std::size_t html_begin);
  void begin_paragraph(std::string_view first_text);
  void settle_paragraph(std::string_view first_text = {});
  void close_note();
  void cell(const char* tag, const MD_BLOCK_TD_DETAIL& detail);

  std::string_view input_;
  const std::vector<MathSpan>& formulas_;
  MarkdownPage page_;
  bool paragraph_waits_ = false;  // its start tag is not yet written: it may turn out to be a note
  bool in_note_ = false;
  bool in_paragraph_ = false;
  bool in_cell_ = false;
  bool in_formula_ = false;
  bool begins_line_ = false;  // of a paragraph, not its first
  bool begins_quote_ = false;
  bool in_callout_title_ = false;
  int images_open_ = 0;  // within: text is alternative text
  int links_open_ = 0;
  int spans_open_ = 0;
  std::size_t attribute_bytes_ = 0;
};

// Whether the text is a piece of the input, which all but a few are.
bool Renderer::is_of_input(std::string_view text) const {
  return !text.empty() && !std::less<>()(text.data(), input_.data()) &&
         !std::less<>()(input_.data() + input_.size(), text.data() + text.size());
}

void Renderer::came_from(std::string_view text, std::size_t html_begin) {
  if (!is_of_input(text)) return;
  const auto begin = static_cast<std::uint32_t>(text.data() - input_.data());
  page_.origins.push_back({static_cast<std::uint32_t>(html_begin), static_cast<std::uint32_t>(out().size()), begin,
                           begin + static_cast<std::uint32_t>(text.size())});
}

void Renderer::escaped(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out() += "&amp;"; break;
      case '<': out() += "&lt;"; break;
      case '>': out() += "&gt;"; break;
      case '"': out() += "&quot;"; break;
      case kNoteMark: out() += '['; break;
      case kNoteLineMark: out() += ' '; break;
      default: out() += unhidden(c);
    }
  }
}

// Raw HTML, with what the marks stand for.
void Renderer::markup(std::string_view text) {
  for (const char c : text) out() += c == kNoteMark ? '[' : c == kNoteLineMark ? ' ' : unhidden(c);
}

// A cell's code says "|" as all of the cell does. https://github.github.com/gfm/#example-200
void Renderer::code(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t pipe = in_cell_ ? std::min(text.find("\\|", at), text.size()) : text.size();
    escaped(text.substr(at, pipe - at));
    at = pipe + 1;
    if (at < text.size()) out() += text[at++];
  }
}

// ---- formulas ----

void Renderer::close_formula() {
  if (in_formula_) out() += "</span>";
  in_formula_ = false;
}

void Renderer::with_formulas(std::string_view text) {
  if (!is_of_input(text)) return escaped(text);
  std::size_t at = static_cast<std::size_t>(text.data() - input_.data());
  const std::size_t end = at + text.size();
  auto formula = std::ranges::upper_bound(formulas_, at, {}, &MathSpan::end);
  while (at < end) {
    if (formula == formulas_.end() || formula->begin >= end) return escaped(input_.substr(at, end - at));
    const std::size_t begin = formula->begin + formula->delimiter, behind = formula->end - formula->delimiter;
    if (at < formula->begin) {
      escaped(input_.substr(at, formula->begin - at));
      at = formula->begin;
    } else if (at < begin) {
      close_formula();
      out() += formula->delimiter > 1 ? "<span class=\"math display\">" : "<span class=\"math inline\">";
      in_formula_ = true;
      at = begin;
    } else if (at < behind) {
      const std::size_t stop = std::min(behind, end);
      escaped(input_.substr(at, stop - at));
      at = stop;
    } else {
      close_formula();
      at = formula->end;
      ++formula;
    }
  }
}

void Renderer::attribute(std::string_view name, const MD_ATTRIBUTE& value) {
  attribute_bytes_ += value.size;
  if (value.size == 0 || is_exhausted()) return;
  const std::size_t begin = out().size();
  out() += fmt::format(" {}=\"", name);
  for (unsigned i = 0; value.substr_offsets[i] < value.size; ++i) {
    const std::string_view part(value.text + value.substr_offsets[i],
                                value.substr_offsets[i + 1] - value.substr_offsets[i]);
    if (value.substr_types[i] == MD_TEXT_ENTITY) {
      out() += part;
    } else {
      escaped(part);
    }
  }
  out() += '"';
  came_from({value.text, value.size}, begin);
}

// ---- notes ----

void Renderer::close_note() {
  if (in_note_) out() += "</aside>";
  in_note_ = false;
}

// What the text begins with as "[^label]:", "" where it defines no note.
std::string_view defined_by(std::string_view text) {
  const std::string_view label = text.starts_with(kNoteMark) ? label_at(text.substr(1)) : std::string_view();
  return !label.empty() && text.substr(label.size() + 3).starts_with(":") ? label : std::string_view();
}

// The paragraph's start tag, and the note's before it when the text defines one.
void Renderer::begin_paragraph(std::string_view first_text) {
  paragraph_waits_ = false;
  const bool goes_on = first_text.starts_with(kNoteLineMark);
  if (!goes_on) close_note();
  if (const std::string_view label = defined_by(first_text); !label.empty()) {
    out() += "<aside role=\"doc-footnote\" id=\"fn-";
    escaped(label);
    out() += "\">";
    in_note_ = true;
  }
  out() += "<p>";
}

void Renderer::settle_paragraph(std::string_view first_text) {
  if (paragraph_waits_) begin_paragraph(first_text);
}

// Where a line ends within a paragraph: a break, or white space. The title of a callout ("> [!note] Title") is a
// paragraph of its own.
void Renderer::line_end(const char* tag) {
  settle_paragraph();
  begins_line_ = in_paragraph_ && spans_open_ == 0;
  if (in_callout_title_ && spans_open_ == 0) {
    close_formula();
    out() += "</p>\n<p>";
    in_callout_title_ = false;
  } else {
    out() += in_formula_ ? "\n" : tag;
  }
}

void Renderer::normal(std::string_view text) {
  // A note's definition begins on any line.
  if (std::exchange(begins_line_, false) && !defined_by(text).empty()) {
    close_formula();
    out() += "</p>";
    paragraph_waits_ = true;
  }
  const bool starts = paragraph_waits_;
  if (std::exchange(begins_quote_, false) && starts) in_callout_title_ = text.starts_with("[!") && text.contains(']');
  settle_paragraph(text);
  if (starts && in_note_ && text.starts_with(kNoteMark)) {
    text.remove_prefix(std::min(label_at(text.substr(1)).size() + 4, text.size()));  // "[^label]:"
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t mark = std::min(text.find(kNoteMark, at), text.size());
    with_formulas(text.substr(at, mark - at));
    at = mark;
    if (mark == text.size()) break;
    const std::string_view label = label_at(text.substr(mark + 1));
    if (label.empty()) {
      out() += '[';
      ++at;
      continue;
    }
    out() += "<sup><a role=\"doc-noteref\" href=\"#fn-";
    escaped(label);
    out() += "\">";
    escaped(label);
    out() += "</a></sup>";
    at += label.size() + 3;
  }
}

// ---- blocks ----

void Renderer::cell(const char* tag, const MD_BLOCK_TD_DETAIL& detail) {
  const char* const align = detail.align == MD_ALIGN_LEFT     ? " align=\"left\""
                            : detail.align == MD_ALIGN_CENTER ? " align=\"center\""
                            : detail.align == MD_ALIGN_RIGHT  ? " align=\"right\""
                                                              : "";
  out() += fmt::format("<{}{}>", tag, align);
}

void Renderer::enter_block(MD_BLOCKTYPE type, void* detail) {
  if (type == MD_BLOCK_P) {
    paragraph_waits_ = in_paragraph_ = true;
    return;
  }
  begins_quote_ = type == MD_BLOCK_QUOTE;
  in_cell_ = type == MD_BLOCK_TH || type == MD_BLOCK_TD;
  if (type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_H || type == MD_BLOCK_CODE ||
      type == MD_BLOCK_QUOTE || type == MD_BLOCK_HR || type == MD_BLOCK_TABLE || type == MD_BLOCK_HTML) {
    close_note();
  }
  switch (type) {
    case MD_BLOCK_QUOTE: out() += "<blockquote>"; break;
    case MD_BLOCK_UL: out() += "<ul>"; break;
    case MD_BLOCK_OL: out() += fmt::format("<ol start=\"{}\">", static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start); break;
    case MD_BLOCK_LI: {
      const auto& item = *static_cast<MD_BLOCK_LI_DETAIL*>(detail);
      out() += "<li>";
      if (item.is_task) out() += item.task_mark == ' ' ? "<input type=checkbox>" : "<input type=checkbox checked>";
      break;
    }
    case MD_BLOCK_HR: out() += "<hr>"; break;
    case MD_BLOCK_H: out() += fmt::format("<h{}>", static_cast<MD_BLOCK_H_DETAIL*>(detail)->level); break;
    case MD_BLOCK_CODE:
      out() += "<pre><code";
      attribute("data-lang", static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang);
      out() += ">";
      break;
    case MD_BLOCK_TABLE: out() += "<table>"; break;
    case MD_BLOCK_THEAD: out() += "<thead>"; break;
    case MD_BLOCK_TBODY: out() += "<tbody>"; break;
    case MD_BLOCK_TR: out() += "<tr>"; break;
    case MD_BLOCK_TH: cell("th", *static_cast<MD_BLOCK_TD_DETAIL*>(detail)); break;
    case MD_BLOCK_TD: cell("td", *static_cast<MD_BLOCK_TD_DETAIL*>(detail)); break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
    case MD_BLOCK_P: break;
  }
}

void Renderer::leave_block(MD_BLOCKTYPE type, void* detail) {
  close_formula();
  in_paragraph_ = in_callout_title_ = begins_line_ = in_cell_ = false;
  switch (type) {
    case MD_BLOCK_DOC: close_note(); break;
    case MD_BLOCK_P:
      settle_paragraph();
      out() += "</p>";
      break;
    case MD_BLOCK_QUOTE: out() += "</blockquote>"; break;
    case MD_BLOCK_UL: out() += "</ul>"; break;
    case MD_BLOCK_OL: out() += "</ol>"; break;
    case MD_BLOCK_LI: out() += "</li>"; break;
    case MD_BLOCK_H: out() += fmt::format("</h{}>", static_cast<MD_BLOCK_H_DETAIL*>(detail)->level); break;
    case MD_BLOCK_CODE: out() += "</code></pre>"; break;
    case MD_BLOCK_TABLE: out() += "</table>"; break;
    case MD_BLOCK_THEAD: out() += "</thead>"; break;
    case MD_BLOCK_TBODY: out() += "</tbody>"; break;
    case MD_BLOCK_TR: out() += "</tr>"; break;
    case MD_BLOCK_TH: out() += "</th>"; break;
    case MD_BLOCK_TD: out() += "</td>"; break;
    case MD_BLOCK_HR:
    case MD_BLOCK_HTML: break;
  }
  out() += '\n';
}

// ---- spans ----

void Renderer::enter_span(MD_SPANTYPE type, void* detail) {
  settle_paragraph();
  ++spans_open_;
  begins_line_ = begins_quote_ = false;
  if (type == MD_SPAN_IMG) {
    const auto& image = *static_cast<MD_SPAN_IMG_DETAIL*>(detail);
    if (images_open_++ > 0) return;
    out() += "<img";
    attribute("src", image.src);
    attribute("title", image.title);
    out() += " alt=\"";
    return;
  }
  if (images_open_ > 0) return;
  switch (type) {
    case MD_SPAN_EM: out() += "<em>"; break;
    case MD_SPAN_STRONG: out() += "<strong>"; break;
    case MD_SPAN_A:
      if (links_open_++ > 0) break;  // An address in a link's text is no link of its own.
      out() += "<a";
      attribute("href", static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
      attribute("title", static_cast<MD_SPAN_A_DETAIL*>(detail)->title);
      out() += ">";
      break;
    case MD_SPAN_CODE: out() += "<code>"; break;
    case MD_SPAN_DEL: out() += "<del>"; break;
    case MD_SPAN_U: out() += "<u>"; break;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_IMG:
    case MD_SPAN_WIKILINK: break;
  }
}

void Renderer::leave_span(MD_SPANTYPE type) {
  --spans_open_;
  if (type == MD_SPAN_IMG) {
    if (--images_open_ == 0) out() += "\">";
    return;
  }
  if (images_open_ > 0) return;
  switch (type) {
    case MD_SPAN_EM: out() += "</em>"; break;
    case MD_SPAN_STRONG: out() += "</strong>"; break;
    case MD_SPAN_A:
      if (--links_open_ == 0) out() += "</a>";
      break;
    case MD_SPAN_CODE: out() += "</code>"; break;
    case MD_SPAN_DEL: out() += "</del>"; break;
    case MD_SPAN_U: out() += "</u>"; break;
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_IMG:
    case MD_SPAN_WIKILINK: break;
  }
}

void Renderer::text(MD_TEXTTYPE type, std::string_view text) {
  const std::size_t begin = out().size();
  switch (type) {
    case MD_TEXT_NORMAL:
      if (images_open_ > 0) {
        escaped(text);
      } else {
        normal(text);
      }
      break;
    case MD_TEXT_NULLCHAR:
      settle_paragraph();
      out() += "\xEF\xBF\xBD";
      break;
    case MD_TEXT_BR: line_end(images_open_ > 0 ? " " : "<br>\n"); break;
    case MD_TEXT_SOFTBR: line_end("\n"); break;
    case MD_TEXT_ENTITY:
      settle_paragraph();
      out() += text;
      break;
    case MD_TEXT_HTML:
      settle_paragraph();
      if (images_open_ == 0) markup(text);
      break;
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
      settle_paragraph();
      code(text);
      break;
  }
  came_from(text, begin);
}

Renderer& renderer(void* user) { return *static_cast<Renderer*>(user); }

// The origins that [begin, end) of the HTML touches, as one range of the Markdown.
ByteRange range_in_markdown(ByteRange range, const std::vector<Origin>& origins, std::uint32_t offset) {
  const auto first = std::ranges::upper_bound(origins, range.begin, {}, &Origin::html_end);
  ByteRange out;
  if (first == origins.end() || first->html_begin >= range.end) return out;
  const auto behind = std::lower_bound(first, origins.end(), range.end,
                                       [](const Origin& origin, std::uint32_t end) { return origin.html_begin < end; });
  return {first->begin + offset, (behind - 1)->end + offset};
}

// How many bare addresses the paragraph has that has most of them.
std::size_t most_addresses_together(std::string_view markdown) {
  std::size_t most = 0, together = 0, before = 0;
  for (std::size_t at = markdown.find("://"); at != std::string_view::npos; at = markdown.find("://", at + 3)) {
    if (markdown.substr(before, at - before).find("\n\n") != std::string_view::npos) together = 0;
    most = std::max(most, ++together);
    before = at;
  }
  return most;
}

// Every "[" that begins a line, containers aside, stands for itself: no reference is defined.
void undo_definitions(std::string& marked) {
  bool begins_line = true;
  for (char& c : marked) {
    if (c == '\n') {
      begins_line = true;
    } else if (begins_line) {
      if (c == '[') c = kNoteMark;
      begins_line = std::string_view(" \t>-+*.)0123456789").contains(c);
    }
  }
}

enum class Parsed : std::uint8_t { kWhole, kExhausted };

Parsed parse(std::string_view marked, bool links_addresses, Renderer& writer) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
  if (links_addresses) parser.flags |= MD_FLAG_PERMISSIVEURLAUTOLINKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return renderer(user).enter_block(type, detail), 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return renderer(user).leave_block(type, detail), 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    return renderer(user).enter_span(type, detail), renderer(user).is_exhausted() ? -1 : 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) { return renderer(user).leave_span(type), 0; };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    return renderer(user).text(type, {text, size}), 0;
  };
  const std::size_t size = std::min<std::size_t>(marked.size(), std::numeric_limits<MD_SIZE>::max());
  md_parse(marked.data(), static_cast<MD_SIZE>(size), &parser, &writer);
  return writer.is_exhausted() ? Parsed::kExhausted : Parsed::kWhole;
}

}  // namespace

MarkdownPage html_of_markdown(std::string_view markdown) {
  std::string marked = with_note_marks(markdown);
  const std::vector<MathSpan> formulas = hide_math(marked);
  const bool links_addresses = most_addresses_together(marked) <= kMostBareAddresses;
  const auto rendered = [&](bool without_definitions) {
    Renderer writer(marked, formulas);
    const Parsed parsed = parse(marked, links_addresses, writer);
    MarkdownPage page = std::move(writer).take();
    page.without_bare_addresses = !links_addresses;
    page.without_definitions = without_definitions;
    return std::pair(parsed, std::move(page));
  };
  auto [parsed, page] = rendered(false);
  if (parsed == Parsed::kWhole) return std::move(page);
  undo_definitions(marked);
  return rendered(true).second;
}

// Blocks nest at most kMaxBlockDepth deep, so this goes no deeper either.
void restore_ranges(std::vector<Block>& blocks, const std::vector<Origin>& origins, std::uint32_t offset) {
  for (Block& block : blocks) {
    block.source = range_in_markdown(block.source, origins, offset);
    restore_ranges(block.children, origins, offset);
  }
}

}  // namespace pressmark::capture
