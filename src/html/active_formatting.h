// The list of active formatting elements.
// https://html.spec.whatwg.org/multipage/parsing.html#the-list-of-active-formatting-elements
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "html/dom_builder.h"

namespace pressmark::html {

class ActiveFormatting {
 public:
  struct Entry {
    NodeIndex node = kNoNode;  // kNoNode: a marker
    Name name = Name::kNone;
    bool is_marker() const { return node == kNoNode; }
  };
  // AD-HOC: an element beyond this many is not remembered: its formatting ends with it, its text stays. Real pages stay
  // far below; without a bound every start tag of a hostile one would search a list as long as the page. Markers, which
  // say where formatting ends, have room longer than elements.
  static constexpr std::size_t kMostElements = 250, kMostEntries = 1000;
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  explicit ActiveFormatting(const DocumentBuilder& builder) : builder_(builder) {}
  void clear() {
    nodes_.clear();
    names_.clear();
    hashes_.clear();
    counts_.fill(0);
  }
  std::size_t size() const { return nodes_.size(); }
  Entry operator[](std::size_t at) const { return {.node = nodes_[at], .name = static_cast<Name>(names_[at])}; }

  // Adds an element; of those like it (name and attributes) since the last marker only the last three stay. False:
  // there was no room.
  bool push(NodeIndex element, Name name);
  bool push_marker() {
    if (size() >= kMostEntries) return false;
    add(kNoNode, Name::kNone, 0);
    return true;
  }
  void clear_to_last_marker();
  void erase(std::size_t position);
  // Another element, with the same name and attributes, in an entry's place.
  void replace(std::size_t position, NodeIndex element) { nodes_[position] = element; }
  // Puts what was the entry `from` at `to` (a position counted before the move), with another element.
  void move(std::size_t from, std::size_t to, NodeIndex element);

  std::size_t find(NodeIndex element, Name name) const;
  // The last entry of that name behind the last marker, or kNowhere.
  std::size_t find_since_marker(Name name) const;

 private:
  std::size_t behind_last_marker() const;
  std::uint32_t make_hash(NodeIndex element) const;
  bool is_alike(NodeIndex a, NodeIndex b);
  // Formatting elements have known names; a marker counts as one without a name.
  std::uint16_t& count(std::uint32_t name) { return counts_[name]; }
  bool has(Name name) const { return name < Name::kFirstDynamic && counts_[static_cast<std::size_t>(name)] != 0; }
  void add(NodeIndex element, Name name, std::uint32_t hash);

  const DocumentBuilder& builder_;
  // The entries, a column each, so that what is looked for is looked for fast.
  std::vector<std::uint32_t> nodes_, names_;
  std::vector<std::uint32_t> hashes_;  // of the attributes, whatever their order; 0: not made yet
  std::array<std::uint16_t, static_cast<std::size_t>(Name::kFirstDynamic)> counts_{};  // of entries, by name
  std::vector<AttributeRecord> first_sorted_, second_sorted_;
};

}  // namespace pressmark::html
