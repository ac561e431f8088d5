#include "extract/code.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ascii.h"
#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool is_pre(Node node) { return node.is(Name::kPre) || node.is(Name::kListing) || node.is(Name::kXmp); }

const WordList& gutter_names() {
  return kWordList<"gutter", "line-number", "line-numbers", "linenumber", "linenumbers", "lineno", "linenos",
                   "line_numbers", "hljs-ln-numbers", "hljs-ln-n", "rouge-gutter", "blob-num",
                   "code-snippet__line-index", "ln", "ln-num", "line-numbers-rows", "crayon-nums", "crayon-num",
                   "react-code-line-number", "lnt", "lntd-numbers", "gl", "linenodiv", "linenostart",
                   "code-line-number", "line-num", "line-no", "syntaxhighlighter-gutter">;
}

bool is_number_gutter(Node element) {
  return contains_any_word(value_of(element, Name::kClass).substr(0, kMostNames), gutter_names());
}

// Digits, white space and nothing else.
bool only_digits(Node element) {
  bool any = false;
  for (Node node = element; node; node = node.next_in_preorder(element)) {
    if (!node.is_text()) continue;
    for (const char c : node.text()) {
      if (ascii::is_digit(c)) {
        any = true;
      } else if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return false;
      }
    }
  }
  return any;
}

// A highlighter's table: line numbers in one cell, the listing in the other, or a row a line.
bool is_listing_table(Node element) {
  if (!element.is(Name::kTable)) return false;
  if (has_any_class<"highlighttable", "rouge-table", "hljs-ln", "crayon-table", "lntable", "js-file-line-container",
                    "codehilitetable">(element)) {
    return true;
  }
  Node row = element;
  for (int steps = 0; row && !row.is(Name::kTr) && steps < 8; ++steps) row = row.next_in_preorder(element);
  if (!row || !row.is(Name::kTr)) return false;
  for (Node cell = row.first_child(); cell; cell = cell.next_sibling()) {
    if (cell.is_element() && is_number_gutter(cell)) return true;
  }
  return false;
}

// The language in one class name, "" when it names none. `bare` names a class that stands for itself, after "hljs".
std::string_view language_in(std::string_view name, bool bare) {
  constexpr std::array<std::string_view, 7> kPrefixes = {"language-", "lang-", "highlight-source-", "highlight-text-",
                                                         "brush:",    "code-", "highlight-"};
  for (const std::string_view prefix : kPrefixes) {
    if (!ascii::starts_with_ignoring_case(name, prefix) || name.size() == prefix.size()) continue;
    if (prefix == "code-") return {};  // "code-block", "code-toolbar": a box, no language
    return name.substr(prefix.size());
  }
  constexpr std::array<std::string_view, 19> kWords = {"numbersource", "notranslate",   "sourcecode-lines",
                                                       "hljs",         "highlight",     "sourcecode",
                                                       "prettyprint",  "linenums",      "codehilite",
                                                       "numberlines",  "src",           "prettyprinted",
                                                       "wrap",         "literal-block", "code",
                                                       "copyable",     "prism",         "snippet",
                                                       "shiki"};
  if (!bare || std::ranges::any_of(kWords, [&](std::string_view w) { return contains_word(name, w); })) return {};
  const auto is_plain = [](char c) { return c == '+' || c == '#' || (c >= '0' && c <= '9') || (c | 32) >= 'a'; };
  return name.size() <= 16 && std::ranges::all_of(name, is_plain) && name.find_first_of("-_") == name.npos
             ? name
             : std::string_view();
}

// Names that a class may have only for the language of a listing.
bool is_language(std::string_view name) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"ada",        "apache",  "arduino",    "asm",     "awk",     "bash",   "basic",      "c",          "c++",
       "clojure",    "cmake",   "cpp",        "cs",      "csharp",  "css",    "dart",       "delphi",     "diff",
       "dockerfile", "elixir",  "elm",        "erlang",  "fortran", "fsharp", "go",         "gradle",     "graphql",
       "groovy",     "haskell", "html",       "http",    "ini",     "java",   "javascript", "js",         "json",
       "jsx",        "julia",   "kotlin",     "latex",   "less",    "lisp",   "lua",        "makefile",   "markdown",
       "matlab",     "nginx",   "objectivec", "ocaml",   "pascal",  "perl",   "php",        "powershell", "prolog",
       "protobuf",   "python",  "r",          "ruby",    "rust",    "sass",   "scala",      "scheme",     "scss",
       "sh",         "shell",   "sql",        "swift",   "tcl",     "tex",    "toml",       "ts",         "tsx",
       "typescript", "vb",      "vbnet",      "verilog", "vhdl",    "xml",    "yaml",       "zig"});
  const std::string lower_name = ascii::lowercase(name);
  return std::ranges::find(kNames, std::string_view(lower_name)) != kNames.end();
}

std::string_view language_of_classes(Node element) {
  const std::string_view classes = value_of(element, Name::kClass).substr(0, kMostNames);
  if (element.is(Name::kCode) && is_language(classes)) return classes;
  const bool bare = has_any_class<"hljs", "sourcecode", "src">(element) ||
                    (element.is(Name::kFigure) && has_class(element, "highlight"));
  std::string_view found_bare;
  for (std::size_t at = 0; at < classes.size();) {
    const std::size_t end = std::min(classes.find_first_of(" \t\n\r\f", at), classes.size());
    std::string_view name = classes.substr(at, end - at);
    at = end + 1;
    if (name == "brush:" && at < classes.size()) {  // SyntaxHighlighter: class="brush: js; gutter: true"
      const std::size_t semicolon = std::min(classes.find_first_of("; \t\n", at), classes.size());
      return classes.substr(at, semicolon - at);
    }
    if (name.starts_with("src-")) return name.substr(4);  // Org mode
    const std::string_view language = language_in(name, bare);
    if (language.empty()) continue;
    if (language.data() != name.data()) return language;
    if (found_bare.empty()) found_bare = language;
  }
  return found_bare;
}

std::string_view own_language(Node element) {
  for (const Name name : {Name::kDataLang, Name::kDataLanguage, Name::kDataCodeLanguage}) {
    if (const std::string_view value = value_of(element, name); !value.empty()) return value;
  }
  return language_of_classes(element);
}

// The language as a Markdown info string would have it.
std::string normalized(std::string_view language) {
  std::string name;
  for (const char c : language.substr(0, 32)) {
    if (c == ' ' || c == ';' || c == ',' || c == '{' || c == '`') break;
    name += ascii::to_lower(c);
  }
  constexpr std::array<std::string_view, 10> kNone = {"none",        "text",    "plain", "plaintext", "txt",
                                                      "nohighlight", "default", "auto",  "unknown",   "undefined"};
  return std::ranges::find(kNone, name) != kNone.end() ? std::string() : name;
}

std::string language_of(Node element) {
  // Inside first (pre > code), then the listing itself, then its boxes.
  Node inner = element;
  for (int steps = 0; inner && steps < 24; ++steps, inner = inner.next_in_preorder(element)) {
    if (!inner.is(Name::kCode) && !is_pre(inner) && !inner.is(Name::kDiv)) continue;
    if (const std::string_view found = own_language(inner); !found.empty()) return normalized(found);
  }
  Node outer = element;
  for (int steps = 0; outer && outer.is_element() && steps < 4; ++steps, outer = outer.parent()) {
    if (outer.is(Name::kBody) || outer.is(Name::kArticle) || outer.is(Name::kMain)) break;
    if (const std::string_view found = own_language(outer); !found.empty()) return normalized(found);
  }
  return {};
}

// The listing's lines as they come: text as it stands, <br> and block ends as line feeds.
class Lines {
 public:
  void text(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text.substr(at).starts_with(kNoBreakSpace)) {
        out_ += ' ';
        ++at;
      } else if (text.substr(at).starts_with("\xE2\x80\x8B")) {
        at += 2;
      } else {
        out_ += text[at];
      }
    }
  }
  void line_feed() { out_ += '\n'; }
  // Between the cells of a row.
  void gap() {
    if (!out_.empty() && out_.back() != '\n' && out_.back() != ' ') out_ += ' ';
  }
  // The edge of a line that has an element of its own. White space between such elements is the page's, not the code's.
  void edge() {
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  }
  std::string take() {
    const std::size_t end = out_.find_last_not_of(" \n\t\r");
    out_.resize(end == std::string::npos ? 0 : end + 1);
    const std::size_t start = std::min(out_.find_first_not_of("\n\r"), out_.size());
    return out_.substr(start);
  }

 private:
  std::string out_;
};

// One <code> a line, as WeChat's editor writes them: more than one <code> among the children, with nothing between.
bool has_code_lines(Node element) {
  int codes = 0;
  for (Node child = element.first_child(); child; child = child.next_sibling()) codes += child.is(Name::kCode);
  return codes > 1;
}

bool is_line(Node node, bool code_lines) {
  if (node.is(Name::kCode)) return code_lines;
  return node.is(Name::kDiv) || node.is(Name::kP) || node.is(Name::kLi) || node.is(Name::kTr) ||
         node.is(Name::kSection);
}

bool is_white(std::string_view text) { return text.find_first_not_of(" \n\t\r") == std::string_view::npos; }

// White space between table parts or between elements that are lines is the page's, not the code's.
bool stands_between_lines(Node text, bool code_lines) {
  const Node parent = text.parent();
  if (parent.is(Name::kTable) || parent.is(Name::kTbody) || parent.is(Name::kTr)) return true;
  const Node before = text.previous_sibling(), after = text.next_sibling();
  return (before && before.is_element() && is_line(before, code_lines)) ||
         (after && after.is_element() && is_line(after, code_lines));
}

// A few words in a few elements, none of them a listing.
bool is_label(Node element) {
  constexpr std::size_t kMostBytes = 40;
  constexpr int kMostNodes = 40;
  std::size_t bytes = 0;
  int nodes = 0;
  for (Node node = element; node; node = node.next_in_preorder(element)) {
    if (++nodes > kMostNodes || is_pre(node) || node.is(Name::kCode)) return false;
    if (node.is_text() && !is_white(node.text())) bytes += node.text().size();
    if (bytes > kMostBytes) return false;
  }
  return true;
}

// Whether a listing is among the first nodes of the subtree.
bool begins_with_listing(Node element) {
  constexpr int kSteps = 8;
  Node node = element;
  for (int steps = 0; node && steps < kSteps; ++steps, node = node.next_in_preorder(element)) {
    if (node.is_element() && is_code_listing(node)) return true;
  }
  return false;
}

// Whether a listing stands beside the element, or beside a box that the element is in.
bool is_beside_listing(Node element) {
  constexpr int kBoxes = 3, kSiblings = 4;
  for (int boxes = 0; element && element.is_element() && boxes < kBoxes; ++boxes, element = element.parent()) {
    Node before = element.previous_sibling(), after = element.next_sibling();
    for (int steps = 0; steps < kSiblings; ++steps) {
      if (after && begins_with_listing(after)) return true;
      if (before && before.is_element() && is_code_listing(before)) return true;
      if (after) after = after.next_sibling();
      if (before) before = before.previous_sibling();
    }
  }
  return false;
}

}  // namespace

bool may_stand_beside_code(std::string_view classes) { return contains_any_word(classes, gutter_names()); }

bool is_beside_code_chrome(Node element) {
  const bool is_tool = class_hints<"toolbar", "copy", "clipboard", "lang", "language">(element);
  if (!is_tool && !is_number_gutter(element)) return false;
  return is_beside_listing(element) && (is_tool ? is_label(element) : only_digits(element));
}

bool is_code_chrome(Node element) {
  if (element.is(Name::kButton)) return true;
  // "line-numbers" on a listing says that it has some.
  if (is_number_gutter(element) && (!(is_pre(element) || element.is(Name::kCode)) || only_digits(element))) return true;
  if (class_hints<"copy", "clipboard", "copybtn">(element) && !is_pre(element) && !element.is(Name::kCode)) return true;
  return has_any_class<"code-header", "toolbar", "crayon-toolbar", "code-lang-label">(element) ||
         (is_pre(element) && only_digits(element) && element.parent() && is_number_gutter(element.parent()));
}

bool is_code_listing(Node element) {
  if (is_pre(element)) return true;
  if (is_listing_table(element)) return true;
  return element.is(Name::kDiv) && has_any_class<"syntaxhighlighter", "crayon-main">(element);
}

Listing listing_of(Node element) {
  Lines lines;
  std::vector<std::pair<Node, bool>> open;  // ancestors that are lines; whether their codes are lines
  bool code_lines = has_code_lines(element);
  Node node = element.first_child();
  while (node) {
    Node next;
    if (node.is_text()) {
      const bool between_lines = is_white(node.text()) && stands_between_lines(node, code_lines);
      if (!between_lines) lines.text(node.text());
    } else if (node.is(Name::kBr)) {
      lines.line_feed();
    } else if (node.is_element() && !is_code_chrome(node) && !is_never_shown(node) &&
               node.name_space() == html::Namespace::kHtml) {
      if (is_line(node, code_lines)) {
        lines.edge();
        open.emplace_back(node, code_lines);
      }
      if (node.is(Name::kTd) || node.is(Name::kTh)) lines.gap();
      if (!node.is(Name::kCode)) code_lines |= has_code_lines(node);
      next = node.first_child();
      // An empty line is a line too.
      if (!next && is_line(node, code_lines)) lines.line_feed();
    }
    while (!next && node != element) {
      if (!open.empty() && open.back().first == node) {
        lines.edge();
        open.pop_back();
      }
      next = node.next_sibling();
      if (!next) {
        node = node.parent();
        if (!node) break;
        if (node == element) break;
      }
    }
    if (!next) break;
    node = next;
  }
  return {lines.take(), language_of(element)};
}

}  // namespace pressmark::extract
