// The one writer of a Document: names, text, nodes, links. Used by the tokenizer and the tree builder.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>

#include "html/dom_extra.h"
#include "pressmark/html.h"

namespace pressmark::html {

class DocumentBuilder {
 public:
  // Text beyond limits.input_bytes is cut off (between two characters) and counted.
  explicit DocumentBuilder(std::string_view input, const Limits& limits = {});
  Document finish() &&;

  std::string_view input() const { return document_.input_; }
  const Limits& limits() const { return limits_; }
  Warnings& warnings() { return document_.warnings_; }
  void set_scripting(bool scripting) { document_.scripting_ = scripting; }
  void set_quirks_mode(QuirksMode mode) { document_.quirks_mode_ = mode; }
  QuirksMode quirks_mode() const { return document_.quirks_mode_; }

  // ---- names ----
  Name intern(std::string_view text);  // text as it is: the caller lower-cases ASCII
  std::string_view name_text(Name name) const { return document_.name_text(name); }

  // ---- text ----
  // A slice of the input.
  static Slice borrowed(std::size_t begin, std::size_t end);
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
  NodeIndex create(NodeType type, Name name, SourceRange source);
  void make_root_fragment();
  // An element; a template's contents are made with it. `attributes` are copied.
  NodeIndex create_element(Name name, Namespace name_space, std::span<const AttributeRecord> attributes,
                           SourceRange source);
  // An element of the same name, namespace and attributes (shared, not copied), without children or a range.
  NodeIndex clone_element(NodeIndex element);
  NodeIndex create_text_like(NodeType type, Name name, Slice data, SourceRange source);
  NodeIndex create_doctype(Name name, DoctypeIds doctype, SourceRange source);
  // Makes the contents of a template, which stays out of the tree, `host`'s shadow root. `flags`: the kShadow... ones.
  void make_shadow_root(NodeIndex template_element, NodeIndex host, std::uint32_t flags);

  // Puts `child`, which has no parent, before `before`, a child of `parent`; kNoNode: at the end.
  void insert(NodeIndex parent, NodeIndex child, NodeIndex before = kNoNode);
  void remove(NodeIndex child);
  // Costs one step a child.
  void move_children(NodeIndex from, NodeIndex to);
  NodeIndex last_child(NodeIndex parent) const;
  // The sibling before, or kNoNode.
  NodeIndex previous_sibling(NodeIndex child) const;
  NodeIndex contents_of(NodeIndex template_element) const { return template_element + 1; }

  // ---- text nodes and attributes ----
  // Adds `more` to the end of a text node. Without copying when the two runs touch; otherwise the node's text moves to
  // the end of the own buffer, with room to grow the second time, so that any order of appending costs linear time.
  void append_text(NodeIndex text, Slice more);
  std::span<const AttributeRecord> attributes(NodeIndex element) const;
  // Adds attributes; the caller has seen to it that they are new to the element.
  void add_attributes(NodeIndex element, std::span<const AttributeRecord> attributes);

 private:
  Document::Extra& extra();
  std::uint32_t store_attributes(std::span<const AttributeRecord> attributes);
  bool has_room_for(std::size_t bytes);

  Document document_;
  Limits limits_;
  std::size_t run_begin_ = 0;
  std::unordered_map<NodeIndex, std::uint32_t> reserved_;  // of text nodes that moved twice: where their room ends
};

}  // namespace pressmark::html
