// What the DOM's records leave out: the private parts of Document, and how a record's fields are packed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pressmark/html.h"

namespace pressmark::html {

// NodeRecord::flags. An element:
inline constexpr std::uint32_t kHasContents = 1;    // A template: its contents are the node numbered next.
inline constexpr std::uint32_t kHasShadowRoot = 2;  // Document::Extra::shadow_roots knows it.
inline constexpr std::uint32_t kIsOpen = 4;         // While parsing: on the stack of open elements.
// A fragment; its host is in NodeRecord::data (kNoNode: the root of a fragment parse).
inline constexpr std::uint32_t kShadowRoot = 1;
inline constexpr std::uint32_t kShadowClosed = 2;
inline constexpr std::uint32_t kShadowDelegatesFocus = 4;
inline constexpr std::uint32_t kShadowClonable = 8;
inline constexpr std::uint32_t kShadowSerializable = 16;

// The text of a text, comment or processing instruction: the offset stands in first_child, the length and, in the top
// bit, "owned" in data.
inline Slice slice_of(const NodeRecord& node) {
  Slice slice;
  slice.offset = node.first_child;
  slice.length = node.data & 0x7fffffffu;
  slice.owned = (node.data & 0x80000000u) != 0;
  return slice;
}
inline void set_slice(NodeRecord& node, Slice slice) {
  node.first_child = slice.offset;
  node.data = static_cast<std::uint32_t>(slice.length) | static_cast<std::uint32_t>(slice.owned) << 31;
}

inline bool has_children(const NodeRecord& node) {
  const auto type = static_cast<NodeType>(node.type);
  return type == NodeType::kElement || type == NodeType::kDocument || type == NodeType::kDocumentFragment;
}

struct NodeAccess {
  static const NodeRecord& record(Node node) { return node.record(); }
  static bool has_scripting(Node node) { return node.document().scripting_; }
};

// The names of one document that are not known ones, numbered from Name::kFirstDynamic up.
class NameTable {
 public:
  // The number of `text`, or kNone.
  Name find(std::string_view text) const;
  // The number of `text`, given out now if need be. A full table gives one fixed name.
  Name intern(std::string_view text);
  std::string_view text(Name name) const;
  std::size_t memory_used() const;

 private:
  // Open addressing, a power of two in size. `number` is the index + 1, 0 is free.
  struct Slot {
    std::uint32_t number = 0;
    std::uint32_t hash = 0;
  };
  void place(Slot slot);
  void grow();
  Name find(std::string_view text, std::uint32_t hash) const;
  std::string_view text_at(std::size_t index) const;

  std::string text_;
  std::vector<std::uint32_t> ends_;  // of each name in text_
  std::vector<Slot> slots_;
};

struct DoctypeIds {
  std::string public_id, system_id;
};

// What few pages need.
struct Document::Extra {
  NameTable names;
  std::unordered_map<NodeIndex, NodeIndex> shadow_roots;  // by host
  std::unordered_map<NodeIndex, DoctypeIds> doctypes;
};

}  // namespace pressmark::html
