#include <utility>

#include "base/hash.h"
#include "html/dom_extra.h"
#include "html/names.h"

namespace pressmark::html {
namespace {

// NodeRecord::name has 22 bits.
constexpr std::size_t kMostDynamicNames = (1u << 22) - static_cast<std::size_t>(Name::kFirstDynamic) - 1;
constexpr std::string_view kNameOfTheRest = "x-too-many-names";

// The part of a slot that is a name's number; the rest is of its hash.
constexpr std::uint32_t kNumberMask = (1u << 22) - 1;
static_assert(kMostDynamicNames <= kNumberMask);

constexpr Name name_at(std::size_t index) {
  return static_cast<Name>(static_cast<std::size_t>(Name::kFirstDynamic) + index);
}

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

Name NameTable::find(std::string_view text) const {
  if (slots_.empty()) return Name::kNone;
  const std::uint32_t slot = slots_[slot_of(text, short_hash(text))];
  return slot == 0 ? Name::kNone : name_at((slot & kNumberMask) - 1);
}

std::size_t NameTable::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    if (((slots_[at] ^ hash) & ~kNumberMask) == 0 && text_at((slots_[at] & kNumberMask) - 1) == text) break;
  }
  return at;
}

Name NameTable::intern(std::string_view text) {
  // At most three slots of four are taken, the new one included.
  if ((ends_.size() + 1) * 4 > slots_.size() * 3) grow();
  std::uint32_t hash = short_hash(text);
  std::size_t at = slot_of(text, hash);
  if (slots_[at] != 0) return name_at((slots_[at] & kNumberMask) - 1);
  if (ends_.size() >= kMostDynamicNames) return name_at(kMostDynamicNames - 1);
  if (ends_.size() + 1 == kMostDynamicNames) {
    text = kNameOfTheRest;
    hash = short_hash(text);
    at = slot_of(text, hash);
  }
  text_ += text;
  ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  hashes_.push_back(hash);
  slots_[at] = static_cast<std::uint32_t>(ends_.size()) | (hash & ~kNumberMask);
  return name_at(ends_.size() - 1);
}

void NameTable::grow() {
  slots_ = std::vector<std::uint32_t>(slots_.empty() ? 32 : slots_.size() * 2);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t index = 0; index < hashes_.size(); ++index) {
    std::size_t at = hashes_[index] & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(index + 1) | (hashes_[index] & ~kNumberMask);
  }
}

void NameTable::clear() {
  if (ends_.empty()) return;
  // A page of few names is not to pay for one of many.
  if (slots_.size() > 1024 && slots_.size() > 16 * ends_.size()) slots_ = {};
  std::ranges::fill(slots_, 0);
  text_.clear();
  ends_.clear();
  hashes_.clear();
}

std::size_t NameTable::memory_used() const {
  return text_.capacity() + heap_bytes(ends_) + heap_bytes(hashes_) + heap_bytes(slots_);
}

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
  std::size_t bytes = heap_bytes(nodes_) + heap_bytes(attributes_) + owned_text_.capacity() + text_copy_.capacity();
  if (extra_) {
    bytes += sizeof(Extra) + extra_->names.memory_used() + extra_->shadow_roots.size() * 6 * sizeof(void*);
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
  return document_->extra_ ? document_->view(document_->extra_->public_id) : std::string_view();
}

std::string_view Node::system_id() const {
  if (type() != NodeType::kDoctype) return {};
  return document_->extra_ ? document_->view(document_->extra_->system_id) : std::string_view();
}

}  // namespace pressmark::html
