// MathML to TeX in one walk: every element writes what stands before, between and after its children.
// https://www.w3.org/TR/mathml-core/
#include <algorithm>
#include <array>
#include <vector>

#include "extract/convert_style.h"
#include "extract/inline.h"
#include "extract/math.h"
#include "extract/math_symbols.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

// What an element writes around its children. `between` by the number of the child that follows, the last one repeats.
struct Shape {
  std::string before{}, after{};
  std::array<std::string_view, 3> between{};
  int children = -1;          // only so many of them are walked; -1: all
  bool second_first = false;  // the second child is written before the first
  Node right_fence{};         // the child that "\\right" stands in front of
};

struct Open {
  Node node;
  Shape shape;
  int child = 0;  // how many have been entered
  Node last{};    // the one entered last
};

Node first_element(Node node) {
  Node child = node.first_child();
  while (child && !child.is_element()) child = child.next_sibling();
  return child;
}

Node next_element(Node node) {
  Node next = node.next_sibling();
  while (next && !next.is_element()) next = next.next_sibling();
  return next;
}

std::string token_text(Node token) { return std::string(trimmed(token.text_content())); }

bool is_token(Node node) {
  return node.name() == Name::kMi || node.name() == Name::kMn || node.name() == Name::kMo ||
         node.name() == Name::kMtext || node.name() == Name::kMs;
}

void append_text(std::string& out, std::string_view text) {
  out += "\\text{";
  for (const char c : text) {
    if (c == '{' || c == '}' || c == '$' || c == '%' || c == '#' || c == '&' || c == '_') out += '\\';
    out += c;
  }
  out += '}';
}

bool is_one_character(std::string_view text) {
  std::size_t characters = 0;
  for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return characters == 1;
}

std::string_view variant_command(std::string_view variant) {
  if (variant == "bold") return "\\mathbf";
  if (variant == "bold-italic") return "\\boldsymbol";
  if (variant == "double-struck") return "\\mathbb";
  if (variant == "script") return "\\mathcal";
  if (variant == "fraktur") return "\\mathfrak";
  if (variant == "sans-serif") return "\\mathsf";
  if (variant == "monospace") return "\\mathtt";
  return {};
}

void append_identifier(std::string& out, Node token) {
  const std::string text = token_text(token);
  const std::string_view variant = value_of(token, "mathvariant");
  if (const std::string_view command = variant_command(variant); !command.empty()) {
    out += command;
    out += '{';
    append_tex(out, text);
    out += '}';
  } else if (is_function_name(text)) {
    out += '\\';
    out += text;
  } else if (is_one_character(text) && (variant != "normal" || (text[0] & 0x80))) {
    append_tex(out, text);
  } else if (!text.empty()) {
    out += is_one_character(text) ? "\\mathrm{" : "\\operatorname{";
    append_tex(out, text);
    out += '}';
  }
}

void append_token(std::string& out, Node token) {
  switch (token.name()) {
    case Name::kMi: return append_identifier(out, token);
    case Name::kMtext:
    case Name::kMs: return append_text(out, token.text_content());
    default: break;
  }
  const std::string text = token_text(token);
  if (token.name() == Name::kMo && text.size() > 1 && is_function_name(text)) out += '\\';
  append_tex(out, text);
}

bool has_table_child(Node row) {
  for (Node child = first_element(row); child; child = next_element(child)) {
    if (child.name() == Name::kMtable) return true;
  }
  return false;
}

// A fence that embraces a table grows with it.
Shape row_shape(Node row) {
  const Node first = first_element(row);
  if (!first || !has_table_child(row)) return {};
  Node last = row.last_child();
  while (last && !last.is_element()) last = last.previous_sibling();
  const bool opens = first.name() == Name::kMo;
  const bool closes = last.name() == Name::kMo && last != first;
  if (!opens && !closes) return {};
  Shape shape{.before = opens ? "\\left" : "\\left.", .after = closes ? "" : "\\right."};
  if (closes) shape.right_fence = last;
  return shape;
}

std::string fence(std::string_view text) {
  std::string out;
  append_tex(out, text);
  return out.empty() ? "." : out;
}

Shape fenced_shape(Node node) {
  const auto open = node.attribute("open"), close = node.attribute("close");
  return {.before = "\\left" + fence(open.value_or("(")),
          .after = "\\right" + fence(close.value_or(")")),
          .between = {",", ",", ","}};
}

// A base of several parts is put in braces, so that the script belongs to all of it.
Shape script_shape(Node node, std::string_view first, std::string_view second) {
  const Node base = first_element(node);
  const bool bare = base && is_token(base);
  Shape shape{.before = bare ? "" : "{", .after = "}"};
  shape.between = {bare ? first : first == "_{" ? "}_{" : "}^{", second, second};
  shape.children = second.empty() ? 2 : 3;
  return shape;
}

// Accents are written around the base; anything else is a limit.
Shape over_under_shape(Node node, bool over) {
  const Node base = first_element(node);
  const Node mark = base ? next_element(base) : base;
  if (mark && is_token(mark)) {
    const std::string_view accent = over ? accent_over(token_text(mark)) : accent_under(token_text(mark));
    if (!accent.empty()) return {.before = std::string(accent) + "{", .after = "}", .children = 1};
  }
  const std::string text = base && is_token(base) ? token_text(base) : std::string();
  constexpr std::array<std::string_view, 9> kTakesLimits = {"∑", "∏", "∫", "lim", "max", "min", "sup", "inf", "⋃"};
  for (const std::string_view one : kTakesLimits) {
    if (text == one) return script_shape(node, over ? "^{" : "_{", "");
  }
  if (base && (base.name() == Name::kMunder || base.name() == Name::kMover))
    return script_shape(node, over ? "^{" : "_{", "");
  return {.before = over ? "\\overset{" : "\\underset{",
          .after = "}",
          .between = {"}{", "", ""},
          .children = 2,
          .second_first = true};
}

Shape shape_of(Node node) {
  switch (node.name()) {
    case Name::kMfrac: return {.before = "\\frac{", .after = "}", .between = {"}{", "", ""}, .children = 2};
    case Name::kMroot:
      return {.before = "\\sqrt[", .after = "}", .between = {"]{", "", ""}, .children = 2, .second_first = true};
    case Name::kMsqrt: return {.before = "\\sqrt{", .after = "}"};
    case Name::kMsub: return script_shape(node, "_{", "");
    case Name::kMsup: return script_shape(node, "^{", "");
    case Name::kMsubsup:
    case Name::kMunderover: return script_shape(node, "_{", "}^{");
    case Name::kMunder: return over_under_shape(node, false);
    case Name::kMover: return over_under_shape(node, true);
    case Name::kMfenced: return fenced_shape(node);
    case Name::kMtable:
      return {.before = "\\begin{matrix}", .after = "\\end{matrix}", .between = {" \\\\ ", " \\\\ ", " \\\\ "}};
    case Name::kMtr:
    case Name::kMlabeledtr: return {.between = {" & ", " & ", " & "}};
    case Name::kMphantom: return {.before = "\\phantom{", .after = "}"};
    case Name::kMenclose: return {.before = "\\boxed{", .after = "}"};
    case Name::kSemantics: return {.children = 1};
    case Name::kMaction: return {.children = 1};
    case Name::kMrow:
    case Name::kMstyle:
    case Name::kMpadded:
    case Name::kMath: return row_shape(node);
    default: return {};
  }
}

bool is_passed_over(Node node) {
  return node.name() == Name::kAnnotation || node.name() == Name::kAnnotationXml || node.name() == Name::kNone;
}

class Writer {
 public:
  explicit Writer(Node root) : root_(root) {}

  std::string write() && {
    enter(root_);
    while (!open_.empty()) step();
    return std::string(trimmed(out_));
  }

 private:
  // The next child of the innermost open element, or its end.
  void step() {
    Open& top = open_.back();
    const Shape& shape = top.shape;
    const Node next = next_child(top);
    if (!next || (shape.children >= 0 && top.child >= shape.children)) {
      out_ += shape.after;
      open_.pop_back();
      return;
    }
    if (top.child > 0) out_ += shape.between[static_cast<std::size_t>(std::min(top.child - 1, 2))];
    if (next == shape.right_fence) out_ += "\\right";
    ++top.child;
    top.last = next;
    enter(next);
  }

  static Node next_child(const Open& open) {
    Node next;
    if (open.shape.second_first) {
      const Node first = first_element(open.node);
      if (open.child == 0) return first ? next_element(first) : first;
      return open.child == 1 ? first : Node();
    }
    next = open.child == 0 ? first_element(open.node) : next_element(open.last);
    while (next && is_passed_over(next)) next = next_element(next);
    return next;
  }

  void enter(Node node) {
    if (is_token(node)) return append_token(out_, node);
    if (node.name() == Name::kMspace) {
      out_ += "\\ ";
      return;
    }
    open_.push_back({.node = node, .shape = shape_of(node)});
    out_ += open_.back().shape.before;
  }

  Node root_;
  std::string out_;
  std::vector<Open> open_;
};

}  // namespace

std::string tex_of_mathml(Node math) { return Writer(math).write(); }

}  // namespace pressmark::extract
