// HTML text to a DOM, by the WHATWG HTML Standard. https://html.spec.whatwg.org/multipage/parsing.html
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::html {

// An interned element or attribute name. The known ones are constants (kDiv, kHref, kForeignObject, ...); a Document
// numbers the others from kFirstDynamic up, so Names of two Documents compare only when known.
enum class Name : std::uint32_t {
  kNone = 0,
#define PM_NAME(constant, text) constant,
#include "pressmark/html_names.gen.inc"
#undef PM_NAME
  kFirstDynamic
};

// The text of a known name ("" for kNone and dynamic ones: ask the Document).
std::string_view known_name_text(Name name);

enum class Namespace : std::uint8_t { kHtml, kSvg, kMathMl };
enum class AttributeNamespace : std::uint8_t { kNone, kXLink, kXml, kXmlns };

enum class NodeType : std::uint8_t {
  kDocument,
  kDoctype,
  kElement,
  kText,
  kComment,
  kProcessingInstruction,
  kDocumentFragment  // the contents of a template, a shadow root, or the result of parsing a fragment
};

enum class QuirksMode : std::uint8_t { kNoQuirks, kLimitedQuirks, kQuirks };

// Bytes [begin, end) of the text that was parsed. Empty (begin == end) for nodes that the parser made up.
// An element's range runs from the start of its start tag to the end of its end tag, or to where it was closed.
struct SourceRange {
  std::uint32_t begin = 0, end = 0;
  friend bool operator==(SourceRange, SourceRange) = default;
};

// A run of text: in the input (zero-copy) or in the Document's own buffer (decoded references, joined runs).
struct Slice {
  std::uint32_t offset = 0;
  std::uint32_t length : 31 = 0;
  std::uint32_t owned : 1 = 0;
};

using NodeIndex = std::uint32_t;  // 0 is the Document node, kNoNode is none
inline constexpr NodeIndex kNoNode = 0xffffffff;

// What is stored of a node: 32 bytes, links as indexes. An implementation detail of Node and the tree builder.
struct NodeRecord {
  NodeIndex parent = kNoNode;
  NodeIndex next = kNoNode;
  NodeIndex previous = kNoNode;     // of a first child: the parent's last child, so that appending is O(1)
  NodeIndex first_child = kNoNode;  // text, comment, PI: Slice::offset
  std::uint32_t data = 0;  // element: its first attribute (or kNoAttributes); text and the like: length and owned bit
  SourceRange source{};    // the whole node
  std::uint32_t name : 22 = 0;
  std::uint32_t type : 3 = 0;
  std::uint32_t name_space : 2 = 0;
  std::uint32_t flags : 5 = 0;
};
static_assert(sizeof(NodeRecord) == 32);
// The text of a text, comment or processing instruction: the offset stands in first_child, the length and, in the top
// bit, "owned" in data.
inline Slice slice_of(const NodeRecord& node) {
  Slice slice;
  slice.offset = node.first_child;
  slice.length = node.data & 0x7fffffffu;
  slice.owned = (node.data & 0x80000000u) != 0;
  return slice;
}
// NodeRecord::data of an element without attributes.
inline constexpr std::uint32_t kNoAttributes = 0xffffffff;

// 16 bytes; the attributes of an element stand in a row, the last one marked.
struct AttributeRecord {
  Slice value{};
  std::uint32_t name : 28 = 0;
  std::uint32_t name_space : 2 = 0;
  std::uint32_t is_last : 1 = 0;
  std::uint32_t spare : 1 = 0;
  std::uint32_t source_begin = 0;  // of the attribute's name
};
static_assert(sizeof(AttributeRecord) == 16);

class Document;

struct Attribute {
  Name name;
  AttributeNamespace name_space;
  std::string_view local_name;
  std::string_view value;
};

// A handle on a node: two words, copied freely. Views from it live as long as the Document and the text it was parsed
// from. A default-made Node is none; asking a none for anything but its truth is a bug.
class Node {
 public:
  Node() = default;
  Node(const Document* document, NodeIndex index) : document_(document), index_(index) {}
  explicit operator bool() const { return index_ != kNoNode; }
  friend bool operator==(Node a, Node b) { return a.index_ == b.index_ && a.document_ == b.document_; }

  NodeIndex index() const { return index_; }
  const Document& document() const { return *document_; }
  inline NodeType type() const;
  bool is_element() const { return type() == NodeType::kElement; }
  bool is_text() const { return type() == NodeType::kText; }
  // An HTML element of that name.
  inline bool is(Name html_name) const;
  inline Name name() const;  // element; doctype and PI too
  inline Namespace name_space() const;
  std::string_view local_name() const;  // the text of name()
  inline SourceRange source() const;

  inline Node parent() const;
  inline Node first_child() const;
  inline Node last_child() const;
  inline Node next_sibling() const;
  inline Node previous_sibling() const;
  // The next node of a depth-first walk within `root`'s subtree; none at its end. No recursion, no state.
  inline Node next_in_preorder(Node root) const;
  // The same, passing over this node's descendants.
  inline Node next_after_subtree(Node root) const;
  // A template's contents or an element's declarative shadow root (kDocumentFragment); none when it has none.
  Node template_contents() const;
  Node shadow_root() const;

  // The data of a text, comment or processing instruction.
  inline std::string_view text() const;
  // The text of all text descendants, joined as they stand (white space and all).
  std::string text_content() const;

  // The value of the attribute of that name in no namespace, or nullopt.
  inline std::optional<std::string_view> attribute(Name name) const;
  std::optional<std::string_view> attribute(std::string_view name) const;
  bool has_attribute(Name name) const { return attribute(name).has_value(); }
  // Calls visit(Name, std::string_view value) for each attribute in no namespace, in the order of the source: for those
  // who want several.
  template <class Visit>
  void visit_attributes(Visit visit) const;
  // The attributes in the order of the source.
  std::vector<Attribute> attributes() const;

  // The doctype's identifiers.
  std::string_view public_id() const;
  std::string_view system_id() const;

 private:
  friend struct NodeAccess;  // src/html/dom_extra.h: what the serialisers ask beyond this
  inline const NodeRecord& record() const;
  const Document* document_ = nullptr;
  NodeIndex index_ = kNoNode;
};

struct Limits {
  // Deeper ones are inserted as siblings at that depth, content kept (as Blink does).
  std::uint32_t open_elements = 512;
  // Of the attributes that later html and body tags add, each costs a step for each that is there.
  std::uint32_t attributes_per_element = 1000;
  std::uint32_t nodes = 50'000'000;      // beside the root; of a fragment, beside three
  std::uint32_t input_bytes = 1u << 30;  // at most 2^32 / 3
};

// Counted when a limit cut something off.
struct Warnings {
  std::uint64_t elements_reparented = 0;
  std::uint64_t formatting_dropped = 0;  // elements (b, a, font) that end where their block ends
  std::uint64_t attributes_dropped = 0;
  std::uint64_t nodes_dropped = 0;
  std::uint64_t bytes_dropped = 0;
  bool any() const {
    return elements_reparented || formatting_dropped || attributes_dropped || nodes_dropped || bytes_dropped;
  }
};

struct ParseOptions {
  bool scripting = false;
  // AD-HOC, for reading: an iframe inside noscript (scripting off) is parsed as an empty element instead of swallowing
  // what follows as raw text. Off by default: the standard's tree.
  bool contain_noscript_iframe = false;
  // The Document keeps a copy of the text, which need not outlive it then.
  bool own_text = false;
  Limits limits{};
};

// A parsed page. Owns its nodes; borrows the text that it was parsed from, which must outlive it (but see own_text).
// Views from it are valid until it is destroyed or assigned to; a Node is, until it is moved from too.
class Document {
 public:
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  Node root() const { return Node(this, 0); }  // the Document node, or the fragment of parse_fragment
  Node document_element() const;               // html
  Node head() const;
  Node body() const;  // body or frameset
  Node node(NodeIndex index) const { return Node(this, index); }
  std::size_t node_count() const { return nodes_.size(); }
  QuirksMode quirks_mode() const { return quirks_mode_; }
  const Warnings& warnings() const { return warnings_; }

  std::string_view name_text(Name name) const;
  // The Name of `text` if it is known or occurs in this Document, else kNone.
  Name find_name(std::string_view text) const;
  std::string_view input() const { return input_; }
  // Bytes of heap held, capacity included.
  std::size_t memory_used() const;

 private:
  friend class Node;
  friend struct NodeAccess;
  friend class DocumentBuilder;  // the one writer: src/html/dom_builder.h
  Document();
  std::string_view view(Slice slice) const {
    return {(slice.owned ? owned_text_.data() : input_.data()) + slice.offset, slice.length};
  }
  struct Extra;  // dynamic names, template contents, doctypes: what few pages need
  std::vector<NodeRecord> nodes_;
  std::vector<AttributeRecord> attributes_;
  std::string owned_text_;
  std::string_view input_;
  std::vector<char> text_copy_;  // with own_text: what input_ is of
  std::unique_ptr<Extra> extra_;
  QuirksMode quirks_mode_ = QuirksMode::kNoQuirks;
  bool scripting_ = false;  // as it was parsed: what a noscript element holds
  Warnings warnings_{};
};

// Parses a whole page. `text` is valid UTF-8 (encoding::decode gives it) and must outlive the Document. Never fails:
// malformed HTML is not an error, limits truncate with a counted warning.
Document parse(std::string_view text, const ParseOptions& options = {});

// The HTML fragment parsing algorithm. `context` is an element as the html5lib tests write it: "td", "svg path",
// "math mi". The root of the result is a kDocumentFragment whose children are the nodes.
Document parse_fragment(std::string_view text, std::string_view context, const ParseOptions& options = {});

// Parses page after page in the memory of the pages before, so that in the steady state nothing is allocated. The
// Document that a call returns is the Parser's: it, its Nodes and all views from it are valid until the next call or
// the Parser's end; so the next text must not be a view of it. What a page of more than 2 MB took is given back at the
// next call. One that has been moved from can only be destroyed or assigned to. Not for two threads at once.
class Parser {
 public:
  explicit Parser(const ParseOptions& options = {});
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;
  ~Parser();

  // As the functions above.
  const Document& parse(std::string_view text);
  const Document& parse_fragment(std::string_view text, std::string_view context);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

enum class Include : std::uint8_t { kInner, kOuter };
// The HTML fragment serialisation algorithm. Of shadow roots those with shadowrootserializable are written.
std::string serialize(Node node, Include include = Include::kOuter);

// The tree in the format of the html5lib tests, one "| ..." line a node, LF at the end of each. That format has no
// declarative shadow roots: one is a line "#shadow-root (open)" or "(closed)" under its host, before the host's
// children, with what it holds below it.
std::string tree_lines(const Document& document);

// The same in parts of whole lines, until `take` returns false. Lines are indented by depth, so together they may be
// hundreds of times the input; the memory used is that of a part.
void write_tree_lines(const Document& document, const std::function<bool(std::string_view)>& take);

// ---- inline ----
inline const NodeRecord& Node::record() const { return document_->nodes_[index_]; }
inline NodeType Node::type() const { return static_cast<NodeType>(record().type); }
inline Name Node::name() const { return static_cast<Name>(record().name); }
inline Namespace Node::name_space() const { return static_cast<Namespace>(record().name_space); }
inline SourceRange Node::source() const { return record().source; }
inline bool Node::is(Name html_name) const {
  const NodeRecord& node = record();
  return node.name == static_cast<std::uint32_t>(html_name) &&
         node.type == static_cast<std::uint32_t>(NodeType::kElement) &&
         node.name_space == static_cast<std::uint32_t>(Namespace::kHtml);
}
inline Node Node::parent() const { return Node(document_, record().parent); }
inline Node Node::next_sibling() const { return Node(document_, record().next); }
inline Node Node::first_child() const {
  const NodeRecord& node = record();
  const auto kind = static_cast<NodeType>(node.type);
  const bool has_children =
      kind == NodeType::kElement || kind == NodeType::kDocument || kind == NodeType::kDocumentFragment;
  return Node(document_, has_children ? node.first_child : kNoNode);
}
inline Node Node::last_child() const {
  const Node first = first_child();
  return first ? Node(document_, first.record().previous) : first;
}
inline Node Node::previous_sibling() const {
  const Node candidate(document_, record().previous);
  const bool is_first = !candidate || candidate.record().next == kNoNode;
  return is_first ? Node(document_, kNoNode) : candidate;
}
inline Node Node::next_in_preorder(Node root) const {
  const Node child = first_child();
  return child ? child : next_after_subtree(root);
}
inline Node Node::next_after_subtree(Node root) const {
  const NodeRecord* const nodes = document_->nodes_.data();
  for (NodeIndex at = index_; at != kNoNode && at != root.index_; at = nodes[at].parent) {
    if (nodes[at].next != kNoNode) return Node(document_, nodes[at].next);
  }
  return Node(document_, kNoNode);
}
inline std::string_view Node::text() const {
  const NodeRecord& node = record();
  const auto kind = static_cast<NodeType>(node.type);
  const bool has_text =
      kind == NodeType::kText || kind == NodeType::kComment || kind == NodeType::kProcessingInstruction;
  if (!has_text) return {};
  return document_->view(slice_of(node));
}
inline std::optional<std::string_view> Node::attribute(Name name) const {
  const NodeRecord& node = record();
  if (!is_element() || node.data == kNoAttributes) return std::nullopt;
  for (const AttributeRecord* at = &document_->attributes_[node.data];; ++at) {
    if (at->name == static_cast<std::uint32_t>(name) && at->name_space == 0) return document_->view(at->value);
    if (at->is_last) return std::nullopt;
  }
}
template <class Visit>
void Node::visit_attributes(Visit visit) const {
  const NodeRecord& node = record();
  if (!is_element() || node.data == kNoAttributes) return;
  for (const AttributeRecord* at = &document_->attributes_[node.data];; ++at) {
    if (at->name_space == 0) visit(static_cast<Name>(at->name), document_->view(at->value));
    if (at->is_last) return;
  }
}

}  // namespace pressmark::html
