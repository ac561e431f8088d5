// The stack of open elements. https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements
#pragma once

#include <array>
#include <cstddef>
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
  explicit OpenElements(DocumentBuilder& builder) : builder_(builder) { elements_.reserve(64); }
  std::size_t size() const { return elements_.size(); }
  bool empty() const { return elements_.empty(); }
  const OpenElement& top() const { return elements_.back(); }
  const OpenElement& operator[](std::size_t position) const { return elements_[position]; }

  void push(const OpenElement& element);
  void pop();
  void insert(std::size_t position, const OpenElement& element);
  void erase(std::size_t position);
  void replace(std::size_t position, const OpenElement& element);

  // How many HTML elements of a known name are open: one step.
  std::size_t count(Name html_name) const { return counts_[static_cast<std::size_t>(html_name)]; }
  bool contains(Name html_name) const { return count(html_name) != 0; }
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  bool contains_node(NodeIndex node) const { return (builder_.record(node).flags & kIsOpen) != 0; }  // one step
  // The position of a node, looked for from the top, or kNowhere.
  std::size_t find(NodeIndex node) const;
  // The topmost HTML element of that name, or kNowhere.
  std::size_t find(Name html_name) const;

  bool has_in_scope(Name html_name, TagFlags scope) const;
  bool has_heading_in_scope() const;
  bool has_node_in_scope(NodeIndex node) const;

 private:
  void note_pushed(const OpenElement& element);
  void note_popped(const OpenElement& element);

  DocumentBuilder& builder_;
  std::vector<OpenElement> elements_;
  std::array<std::uint32_t, static_cast<std::size_t>(Name::kFirstDynamic)> counts_{};
};

}  // namespace pressmark::html
