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
    std::size_t attributes_hash = 0;  // whatever their order; 0: not made yet
    bool is_marker() const { return node == kNoNode; }
  };
  // AD-HOC: an element beyond this many is not remembered: its formatting ends with it, its text stays. Real pages stay
  // far below; without a bound every start tag of a hostile one would search a list as long as the page.
  static constexpr std::size_t kMostEntries = 250;
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  explicit ActiveFormatting(const DocumentBuilder& builder) : builder_(builder) {}
  void clear() {
    entries_.clear();
    counts_.fill(0);
  }
  std::size_t size() const { return entries_.size(); }
  const Entry& operator[](std::size_t position) const { return entries_[position]; }

  // Adds an element; of those like it (name and attributes) since the last marker only the last three stay.
  void push(NodeIndex element, Name name);
  void push_marker() {
    if (entries_.size() < kMostEntries) add({});
  }
  void clear_to_last_marker();
  void erase(std::size_t position);
  void remove(NodeIndex element);
  // Another element, with the same name and attributes, in an entry's place.
  void replace(std::size_t position, NodeIndex element) { entries_[position].node = element; }
  // Puts what was the entry `from` at `to` (a position counted before the move), with another element.
  void move(std::size_t from, std::size_t to, NodeIndex element);

  std::size_t find(NodeIndex element) const;
  // The last entry of that name behind the last marker, or kNowhere.
  std::size_t find_since_marker(Name name) const;

 private:
  // The entry's hash, made when first asked for: few elements meet another of their name that is still in the list.
  std::size_t attributes_hash(Entry& entry) const;
  bool is_alike(NodeIndex a, NodeIndex b);
  // Formatting elements have known names; a marker counts as one without a name.
  std::uint16_t& count(Name name) { return counts_[static_cast<std::size_t>(name)]; }
  void add(const Entry& entry) {
    ++count(entry.name);
    entries_.push_back(entry);
  }

  const DocumentBuilder& builder_;
  std::vector<Entry> entries_;
  std::array<std::uint16_t, static_cast<std::size_t>(Name::kFirstDynamic)> counts_{};  // of entries, by name
  std::vector<AttributeRecord> first_sorted_, second_sorted_;
};

}  // namespace pressmark::html
