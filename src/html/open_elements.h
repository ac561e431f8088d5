// The stack of open elements. https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
  explicit OpenElements(DocumentBuilder& builder);
  void clear();
  std::size_t size() const { return elements_.size(); }
  bool empty() const { return elements_.empty(); }
  const OpenElement& top() const { return elements_.back(); }
  const OpenElement& operator[](std::size_t position) const { return elements_[position]; }

  void push(const OpenElement& element) {
    note_pushed(element);
    elements_.push_back(element);
  }
  void pop() {
    note_popped(elements_.back());
    elements_.pop_back();
    if (elements_.size() < summed_up_) summed_up_ -= kRun;
  }
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

  // The topmost element below the position `before` that has one of `flags` or, of any namespace, the name `name` or
  // `other`; or kNowhere. What it passes over in a deep stack it passes over many at a time.
  std::size_t find_below(std::size_t before, TagFlags flags, Name name = Name::kNone, Name other = Name::kNone) const;

  bool has_in_scope(Name html_name, TagFlags scope) const {
    return contains(html_name) && finds_in_scope(html_name, scope);
  }
  bool has_heading_in_scope() const;
  bool has_node_in_scope(NodeIndex node) const;

 private:
  // What is in kRun elements of the stack. A search passes over those where nothing can be that it looks for: on pages
  // made to hurt, each of millions of tags searches a stack as deep as the limit.
  struct Summary {
    TagFlags flags = 0;       // of all of them
    std::uint64_t names = 0;  // a bit for each name, by a hash that nobody outside can foresee
    NodeIndex least = kNoNode, most = 0;
  };
  static constexpr std::size_t kRun = 32;
  bool finds_in_scope(Name html_name, TagFlags scope) const;
  std::uint64_t name_bit(Name name) const {
    return name == Name::kNone ? 0 : std::uint64_t{1} << (static_cast<std::uint64_t>(name) * multiplier_ >> 58);
  }
  std::size_t find_far_below(std::size_t before, TagFlags flags, Name name, Name other) const;
  void sum_up(std::size_t size) const;
  void forget_sums_from(std::size_t position);
  static bool is_counted(const OpenElement& element) {
    return element.has(tag::kHtml) && element.name < Name::kFirstDynamic;
  }
  void note_pushed(const OpenElement& element) {
    builder_.record(element.node).flags |= kIsOpen & 31u;
    if (is_counted(element)) ++counts_[static_cast<std::size_t>(element.name)];
  }
  void note_popped(const OpenElement& element) {
    builder_.record(element.node).flags &= ~kIsOpen & 31u;
    if (is_counted(element)) --counts_[static_cast<std::size_t>(element.name)];
  }

  DocumentBuilder& builder_;
  std::vector<OpenElement> elements_;
  mutable std::vector<Summary> summaries_;
  mutable std::size_t summed_up_ = 0;  // elements, from the first on, that the summaries hold for
  std::uint64_t multiplier_;
  std::array<std::uint32_t, static_cast<std::size_t>(Name::kFirstDynamic)> counts_{};
};

}  // namespace pressmark::html
