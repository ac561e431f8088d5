// Which trees the standard lets change when they are written and read again.
// https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments (the warnings below the algorithm)
//
// What is written is well nested, so each start tag finds open exactly the elements above its own in the tree. The tree
// comes back unless a tag does something else there than open its element, or a text reads as something else.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "html/dom_walk.h"
#include "html/tag_sets.h"
#include "pressmark/html.h"

namespace pressmark::testing {

class RoundTripExceptions {
 public:
  // Why the tree below `root` may come back as another; nullptr: it must come back. Costs a step a node, and one a
  // level for each list item.
  static const char* find(html::Node root) {
    RoundTripExceptions exceptions;
    html::DeepWalk walk(root, html::DeepWalk::ShadowRoots::kSerializable);
    while (walk.next()) {
      if (walk.event() == html::DeepWalk::Event::kEnter) {
        if (const char* why = exceptions.enter(walk.node())) return why;
      } else if (walk.event() == html::DeepWalk::Event::kLeave && walk.node().is_element()) {
        exceptions.leave(walk.node());
      }
    }
    return nullptr;
  }

 private:
  using Name = html::Name;
  using Node = html::Node;
  using Namespace = html::Namespace;

  const char* enter(Node node) {
    switch (node.type()) {
      case html::NodeType::kElement: {
        const char* why = node.name_space() == Namespace::kHtml ? of_html(node) : of_foreign(node);
        if (why == nullptr) why = of_attributes(node);
        open_.push_back(node);
        if (node.name_space() == Namespace::kHtml && node.name() < Name::kFirstDynamic) ++count(node.name());
        return why;
      }
      case html::NodeType::kText: return of_text(node);
      case html::NodeType::kComment: return of_comment(node.text());
      case html::NodeType::kProcessingInstruction: return of_instruction(node.text());
      case html::NodeType::kDocument:
      case html::NodeType::kDoctype:
      case html::NodeType::kDocumentFragment: break;
    }
    return nullptr;
  }

  void leave(Node node) {
    open_.pop_back();
    if (node.name_space() == Namespace::kHtml && node.name() < Name::kFirstDynamic) --count(node.name());
  }

  // ---- elements ----

  const char* of_html(Node node) {
    const Name name = node.name();
    if (const char* why = of_parent(node)) return why;
    if (count(Name::kP) != 0 && closes_p(name)) return "ends the p that it is in";
    if (name == Name::kPlaintext) return "nothing ends plaintext";
    if ((name == Name::kA || name == Name::kNobr || name == Name::kButton || name == Name::kForm ||
         name == Name::kSelect || name == Name::kOption || name == Name::kOptgroup) &&
        count(name) != 0) {
      return "ends the element of its name that it is in";
    }
    if (name == Name::kOptgroup && count(Name::kOption) != 0) return "ends the option that it is in";
    if (name == Name::kInput && count(Name::kSelect) != 0) return "ends the select that it is in";
    if (has(node, html::tag::kHeading) && !open_.empty() && has(open_.back(), html::tag::kHeading))
      return "ends the heading that it is in";
    if (ends_item(name)) return "ends the list item that it is in";
    if (name == Name::kTemplate && node.has_attribute(Name::kShadowrootmode)) return "may become a shadow root";
    // Reading copies the chosen option into it once more, whatever came to be there.
    if (name == Name::kSelectedcontent) return "is filled anew";
    return nullptr;
  }

  // What the element above makes of the start tag.
  const char* of_parent(Node node) {
    if (open_.empty()) return nullptr;
    const Node parent = open_.back();
    const Name name = node.name();
    if (parent.name_space() != Namespace::kHtml) {
      if (!takes_html(parent)) return "an HTML element in foreign content";
      const bool is_math = parent.name_space() == Namespace::kMathMl && parent.name() != Name::kAnnotationXml;
      const bool stays = is_math && (name == Name::kMglyph || name == Name::kMalignmark);
      const bool opens = name == Name::kSvg || name == Name::kMath;
      return stays || opens ? "becomes a foreign element" : nullptr;
    }
    if (name == Name::kSvg || name == Name::kMath) return "becomes a foreign element";
    // White space behind a frameset brings back what formatting was open before it.
    if (parent.name() == Name::kHtml && !has(node, html::tag::kSpecial)) return "formatting behind a frameset";
    const bool implies_end = has(parent, html::tag::kImpliedEnd);
    const bool is_ruby_base = name == Name::kRb || name == Name::kRtc,
               is_ruby_text = name == Name::kRt || name == Name::kRp;
    if (count(Name::kRuby) != 0 && implies_end && (is_ruby_base || (is_ruby_text && parent.name() != Name::kRtc)))
      return "ends what it is in, in a ruby";
    const bool stays_in_group = name == Name::kOption && parent.name() == Name::kOptgroup;
    const bool is_select_part = name == Name::kHr || name == Name::kOption || name == Name::kOptgroup;
    if (count(Name::kSelect) != 0 && implies_end && is_select_part && !stays_in_group)
      return "ends what it is in, in a select";
    return of_table_parent(parent, node);
  }

  static const char* of_table_parent(Node parent, Node node) {
    const Name name = node.name();
    const bool is_script = name == Name::kScript || name == Name::kStyle || name == Name::kTemplate;
    bool fits = true;
    switch (parent.name()) {
      case Name::kTable:
        // A form there is closed at once; of others in the page's tree it is told apart by being the only one.
        if (name == Name::kForm) return "a form in a table";
        fits = is_script || is_table_part(name);
        if (name == Name::kTr || name == Name::kTd || name == Name::kTh || name == Name::kCol) fits = false;
        if (name == Name::kInput) fits = is_hidden(node);
        break;
      case Name::kTbody:
      case Name::kThead:
      case Name::kTfoot: fits = is_script || name == Name::kTr || (name == Name::kInput && is_hidden(node)); break;
      case Name::kTr:
        fits = is_script || name == Name::kTd || name == Name::kTh || (name == Name::kInput && is_hidden(node));
        break;
      case Name::kColgroup: fits = name == Name::kCol || name == Name::kTemplate; break;
      default:
        // Parts of tables elsewhere are in templates, whose mode follows the first of them, or in a fragment's root.
        return is_table_part(name) ? "a part of a table without the table" : nullptr;
    }
    return fits ? nullptr : "is fostered";
  }

  static bool is_hidden(Node input) {
    const auto type = input.attribute(Name::kType);
    return type && *type == "hidden";
  }

  static bool is_table_part(Name name) {
    switch (name) {
      case Name::kCaption:
      case Name::kCol:
      case Name::kColgroup:
      case Name::kTbody:
      case Name::kTd:
      case Name::kTfoot:
      case Name::kTh:
      case Name::kThead:
      case Name::kTr: return true;
      default: return false;
    }
  }

  // An li with an li above it, or a dd or dt with one of both, and nothing between that would keep it open.
  bool ends_item(Name name) const {
    if (name != Name::kLi && name != Name::kDd && name != Name::kDt) return false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      const Node above = open_[i];
      if (name == Name::kLi ? above.is(Name::kLi) : above.is(Name::kDd) || above.is(Name::kDt)) return true;
      const bool is_passed = above.is(Name::kAddress) || above.is(Name::kDiv) || above.is(Name::kP);
      if (!is_passed && has(above, html::tag::kSpecial)) return false;
    }
    return false;
  }

  static bool closes_p(Name name) {
    // clang-format off
    switch (name) {
      case Name::kAddress: case Name::kArticle: case Name::kAside: case Name::kBlockquote: case Name::kCenter:
      case Name::kDetails: case Name::kDialog: case Name::kDir: case Name::kDiv: case Name::kDl: case Name::kFieldset:
      case Name::kFigcaption: case Name::kFigure: case Name::kFooter: case Name::kHeader: case Name::kHgroup:
      case Name::kMain: case Name::kMenu: case Name::kNav: case Name::kOl: case Name::kP: case Name::kSearch:
      case Name::kSection: case Name::kSummary: case Name::kUl: case Name::kH1: case Name::kH2: case Name::kH3:
      case Name::kH4: case Name::kH5: case Name::kH6: case Name::kPre: case Name::kListing: case Name::kForm:
      case Name::kLi: case Name::kDd: case Name::kDt: case Name::kPlaintext: case Name::kTable: case Name::kHr:
      case Name::kXmp:
        return true;
      default: return false;
    }
    // clang-format on
  }

  const char* of_foreign(Node node) {
    if (open_.empty()) return nullptr;
    const Node parent = open_.back();
    const Name name = node.name();
    if (parent.name_space() == Namespace::kHtml || takes_html(parent)) {
      const bool is_root = name == (node.name_space() == Namespace::kSvg ? Name::kSvg : Name::kMath);
      const bool is_glyph = parent.name_space() == Namespace::kMathMl && node.name_space() == Namespace::kMathMl &&
                            parent.name() != Name::kAnnotationXml &&
                            (name == Name::kMglyph || name == Name::kMalignmark);
      if (is_root && !is_table_context(parent)) return nullptr;
      return is_glyph ? nullptr : "becomes an HTML element, or is fostered";
    }
    if (name == Name::kFont || has_html_flag(name, html::tag::kForeignBreakout)) return "ends foreign content";
    if (parent.name_space() == node.name_space()) {
      // Only a math annotation-xml knows an svg below it from one of its own.
      return parent.name() == Name::kAnnotationXml && name == Name::kSvg ? "becomes an svg" : nullptr;
    }
    const bool is_annotation = parent.name_space() == Namespace::kMathMl && parent.name() == Name::kAnnotationXml;
    return is_annotation && name == Name::kSvg ? nullptr : "becomes an element of the other foreign kind";
  }

  static bool is_table_context(Node parent) {
    return parent.name_space() == Namespace::kHtml &&
           (has(parent, html::tag::kFosterParent) || parent.name() == Name::kColgroup);
  }

  // Whether HTML start tags below it stay HTML elements.
  static bool takes_html(Node foreign) {
    const html::TagFlags flags = html::flags_of(foreign.name(), foreign.name_space());
    if (flags & (html::tag::kMathTextIntegrationPoint | html::tag::kHtmlIntegrationPoint)) return true;
    if (foreign.name_space() != Namespace::kMathMl || foreign.name() != Name::kAnnotationXml) return false;
    return foreign.has_attribute(Name::kEncoding);
  }

  static bool has(Node node, html::TagFlags flags) {
    return (html::flags_of(node.name(), node.name_space()) & flags) != 0;
  }
  static bool has_html_flag(Name name, html::TagFlags flags) {
    return (html::flags_of(name, Namespace::kHtml) & flags) != 0;
  }

  // ---- text ----

  static const char* of_attributes(Node node) {
    for (const html::Attribute& attribute : node.attributes()) {
      if (attribute.value.find('\r') != std::string_view::npos) return "a carriage return in an attribute";
    }
    return nullptr;
  }

  const char* of_text(Node node) const {
    const std::string_view text = node.text();
    if (text.find('\r') != std::string_view::npos) return "a carriage return in text";
    if (open_.empty() || open_.back().name_space() != Namespace::kHtml) return nullptr;
    const Node parent = open_.back();
    const Name name = parent.name();
    const bool drops_line_feed = name == Name::kPre || name == Name::kListing || name == Name::kTextarea;
    if (drops_line_feed && text.starts_with('\n') && !node.previous_sibling()) return "a line feed at the start of pre";
    if (is_table_context(parent) && text.find_first_not_of(" \t\n\f") != std::string_view::npos) return "is fostered";
    const bool is_raw = has(parent, html::tag::kRawText) || name == Name::kNoscript;
    return is_raw && holds_its_end(text, parent) ? "raw text that holds its own end tag" : nullptr;
  }

  static bool holds_its_end(std::string_view text, Node parent) {
    if (find_tag(text, "</", parent.local_name()) != std::string_view::npos) return true;
    // In a comment within a script, a script start tag hides the next end tag.
    const std::size_t comment = parent.is(Name::kScript) ? text.find("<!--") : std::string_view::npos;
    return comment != std::string_view::npos && find_tag(text.substr(comment), "<", "script") != std::string_view::npos;
  }

  static std::size_t find_tag(std::string_view text, std::string_view opening, std::string_view name) {
    for (std::size_t at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at + 1)) {
      if (ascii::starts_with_ignoring_case(text.substr(at + opening.size()), name)) return at;
    }
    return std::string_view::npos;
  }

  static const char* of_comment(std::string_view data) {
    const bool changes = data.starts_with('>') || data.starts_with("->") ||
                         data.find("-->") != std::string_view::npos || data.find("--!>") != std::string_view::npos ||
                         data.find('\r') != std::string_view::npos;
    return changes ? "a comment that ends early" : nullptr;
  }

  static const char* of_instruction(std::string_view data) {
    const bool changes = data.find_first_of(">\r") != std::string_view::npos ||
                         (!data.empty() && std::string_view(" \t\n\f").find(data.front()) != std::string_view::npos);
    return changes ? "an instruction that ends early" : nullptr;
  }

  std::size_t& count(Name name) { return counts_[static_cast<std::size_t>(name)]; }

  std::vector<Node> open_;
  std::array<std::size_t, static_cast<std::size_t>(Name::kFirstDynamic)> counts_{};
};

}  // namespace pressmark::testing
