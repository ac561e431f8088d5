// The stack of open elements. https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "html/dom_builder.h"
#include "html/tag_sets.h"
#include "pressmark/html.h"

namespace pressmark::html {

struct OpenElement {
  NodeIndex node = kNoNode;
  Name name = Name::kNone;
  TagFlags flags = 0;
  Namespace name_space = Namespace::kHtml;
  std::uint32_t next_of_name = 0;  // one more than the position of the next below with that name; 0: none. By the stack

  bool is(Name html_name) const { return name == html_name && (flags & tag::kHtml); }
  bool has(TagFlags wanted) const { return (flags & wanted) != 0; }
};

// What ends each kind of scope.
inline constexpr TagFlags kDefaultScope = tag::kScope;
inline constexpr TagFlags kListItemScope = tag::kScope | tag::kListScope;
inline constexpr TagFlags kButtonScope = tag::kScope | tag::kButtonScope;
inline constexpr TagFlags kTableScope = tag::kTableScope;

class OpenElements {
 public:
  explicit OpenElements(DocumentBuilder& builder) : builder_(builder) {
    elements_.reserve(64);
    clear();
  }
  void clear();
  std::size_t size() const { return elements_.size(); }
  bool empty() const { return elements_.empty(); }
  const OpenElement& top() const { return elements_.back(); }
  const OpenElement& operator[](std::size_t position) const { return elements_[position]; }

  void push(const OpenElement& element) {
    builder_.record(element.node).flags |= kIsOpen & 31u;
    elements_.push_back(element);
    link(size() - 1);
  }
  void pop() {
    builder_.record(top().node).flags &= ~kIsOpen & 31u;
    unlink(top());
    elements_.pop_back();
    if (elements_.size() < summed_up_) summed_up_ -= kRun;
  }
  void insert(std::size_t position, const OpenElement& element);
  void erase(std::size_t position);
  void put_in_place(std::size_t position, NodeIndex copy);  // a copy of the element there takes its place

  bool contains(Name html_name) const { return topmost(html_name, Namespace::kHtml) != 0; }  // one step
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  bool contains_node(NodeIndex node) const { return (builder_.record(node).flags & kIsOpen) != 0; }  // one step
  // The position of a node, looked for from the top, or kNowhere.
  std::size_t find(NodeIndex node) const;
  // The topmost HTML element of that name, or kNowhere: one step.
  std::size_t find(Name html_name) const { return std::size_t{topmost(html_name, Namespace::kHtml)} - 1; }
  // The topmost element of that name that is in SVG or MathML, or kNowhere: one step.
  std::size_t find_foreign(Name name) const { return std::size_t{topmost(name, Namespace::kSvg)} - 1; }

  // The topmost element below the position `before`, and not below `from`, that has one of `flags`, or kNowhere. What
  // it passes over in a deep stack it passes over many at a time.
  std::size_t find_below(std::size_t before, TagFlags flags, std::size_t from = 0) const;
  // The topmost element that has one of `flags` or is an HTML element of that name, or kNowhere.
  std::size_t find_either(TagFlags flags, Name html_name) const;

  bool has_in_scope(Name html_name, TagFlags scope) const {
    return contains(html_name) && elements_[find_either(scope, html_name)].is(html_name);
  }
  bool has_heading_in_scope() const;
  bool has_node_in_scope(NodeIndex node) const;

 private:
  // What is in kRun elements of the stack. A search passes over those where nothing can be that it looks for: on pages
  // made to hurt, each of millions of tags searches a stack as deep as the limit.
  struct Summary {
    TagFlags flags = 0;  // of all of them
    NodeIndex least = kNoNode, most = 0;
  };
  static constexpr std::size_t kRun = 32;
  std::size_t find_far_below(std::size_t before, TagFlags flags, std::size_t from) const;
  void sum_up(std::size_t size) const;
  void forget_sums_from(std::size_t position);

  // Elements of one name, the HTML ones apart from the others, are linked from the topmost down.
  using Topmost = std::vector<std::uint32_t>;  // by name: one more than a position; 0: none
  std::uint32_t topmost(Name name, Namespace name_space) const {
    const Topmost& of_names = topmost_[name_space != Namespace::kHtml];
    const auto at = static_cast<std::size_t>(name);
    return at < of_names.size() ? of_names[at] : 0;
  }
  void link(std::size_t position) {
    OpenElement& element = elements_[position];
    Topmost& of_names = topmost_[element.name_space != Namespace::kHtml];
    const auto at = static_cast<std::size_t>(element.name);
    if (at >= of_names.size()) of_names.resize(at + 1);
    element.next_of_name = std::exchange(of_names[at], static_cast<std::uint32_t>(position + 1));
  }
  void unlink(const OpenElement& element) {
    topmost_[element.name_space != Namespace::kHtml][static_cast<std::size_t>(element.name)] = element.next_of_name;
  }
  void unlink_from(std::size_t position);
  void link_from(std::size_t position);

  DocumentBuilder& builder_;
  std::vector<OpenElement> elements_;
  mutable std::vector<Summary> summaries_;
  mutable std::size_t summed_up_ = 0;  // elements, from the first on, that the summaries hold for
  std::array<Topmost, 2> topmost_;     // of HTML, of the others
};

}  // namespace pressmark::html
