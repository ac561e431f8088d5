#include "html/dom_builder.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/utf8.h"

namespace pressmark::html {
namespace {

// A Slice's length has 31 bits; offsets and node numbers have 32.
constexpr std::size_t kMostTextBytes = 0x7fffffff;
// A NUL becomes three bytes.
constexpr std::size_t kMostInputBytes = 0xffffffff / 3;
constexpr std::size_t kMostOwnedBytes = 0xffffffff;
constexpr std::uint32_t kMostNodes = 0xfff00000;

// Real pages have a node, and an attribute, for every 120 bytes or so. Most have room for half of theirs at the start;
// how much more it takes is known better when that is full.
constexpr std::size_t kBytesPerNode = 256;
constexpr std::size_t kBytesPerAttribute = 256;
constexpr std::size_t kMostReserved = 1u << 20;
constexpr std::size_t kMostCopiesInARow = 600;
constexpr std::size_t kLarge = 16u << 20;

std::size_t cut_between_characters(std::string_view text, std::size_t length) {
  if (length >= text.size()) return text.size();
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return length;
}

}  // namespace

void DocumentBuilder::start(std::string_view input, const ParseOptions& options) {
  clear();
  limits_ = options.limits;
  limits_.nodes = std::min(limits_.nodes, kMostNodes);
  document_.scripting_ = options.scripting;
  const std::size_t length = cut_between_characters(input, std::min<std::size_t>(limits_.input_bytes, kMostInputBytes));
  document_.input_ = input.substr(0, length);
  document_.warnings_.bytes_dropped += input.size() - length;
  if (options.own_text) {
    document_.text_copy_.assign(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(length));
    document_.input_ = {document_.text_copy_.data(), length};
  }
  document_.nodes_.reserve(std::min(kMostReserved, length / kBytesPerNode + 16));
  document_.attributes_.reserve(std::min(kMostReserved, length / kBytesPerAttribute + 8));
  create(NodeType::kDocument, Name::kNone, {});
}

void DocumentBuilder::clear() {
  reserved_.clear();
  run_begin_ = 0;
  nodes_growth_ = attributes_growth_ = text_growth_ = {};
  document_.nodes_.clear();
  document_.attributes_.clear();
  document_.owned_text_.clear();
  document_.text_copy_.clear();
  if (document_.extra_) document_.extra_->clear();
  document_.quirks_mode_ = QuirksMode::kNoQuirks;
  document_.warnings_ = {};
}

// By the last nodes: a copy of an element stands where its original does.
std::size_t DocumentBuilder::bytes_read() const {
  const std::vector<NodeRecord>& nodes = document_.nodes_;
  std::size_t read = 0;
  for (std::size_t i = nodes.size() - std::min(nodes.size(), kMostCopiesInARow); i < nodes.size(); ++i) {
    read = std::max<std::size_t>(read, nodes[i].source.begin);
  }
  return read;
}

template <class Container>
void DocumentBuilder::make_room(Container& container, std::size_t more, Growth& before) {
  const std::size_t size = container.size() + more, read = bytes_read();
  double rate = static_cast<double>(size) / static_cast<double>(read + 1);
  // To move what is large costs most: then it counts as well how it went lately.
  if (size * sizeof(container[0]) > kLarge && read > before.read) {
    rate = std::max(rate, static_cast<double>(size - before.size) / static_cast<double>(read - before.read));
  }
  before = {size, read};
  const double left = static_cast<double>(document_.input_.size() - std::min(read, document_.input_.size()));
  const double expected = 1.1 * (static_cast<double>(size) + rate * left);
  // At least a quarter more, so that growing costs linear time, and at most four times as much.
  const double least = 1.25 * static_cast<double>(size) + 16, most = 4 * static_cast<double>(size) + 16;
  container.reserve(static_cast<std::size_t>(std::clamp(expected, least, most)));
}
template void DocumentBuilder::make_room(std::vector<NodeRecord>&, std::size_t, Growth&);

Document DocumentBuilder::finish() && { return std::move(document_); }

Document::Extra& DocumentBuilder::extra() {
  if (!document_.extra_) document_.extra_ = std::make_unique<Document::Extra>();
  return *document_.extra_;
}

// ---- text ----

bool DocumentBuilder::has_room_for(std::size_t bytes) {
  const std::size_t size = document_.owned_text_.size() + bytes;
  if (size <= kMostOwnedBytes) {
    if (size > document_.owned_text_.capacity()) make_room(document_.owned_text_, bytes, text_growth_);
    return true;
  }
  document_.warnings_.bytes_dropped += bytes;
  return false;
}

void DocumentBuilder::append_owned(std::string_view text) {
  if (has_room_for(text.size())) document_.owned_text_ += text;
}

void DocumentBuilder::append_owned(char32_t code_point) {
  if (!has_room_for(4)) return;
  char bytes[4];
  document_.owned_text_.append(bytes, utf8::write(code_point, bytes));
}

Slice DocumentBuilder::end_owned() {
  Slice slice = borrowed(run_begin_, document_.owned_text_.size());
  slice.owned = 1;
  return slice;
}

// ---- nodes ----

void DocumentBuilder::make_root_fragment() {
  document_.nodes_[0].type = static_cast<std::uint32_t>(NodeType::kDocumentFragment) & 7u;
  document_.nodes_[0].data = kNoNode;
}

NodeIndex DocumentBuilder::create_element(Name name, Namespace name_space, std::span<const AttributeRecord> attributes,
                                          SourceRange source) {
  const NodeIndex element = create(NodeType::kElement, name, source);
  NodeRecord& node = record(element);
  node.name_space = static_cast<std::uint32_t>(name_space) & 3u;
  node.data = store_attributes(attributes);
  if (name != Name::kTemplate || name_space != Namespace::kHtml) return element;
  node.flags = kHasContents;
  record(create(NodeType::kDocumentFragment, Name::kNone, {source.begin, source.begin})).data = element;
  return element;
}

NodeIndex DocumentBuilder::clone_element(NodeIndex element) {
  const NodeRecord original = record(element);
  const std::uint32_t at = original.source.begin;
  const NodeIndex copy =
      create_element(static_cast<Name>(original.name), static_cast<Namespace>(original.name_space), {}, {at, at});
  record(copy).data = original.data;
  return copy;
}

Slice DocumentBuilder::own(std::string_view text) {
  begin_owned();
  append_owned(text);
  return end_owned();
}

NodeIndex DocumentBuilder::create_doctype(Name name, std::string_view public_id, std::string_view system_id,
                                          SourceRange source) {
  if (!public_id.empty()) extra().public_id = own(public_id);
  if (!system_id.empty()) extra().system_id = own(system_id);
  return create(NodeType::kDoctype, name, source);
}

void DocumentBuilder::make_shadow_root(NodeIndex template_element, NodeIndex host, std::uint32_t flags) {
  const NodeIndex fragment = contents_of(template_element);
  record(fragment).data = host;
  record(fragment).flags = (kShadowRoot | flags) & 31u;
  record(host).flags |= kHasShadowRoot & 31u;
  extra().shadow_roots.emplace(host, fragment);
}

void DocumentBuilder::insert_before(NodeIndex parent, NodeIndex child, NodeIndex before) {
  NodeRecord& node = record(child);
  NodeRecord& above = record(parent);
  NodeRecord& after = record(before);
  node.parent = parent;
  node.next = before;
  node.previous = after.previous;
  if (before == above.first_child) {
    above.first_child = child;
  } else {
    record(after.previous).next = child;
  }
  after.previous = child;
}

void DocumentBuilder::remove(NodeIndex child) {
  NodeRecord& node = record(child);
  if (node.parent == kNoNode) return;
  NodeRecord& above = record(node.parent);
  if (above.first_child == child) {
    above.first_child = node.next;
  } else {
    record(node.previous).next = node.next;
  }
  if (node.next != kNoNode) {
    record(node.next).previous = node.previous;
  } else if (above.first_child != kNoNode) {
    record(above.first_child).previous = node.previous;
  }
  node.parent = node.next = node.previous = kNoNode;
}

void DocumentBuilder::move_children(NodeIndex from, NodeIndex to) {
  const NodeIndex first = record(from).first_child;
  if (first == kNoNode) return;
  const NodeIndex last = record(first).previous;
  for (NodeIndex child = first; child != kNoNode; child = record(child).next) record(child).parent = to;
  record(from).first_child = kNoNode;
  if (record(to).first_child == kNoNode) {
    record(to).first_child = first;
    return;
  }
  NodeRecord& head = record(record(to).first_child);
  record(first).previous = head.previous;
  record(head.previous).next = first;
  head.previous = last;
}

// ---- text nodes and attributes ----

void DocumentBuilder::append_text(NodeIndex text, Slice more) {
  if (more.length == 0) return;
  NodeRecord& node = record(text);
  Slice old = slice_of(node);
  const std::size_t length = std::size_t{old.length} + more.length;
  if (length > kMostTextBytes) {
    warnings().bytes_dropped += more.length;
    return;
  }
  std::string& buffer = document_.owned_text_;
  const bool touching = old.owned == more.owned && old.offset + old.length == more.offset;
  const auto room = reserved_.empty() || !old.owned ? reserved_.end() : reserved_.find(text);
  if (touching && room == reserved_.end()) {
    old.length = static_cast<std::uint32_t>(length) & 0x7fffffffu;
    return set_slice(node, old);
  }
  if (room != reserved_.end() && old.offset + length <= room->second) {
    std::memmove(buffer.data() + old.offset + old.length, view(more).data(), more.length);
  } else if (old.owned && room == reserved_.end() && old.offset + old.length == buffer.size()) {
    if (!has_room_for(more.length)) return;
    buffer += std::string(view(more));
  } else {
    // A text that is moved for the second time is likely to be appended to in turns with another: give it room.
    const std::size_t reserve = old.owned ? length * 2 : length;
    if (!has_room_for(reserve)) return;
    const std::size_t offset = buffer.size();
    buffer.append(view(old)).append(view(more));
    if (old.owned) {
      buffer.resize(offset + reserve);
      reserved_[text] = static_cast<std::uint32_t>(offset + reserve);
    }
    old.offset = static_cast<std::uint32_t>(offset);
    old.owned = 1;
  }
  old.length = static_cast<std::uint32_t>(length) & 0x7fffffffu;
  set_slice(node, old);
}

std::span<const AttributeRecord> DocumentBuilder::attributes(NodeIndex element) const {
  const std::uint32_t first = record(element).data;
  if (first == kNoAttributes) return {};
  std::size_t end = first;
  while (!document_.attributes_[end].is_last) ++end;
  return std::span(document_.attributes_).subspan(first, end + 1 - first);
}

std::uint32_t DocumentBuilder::store_attributes(std::span<const AttributeRecord> attributes) {
  if (attributes.empty()) return kNoAttributes;
  const auto first = static_cast<std::uint32_t>(document_.attributes_.size());
  if (first + attributes.size() > document_.attributes_.capacity()) {
    make_room(document_.attributes_, attributes.size(), attributes_growth_);
  }
  for (const AttributeRecord& attribute : attributes) document_.attributes_.push_back(attribute);  // Most have few.
  document_.attributes_.back().is_last = 1;
  return first;
}

void DocumentBuilder::add_attributes(NodeIndex element, std::span<const AttributeRecord> more) {
  if (more.empty()) return;
  const std::span<const AttributeRecord> present = attributes(element);
  merged_.assign(present.begin(), present.end());
  if (!merged_.empty()) merged_.back().is_last = 0;
  merged_.insert(merged_.end(), more.begin(), more.end());
  record(element).data = store_attributes(merged_);
}

}  // namespace pressmark::html
