// The one writer of a Document: names, text, nodes, links. Used by the tokenizer and the tree builder.
#pragma once

#include <memory_resource>
#include <span>
#include <string_view>
#include <unordered_map>

#include "html/dom_extra.h"
#include "html/names.h"
#include "pressmark/html.h"

namespace pressmark::html {

class DocumentBuilder {
 public:
  DocumentBuilder() = default;
  explicit DocumentBuilder(std::string_view input, const Limits& limits = {}) { start(input, {.limits = limits}); }

  // Begins a Document in the memory of the one before. Text beyond limits.input_bytes is cut off (between two
  // characters) and counted.
  void start(std::string_view input, const ParseOptions& options);
  const Document& document() const { return document_; }
  Document finish() &&;

  std::string_view input() const { return document_.input_; }
  const Limits& limits() const { return limits_; }
  Warnings& warnings() { return document_.warnings_; }
  void set_quirks_mode(QuirksMode mode) { document_.quirks_mode_ = mode; }
  QuirksMode quirks_mode() const { return document_.quirks_mode_; }

  // ---- names ----
  // Text as it is: the caller lower-cases ASCII.
  Name intern(std::string_view text) {
    const Name known = find_known_name(text);
    return known != Name::kNone ? known : extra().names.intern(text);
  }
  // The same for texts that a key holds wholly (find_known_name has the terms).
  Name intern(TextKey key, std::string_view text) {
    const Name known = find_known_name(key);
    return known != Name::kNone ? known : extra().names.intern(text);
  }
  std::string_view name_text(Name name) const { return document_.name_text(name); }

  // ---- text ----
  // A slice of the input.
  static Slice borrowed(std::size_t begin, std::size_t end) {
    Slice slice;
    slice.offset = static_cast<std::uint32_t>(begin);
    slice.length = static_cast<std::uint32_t>(end - begin) & 0x7fffffffu;
    return slice;
  }
  // Starts or goes on with a run at the end of the Document's own buffer: begin_owned(), append_owned(...)...,
  // end_owned().
  void begin_owned() { run_begin_ = document_.owned_text_.size(); }
  void append_owned(std::string_view text);
  void append_owned(char32_t code_point);
  Slice end_owned();
  std::string_view view(Slice slice) const { return document_.view(slice); }

  // ---- nodes ----
  // A reference is valid until the next node is made.
  NodeRecord& record(NodeIndex node) { return document_.nodes_[node]; }
  const NodeRecord& record(NodeIndex node) const { return document_.nodes_[node]; }
  std::size_t node_count() const { return document_.nodes_.size(); }
  Node node(NodeIndex index) const { return Node(&document_, index); }

  // A node without parent. The type of node 0, which is there from the start, may be changed once.
  NodeIndex create(NodeType type, Name name, SourceRange source) {
    NodeRecord node;
    node.source = source;
    node.name = static_cast<std::uint32_t>(name) & 0x3fffffu;
    node.type = static_cast<std::uint32_t>(type) & 7u;
    if (document_.nodes_.size() == document_.nodes_.capacity()) make_room(document_.nodes_, 1, nodes_growth_);
    document_.nodes_.push_back(node);
    return static_cast<NodeIndex>(document_.nodes_.size() - 1);
  }
  void make_root_fragment();
  // An element; a template's contents are made with it. `attributes` are copied.
  NodeIndex create_element(Name name, Namespace name_space, std::span<const AttributeRecord> attributes,
                           SourceRange source);
  // An element of the same name, namespace and attributes (shared, not copied), without children or a range.
  NodeIndex clone_element(NodeIndex element);
  NodeIndex create_text_like(NodeType type, Name name, Slice data, SourceRange source) {
    const NodeIndex node = create(type, name, source);
    set_slice(record(node), data);
    return node;
  }
  // A Document has one at most.
  NodeIndex create_doctype(Name name, std::string_view public_id, std::string_view system_id, SourceRange source);
  // Makes the contents of a template, which stays out of the tree, `host`'s shadow root. `flags`: the kShadow... ones.
  void make_shadow_root(NodeIndex template_element, NodeIndex host, std::uint32_t flags);

  // Puts `child`, which has no parent, before `before`, a child of `parent`; kNoNode: at the end.
  void insert(NodeIndex parent, NodeIndex child, NodeIndex before = kNoNode) {
    if (before == kNoNode) return append(parent, child);
    insert_before(parent, child, before);
  }
  void remove(NodeIndex child);
  // Costs one step a child.
  void move_children(NodeIndex from, NodeIndex to);
  NodeIndex last_child(NodeIndex parent) const {
    const NodeIndex first = record(parent).first_child;
    return first == kNoNode ? kNoNode : record(first).previous;
  }
  // The sibling before, or kNoNode.
  NodeIndex previous_sibling(NodeIndex child) const {
    const NodeIndex candidate = record(child).previous;
    return candidate == kNoNode || record(candidate).next == kNoNode ? kNoNode : candidate;
  }
  NodeIndex contents_of(NodeIndex template_element) const { return template_element + 1; }

  // ---- text nodes and attributes ----
  // Adds `more` to the end of a text node. Without copying when the two runs touch; otherwise the node's text moves to
  // the end of the own buffer, with room to grow the second time, so that any order of appending costs linear time.
  void append_text(NodeIndex text, Slice more);
  std::span<const AttributeRecord> attributes(NodeIndex element) const;
  // Adds attributes; the caller has seen to it that they are new to the element.
  void add_attributes(NodeIndex element, std::span<const AttributeRecord> attributes);

 private:
  void append(NodeIndex parent, NodeIndex child) {
    NodeRecord& node = record(child);
    NodeRecord& above = record(parent);
    node.parent = parent;
    if (above.first_child == kNoNode) {  // The only child: its own last sibling.
      above.first_child = child;
      node.previous = child;
      return;
    }
    NodeRecord& first = record(above.first_child);
    node.previous = first.previous;
    record(first.previous).next = child;
    first.previous = child;
  }
  void insert_before(NodeIndex parent, NodeIndex child, NodeIndex before);
  Document::Extra& extra();
  std::uint32_t store_attributes(std::span<const AttributeRecord> attributes);
  Slice own(std::string_view text);
  void clear();
  bool has_room_for(std::size_t bytes);
  std::size_t bytes_read() const;
  // Reserves for `more` and for what the rest of the input will bring if it goes on as it did so far.
  struct Growth {  // how much there was when room was made last
    std::size_t size = 0, read = 0;
  };
  template <class Container>
  void make_room(Container& container, std::size_t more, Growth& before);

  Document document_;
  Limits limits_;
  Growth nodes_growth_, attributes_growth_, text_growth_;
  std::size_t run_begin_ = 0;
  std::vector<AttributeRecord> merged_;
  std::pmr::unsynchronized_pool_resource pool_;
  // Of text nodes that moved twice: where their room ends.
  std::pmr::unordered_map<NodeIndex, std::uint32_t> reserved_{&pool_};
};

}  // namespace pressmark::html
