#include "extract/math_prose.h"

#include <array>
#include <utility>

#include "extract/convert_style.h"
#include "extract/inline.h"
#include "extract/math.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

struct Delimiter {
  std::string_view open, close;
  bool display;
  bool keeps_itself;  // an environment's \begin and \end are TeX too
};
// In the order in which they are tried at a place.
constexpr std::array<Delimiter, 5> kDelimiters = {Delimiter{"\\(", "\\)", false, false},
                                                  {"\\[", "\\]", true, false},
                                                  {"\\begin{", "\\end{", true, true},
                                                  {"$$", "$$", true, false},
                                                  {"$", "$", false, false}};
constexpr std::size_t kDollar = 4;

struct Found {
  std::size_t end = std::string_view::npos;  // behind the formula
  std::string_view tex;
  bool display = false;
};

bool is_digit(std::string_view text) { return !text.empty() && text.front() >= '0' && text.front() <= '9'; }

// The formulas of one run of text.
class Scanner {
 public:
  Scanner(std::string_view text, ProseTex tex) : text_(text), tex_(tex) {}

  // The formula that begins at `at`; its end is npos where none does.
  Found formula_at(std::size_t at) {
    if (text_[at] != '\\' && text_[at] != '$') return {};
    for (std::size_t i = 0; i < kDelimiters.size(); ++i) {
      const Delimiter& delimiter = kDelimiters[i];
      if (!text_.substr(at).starts_with(delimiter.open)) continue;
      if (i == kDollar && tex_ != ProseTex::kWithDollars) return {};
      return delimiter.keeps_itself ? environment_at(at) : closed(at, i);
    }
    return {};
  }

 private:
  Found closed(std::size_t at, std::size_t which) {
    const Delimiter& delimiter = kDelimiters[which];
    const std::size_t begin = at + delimiter.open.size();
    if (is_missing_[which]) return {};
    std::size_t end = text_.find(delimiter.close, begin);
    // A dollar sign behind a backslash is one to be shown.
    while (end != std::string_view::npos && delimiter.close.front() == '$' && end > begin && text_[end - 1] == '\\') {
      end = text_.find(delimiter.close, end + 1);
    }
    if (end == std::string_view::npos) {
      is_missing_[which] = true;  // Nor will it be found from further on.
      return {};
    }
    const std::string_view tex = trimmed(text_.substr(begin, end - begin));
    if (tex.empty()) return {};
    // "$5 and $6" are prices.
    if (which == kDollar && (tex.size() != end - begin || is_digit(text_.substr(end + 1, 1)))) return {};
    return {.end = end + delimiter.close.size(), .tex = tex, .display = delimiter.display};
  }

  Found environment_at(std::size_t at) {
    constexpr std::size_t kLongestName = 20;
    const std::size_t begin = at + std::string_view("\\begin").size();
    const std::size_t brace = text_.substr(begin, kLongestName).find('}');
    if (brace == std::string_view::npos || is_missing_[2]) return {};
    const std::string close = "\\end" + std::string(text_.substr(begin, brace + 1));
    const std::size_t end = text_.find(close, begin);
    if (end == std::string_view::npos) {
      is_missing_[2] = true;  // For the sake of the cost, whatever the next one's name.
      return {};
    }
    return {.end = end + close.size(), .tex = text_.substr(at, end + close.size() - at), .display = true};
  }

  std::string_view text_;
  ProseTex tex_;
  std::array<bool, kDelimiters.size()> is_missing_{};
};

bool is_text(const Span& span) { return span.kind == Span::Kind::kText || span.kind == Span::Kind::kLineBreak; }

// Text with line feeds as the spans that it was made of.
void add_text(std::vector<ProsePiece>& out, std::string_view text, const Span& like) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) {
      Span span = like;
      span.text = text.substr(at, end - at);
      out.push_back({.span = std::move(span)});
    }
    if (end < text.size()) out.push_back({.span = {.kind = Span::Kind::kLineBreak}});
    at = end + 1;
  }
}

void part_run(std::vector<ProsePiece>& out, std::string_view text, const Span& like, ProseTex tex) {
  Scanner scanner(text, tex);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Found found = scanner.formula_at(at);
    if (found.end == std::string_view::npos) {
      const bool is_escape = text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '$';
      at += is_escape ? 2 : 1;
      continue;
    }
    add_text(out, text.substr(begin, at - begin), like);
    Span formula{.kind = Span::Kind::kMath, .marks = like.marks, .text = std::string(found.tex), .link = like.link};
    if (!shows_nothing(found.tex)) out.push_back({.span = std::move(formula), .display = found.display});
    begin = at = found.end;
  }
  add_text(out, text.substr(begin), like);
}

bool says_single_dollars(std::string_view script) {
  if (!contains_ignoring_case(script, "inlinemath") && !contains_ignoring_case(script, "delimiters")) return false;
  return script.contains("'$'") || script.contains("\"$\"");
}

}  // namespace

ProseTex prose_tex(Node root) {
  ProseTex found = ProseTex::kNone;
  for (Node node = root; node; node = node.next_in_preorder(root)) {
    if (!node.is(Name::kScript)) continue;
    const std::string_view source = value_of(node, Name::kSrc);
    const Node child = node.first_child();
    const std::string_view script = child && child.is_text() ? child.text() : std::string_view();
    const bool typesets = contains_ignoring_case(source, "mathjax") || contains_ignoring_case(source, "auto-render") ||
                          script.contains("MathJax") || script.contains("renderMathInElement");
    if (!typesets) continue;
    if (says_single_dollars(script)) return ProseTex::kWithDollars;
    found = ProseTex::kBracketed;
  }
  return found;
}

bool may_hold_tex(std::string_view text) {
  return text.contains('$') || text.contains("\\(") || text.contains("\\[") || text.contains("\\begin{");
}

std::vector<ProsePiece> parted_by_formulas(std::vector<Span> spans, ProseTex tex) {
  std::vector<ProsePiece> out;
  for (std::size_t i = 0; i < spans.size();) {
    if (spans[i].kind != Span::Kind::kText) {
      out.push_back({.span = std::move(spans[i++])});
      continue;
    }
    Span like = spans[i];
    std::string run;
    for (; i < spans.size() && is_text(spans[i]); ++i) {
      const bool is_break = spans[i].kind == Span::Kind::kLineBreak;
      if (!is_break && (spans[i].marks != like.marks || spans[i].link != like.link)) break;
      run += is_break ? std::string("\n") : spans[i].text;
    }
    part_run(out, run, like, tex);
  }
  return out;
}

}  // namespace pressmark::extract
