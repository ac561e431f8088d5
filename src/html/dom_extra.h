// What the DOM's records leave out: the private parts of Document, and how a record's fields are packed.
#pragma once

#include <cstdint>
#include <memory_resource>
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

// As slice_of reads it.
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
  void clear();

 private:
  // Where the slot is that has `text`, or that it would take.
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();
  std::string_view text_at(std::size_t index) const;

  std::string text_;
  std::vector<std::uint32_t> ends_;    // of each name in text_
  std::vector<std::uint32_t> hashes_;  // of each name
  // Open addressing, a power of two in size. A slot is a name's index + 1 (0: free) and, above it, a part of its hash:
  // four bytes, because with a million names what they cost is the memory that is waited for.
  std::vector<std::uint32_t> slots_;
};

// What few pages need.
struct Document::Extra {
  void clear() {
    names.clear();
    public_id = system_id = {};
    shadow_roots.clear();
  }

  NameTable names;
  Slice public_id{}, system_id{};  // of the doctype
  std::pmr::unsynchronized_pool_resource pool;
  std::pmr::unordered_map<NodeIndex, NodeIndex> shadow_roots{&pool};  // by host
};

}  // namespace pressmark::html
