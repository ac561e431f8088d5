#include "extract/math.h"

#include <algorithm>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/inline.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

bool is_math(Node node) {
  return node.is_element() && node.name_space() == html::Namespace::kMathMl && node.name() == Name::kMath;
}

bool is_tex_script(Node node) {
  return node && node.is(Name::kScript) && ascii::starts_with_ignoring_case(value_of(node, Name::kType), "math/tex");
}

Node next_element(Node node) {
  Node next = node.next_sibling();
  while (next && !next.is_element()) next = next.next_sibling();
  return next;
}

// MathJax keeps the source behind what it made of it, at most two boxes further out.
bool has_script_behind(Node element) {
  for (int steps = 0; element && element.is_element() && steps < 3; ++steps, element = element.parent()) {
    Node next = next_element(element);
    if (next && has_class(next, "mathjax")) next = next_element(next);
    if (is_tex_script(next)) return true;
  }
  return false;
}

template <class Test>
Node find_within(Node root, Test test) {
  for (Node node = root; node; node = node.next_in_preorder(root)) {
    if (node.is_element() && test(node)) return node;
  }
  return {};
}

bool is_tex_annotation(Node node) {
  if (node.name() != Name::kAnnotation) return false;
  const std::string_view encoding = value_of(node, Name::kEncoding);
  return contains_ignoring_case(encoding, "tex");
}

// "{\displaystyle x}" is x.
std::string without_style(std::string_view tex) {
  tex = trimmed(tex);
  for (const std::string_view style : {"\\displaystyle", "\\textstyle"}) {
    const std::string opening = "{" + std::string(style);
    if (tex.starts_with(opening) && tex.ends_with('}')) {
      tex = trimmed(tex.substr(opening.size(), tex.size() - opening.size() - 1));
    }
  }
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"\\(", "\\)"}, {"\\[", "\\]"}, {"$$", "$$"}, {"$", "$"}}) {
    if (tex.size() > open.size() + close.size() && tex.starts_with(open) && tex.ends_with(close)) {
      tex = trimmed(tex.substr(open.size(), tex.size() - open.size() - close.size()));
    }
  }
  return std::string(tex);
}

bool says_true(std::string_view value) { return contains_word(value, "true"); }

bool is_display(Node element) {
  if (contains_word(value_of(element, Name::kDisplay), "block") || says_true(value_of(element, Name::kDisplay))) {
    return true;
  }
  if (contains_ignoring_case(value_of(element, Name::kType), "mode=display")) return true;
  Node box = element;
  for (int steps = 0; box && box.is_element() && steps < 3; ++steps, box = box.parent()) {
    if (has_any_class<"katex-display", "mathjax_display", "mwe-math-mathml-display", "mwe-math-element-block",
                      "mathjax_svg_display", "mjxc-display", "math-display", "display-math">(box)) {
      return true;
    }
    if (has_class(box, "math") && has_class(box, "display")) return true;
  }
  return false;
}

bool is_formula_image(Node node) {
  if (!node.is(Name::kImg)) return false;
  if (has_any_class<"mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "latex", "tex", "math">(
          node) ||
      node.attribute(std::string_view("eeimg"))) {
    return !value_of(node, Name::kAlt).empty();
  }
  if (has_class(node, "formula") && !value_of(node, "source").empty()) return !value_of(node, Name::kAlt).empty();
  return contains_ignoring_case(value_of(node, Name::kSrc), "equation?tex=") && !value_of(node, Name::kAlt).empty();
}

bool is_wrapper(Node node) {
  return has_any_class<"katex", "katex-display", "mwe-math-element", "ztext-math", "mathjax", "mathjax_svg",
                       "mathjax_chtml">(node);
}

// The TeX that a wrapper says itself, or that of the MathML within.
std::string tex_within(Node element) {
  for (const Name name : {Name::kDataTex, Name::kDataMath}) {
    if (const std::string_view value = trimmed(value_of(element, name)); !value.empty()) return without_style(value);
  }
  if (const Node annotation = find_within(element, is_tex_annotation)) return without_style(annotation.text_content());
  if (const Node math = find_within(element, is_math)) {
    const std::string_view alternative = value_of(math, std::string_view("alttext"));
    return alternative.empty() ? tex_of_mathml(math) : without_style(alternative);
  }
  const Node image = find_within(element, is_formula_image);
  return image ? without_style(value_of(image, Name::kAlt)) : std::string();
}

bool has_source_within(Node element) {
  if (!trimmed(value_of(element, Name::kDataTex)).empty()) return true;
  return static_cast<bool>(find_within(
      element, [](Node node) { return is_math(node) || is_tex_annotation(node) || is_formula_image(node); }));
}

}  // namespace

MathRole math_role(Node element) {
  if (is_math(element)) return MathRole::kFormula;
  if (element.name_space() != html::Namespace::kHtml) return MathRole::kNone;
  if (element.is(Name::kScript)) return is_tex_script(element) ? MathRole::kFormula : MathRole::kNone;
  if (element.is(Name::kImg)) return is_formula_image(element) ? MathRole::kFormula : MathRole::kNone;
  if (element.name() >= Name::kFirstDynamic && element.local_name() == "mjx-container") {
    if (has_script_behind(element)) return MathRole::kCopy;
    return has_source_within(element) ? MathRole::kFormula : MathRole::kNone;
  }
  // Nearly all elements are told apart here: their classes name none of what follows.
  if (!has_any_class<"mathjax_preview", "katex-html", "mathjax_display", "mathjax", "mathjax_svg", "mathjax_chtml",
                     "mathjax_svg_display", "katex", "katex-display", "mwe-math-element", "ztext-math", "math">(
          element)) {
    return MathRole::kNone;
  }
  if (has_any_class<"mathjax_preview", "katex-html">(element)) return MathRole::kCopy;
  if (has_any_class<"mathjax_display", "mathjax", "mathjax_svg", "mathjax_chtml", "mathjax_svg_display">(element)) {
    if (has_script_behind(element)) return MathRole::kCopy;
  }
  if (is_wrapper(element) && has_source_within(element)) return MathRole::kFormula;
  // Pandoc and its like: <span class="math inline">\(x\)</span>
  const bool is_pandoc = has_class(element, "math") && has_any_class<"inline", "display">(element);
  return is_pandoc ? MathRole::kFormula : MathRole::kNone;
}

bool shows_nothing(std::string_view tex) { return tex.empty() || tex == "\\begingroup" || tex == "\\endgroup"; }

std::optional<Formula> formula_of(Node element) {
  Formula formula;
  if (element.is(Name::kScript)) {
    formula.tex = without_style(element.text_content());
  } else if (element.is(Name::kImg)) {
    formula.tex = without_style(value_of(element, Name::kAlt));
  } else {
    formula.tex = tex_within(element);
    if (formula.tex.empty()) formula.tex = without_style(element.text_content());
  }
  formula.display = is_display(element);
  if (!formula.display) {
    const Node math = find_within(element, is_math);
    formula.display = math && is_display(math);
  }
  if (shows_nothing(formula.tex)) return std::nullopt;
  return formula;
}

}  // namespace pressmark::extract
