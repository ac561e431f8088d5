#include <utility>

#include "base/hash.h"
#include "html/dom_extra.h"
#include "html/names.h"

namespace pressmark::html {
namespace {

// NodeRecord::name has 22 bits.
constexpr std::size_t kMostDynamicNames = (1u << 22) - static_cast<std::size_t>(Name::kFirstDynamic) - 1;
constexpr std::string_view kNameOfTheRest = "x-too-many-names";

constexpr std::size_t index_of(Name name) {
  return static_cast<std::size_t>(name) - static_cast<std::size_t>(Name::kFirstDynamic);
}

std::uint32_t short_hash(std::string_view text) { return static_cast<std::uint32_t>(base::keyed_hash(text)); }

template <class T>
std::size_t heap_bytes(const std::vector<T>& vector) {
  return vector.capacity() * sizeof(T);
}

}  // namespace

// ---- NameTable ----

std::string_view NameTable::text_at(std::size_t index) const {
  const std::uint32_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

std::string_view NameTable::text(Name name) const {
  return index_of(name) < ends_.size() ? text_at(index_of(name)) : std::string_view();
}

Name NameTable::find(std::string_view text) const { return find(text, short_hash(text)); }

Name NameTable::find(std::string_view text, std::uint32_t hash) const {
  if (slots_.empty()) return Name::kNone;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].number != 0; at = (at + 1) & mask) {
    if (slots_[at].hash != hash) continue;
    const std::size_t index = slots_[at].number - 1;
    if (text_at(index) == text) return static_cast<Name>(static_cast<std::size_t>(Name::kFirstDynamic) + index);
  }
  return Name::kNone;
}

Name NameTable::intern(std::string_view text) {
  const std::uint32_t hash = short_hash(text);
  if (const Name found = find(text, hash); found != Name::kNone) return found;
  if (ends_.size() >= kMostDynamicNames) {
    return static_cast<Name>(static_cast<std::size_t>(Name::kFirstDynamic) + kMostDynamicNames - 1);
  }
  const bool is_last = ends_.size() + 1 == kMostDynamicNames;
  text_ += is_last ? kNameOfTheRest : text;
  ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  if (ends_.size() * 2 > slots_.size()) grow();
  place({.number = static_cast<std::uint32_t>(ends_.size()), .hash = is_last ? short_hash(kNameOfTheRest) : hash});
  return static_cast<Name>(static_cast<std::size_t>(Name::kFirstDynamic) + ends_.size() - 1);
}

void NameTable::place(Slot slot) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = slot.hash & mask;
  while (slots_[at].number != 0) at = (at + 1) & mask;
  slots_[at] = slot;
}

void NameTable::grow() {
  std::vector<Slot> old(slots_.empty() ? 32 : slots_.size() * 2);
  std::swap(old, slots_);
  for (const Slot slot : old) {
    if (slot.number != 0) place(slot);
  }
}

std::size_t NameTable::memory_used() const { return text_.capacity() + heap_bytes(ends_) + heap_bytes(slots_); }

// ---- Document ----

Document::Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Node Document::document_element() const {
  Node child = root().first_child();
  while (child && !child.is_element()) child = child.next_sibling();
  return child;
}

Node Document::head() const {
  const Node html = document_element();
  if (!html) return html;
  Node child = html.first_child();
  while (child && !child.is(Name::kHead)) child = child.next_sibling();
  return child;
}

Node Document::body() const {
  const Node html = document_element();
  if (!html) return html;
  Node child = html.first_child();
  while (child && !child.is(Name::kBody) && !child.is(Name::kFrameset)) child = child.next_sibling();
  return child;
}

std::string_view Document::name_text(Name name) const {
  if (name < Name::kFirstDynamic) return known_name_text(name);
  return extra_ ? extra_->names.text(name) : std::string_view();
}

Name Document::find_name(std::string_view text) const {
  const Name known = find_known_name(text);
  if (known != Name::kNone || !extra_) return known;
  return extra_->names.find(text);
}

std::size_t Document::memory_used() const {
  std::size_t bytes = heap_bytes(nodes_) + heap_bytes(attributes_) + owned_text_.capacity();
  if (extra_) {
    const std::size_t entries = extra_->shadow_roots.size() + extra_->doctypes.size();
    bytes += sizeof(Extra) + extra_->names.memory_used() + entries * (sizeof(DoctypeIds) + 4 * sizeof(void*));
  }
  return bytes;
}

// ---- Node ----

std::string_view Node::local_name() const { return document_->name_text(name()); }

Node Node::template_contents() const {
  const bool has = is_element() && (record().flags & kHasContents);
  return Node(document_, has ? index_ + 1 : kNoNode);
}

Node Node::shadow_root() const {
  const bool has = is_element() && (record().flags & kHasShadowRoot);
  return Node(document_, has ? document_->extra_->shadow_roots.at(index_) : kNoNode);
}

std::string_view Node::text() const {
  switch (type()) {
    case NodeType::kText:
    case NodeType::kComment:
    case NodeType::kProcessingInstruction: return document_->view(slice_of(record()));
    case NodeType::kDocument:
    case NodeType::kDoctype:
    case NodeType::kElement:
    case NodeType::kDocumentFragment: break;
  }
  return {};
}

std::string Node::text_content() const {
  if (type() != NodeType::kElement && type() != NodeType::kDocument && type() != NodeType::kDocumentFragment) {
    return std::string(text());
  }
  std::string text;
  for (Node node = next_in_preorder(*this); node; node = node.next_in_preorder(*this)) {
    if (node.is_text()) text += node.text();
  }
  return text;
}

std::optional<std::string_view> Node::attribute(std::string_view name) const {
  const Name number = document_->find_name(name);
  return number == Name::kNone ? std::nullopt : attribute(number);
}

std::vector<Attribute> Node::attributes() const {
  std::vector<Attribute> attributes;
  const NodeRecord& node = record();
  if (!is_element() || node.data == kNoAttributes) return attributes;
  for (const AttributeRecord* at = &document_->attributes_[node.data];; ++at) {
    const Name name = static_cast<Name>(at->name);
    attributes.push_back({.name = name,
                          .name_space = static_cast<AttributeNamespace>(at->name_space),
                          .local_name = document_->name_text(name),
                          .value = document_->view(at->value)});
    if (at->is_last) return attributes;
  }
}

std::string_view Node::public_id() const {
  if (type() != NodeType::kDoctype) return {};
  return document_->extra_->doctypes.at(index_).public_id;
}

std::string_view Node::system_id() const {
  if (type() != NodeType::kDoctype) return {};
  return document_->extra_->doctypes.at(index_).system_id;
}

}  // namespace pressmark::html
