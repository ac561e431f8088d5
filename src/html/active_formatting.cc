#include "html/active_formatting.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"

namespace pressmark::html {

std::size_t ActiveFormatting::attributes_hash(Entry& entry) const {
  if (entry.attributes_hash != 0) return entry.attributes_hash;
  std::size_t sum = 1;
  // Whatever their order; but which value belongs to which name has to count, by a hash that nobody outside can
  // foresee: elements of one hash are compared attribute by attribute.
  for (const AttributeRecord& attribute : builder_.attributes(entry.node)) {
    std::uint64_t pair = base::keyed_hash(builder_.view(attribute.value)) ^ attribute.name * 0x9E3779B97F4A7C15ull;
    pair = (pair ^ pair >> 32) * 0xD6E8FEB86659FD93ull;
    sum += pair ^ pair >> 29;
  }
  return entry.attributes_hash = sum | 1;
}

bool ActiveFormatting::is_alike(NodeIndex a, NodeIndex b) {
  const auto left = builder_.attributes(a);
  const auto right = builder_.attributes(b);
  if (left.size() != right.size()) return false;
  const auto sort = [](std::span<const AttributeRecord> from, std::vector<AttributeRecord>& to) {
    to.assign(from.begin(), from.end());
    std::sort(to.begin(), to.end(), [](const auto& x, const auto& y) { return x.name < y.name; });
  };
  const auto same = [this](const AttributeRecord& x, const AttributeRecord& y) {
    return x.name == y.name && builder_.view(x.value) == builder_.view(y.value);
  };
  if (left.size() == 1) return same(left[0], right[0]);
  sort(left, first_sorted_);
  sort(right, second_sorted_);
  return std::equal(first_sorted_.begin(), first_sorted_.end(), second_sorted_.begin(), same);
}

// Push onto the list of active formatting elements (the Noah's Ark clause).
// https://html.spec.whatwg.org/multipage/parsing.html#push-onto-the-list-of-active-formatting-elements
void ActiveFormatting::push(NodeIndex element, Name name) {
  if (entries_.size() >= kMostEntries) return;
  Entry entry{.node = element, .name = name};
  std::size_t alike = 0;
  std::size_t earliest = kNowhere;
  for (std::size_t i = entries_.size(); i-- > 0 && !entries_[i].is_marker();) {
    if (entries_[i].name != name || attributes_hash(entries_[i]) != attributes_hash(entry)) continue;
    if (!is_alike(entries_[i].node, element)) continue;
    earliest = i;
    if (++alike == 3) break;
  }
  if (alike == 3) erase(earliest);
  add(entry);
}

void ActiveFormatting::clear_to_last_marker() {
  while (!entries_.empty()) {
    const bool was_marker = entries_.back().is_marker();
    --count(entries_.back().name);
    entries_.pop_back();
    if (was_marker) return;
  }
}

void ActiveFormatting::erase(std::size_t position) {
  --count(entries_[position].name);
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(position));
}

void ActiveFormatting::remove(NodeIndex element) {
  if (const std::size_t at = find(element); at != kNowhere) erase(at);
}

void ActiveFormatting::move(std::size_t from, std::size_t to, NodeIndex element) {
  Entry entry = entries_[from];
  entry.node = element;
  ++count(entry.name);
  entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(to), entry);
  erase(from < to ? from : from + 1);
}

std::size_t ActiveFormatting::find(NodeIndex element) const {
  for (std::size_t i = entries_.size(); i-- > 0;) {
    if (entries_[i].node == element) return i;
  }
  return kNowhere;
}

std::size_t ActiveFormatting::find_since_marker(Name name) const {
  if (counts_[static_cast<std::size_t>(name)] == 0) return kNowhere;
  for (std::size_t i = entries_.size(); i-- > 0 && !entries_[i].is_marker();) {
    if (entries_[i].name == name) return i;
  }
  return kNowhere;
}

}  // namespace pressmark::html
