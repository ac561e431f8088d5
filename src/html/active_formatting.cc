#include "html/active_formatting.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace pressmark::html {

std::size_t ActiveFormatting::attributes_hash(Entry& entry) const {
  if (entry.attributes_hash != 0) return entry.attributes_hash;
  std::size_t sum = 1;
  for (const AttributeRecord& attribute : builder_.attributes(entry.node)) {
    const std::size_t value = std::hash<std::string_view>{}(builder_.view(attribute.value));
    sum += (value ^ attribute.name) * 0x9E3779B97F4A7C15ull;
  }
  return entry.attributes_hash = sum | 1;
}

bool ActiveFormatting::is_alike(NodeIndex a, NodeIndex b) const {
  const auto left = builder_.attributes(a);
  const auto right = builder_.attributes(b);
  if (left.size() != right.size()) return false;
  const auto sorted = [](std::span<const AttributeRecord> from) {
    std::vector<AttributeRecord> to(from.begin(), from.end());
    std::sort(to.begin(), to.end(), [](const auto& x, const auto& y) { return x.name < y.name; });
    return to;
  };
  const auto same = [this](const AttributeRecord& x, const AttributeRecord& y) {
    return x.name == y.name && builder_.view(x.value) == builder_.view(y.value);
  };
  if (left.size() == 1) return same(left[0], right[0]);
  const auto first = sorted(left);
  const auto second = sorted(right);
  return std::equal(first.begin(), first.end(), second.begin(), same);
}

// Push onto the list of active formatting elements (the Noah's Ark clause).
// https://html.spec.whatwg.org/multipage/parsing.html#push-onto-the-list-of-active-formatting-elements
void ActiveFormatting::push(NodeIndex element, Name name) {
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
  if (entries_.size() < kMostEntries) entries_.push_back(entry);
}

void ActiveFormatting::clear_to_last_marker() {
  while (!entries_.empty()) {
    const bool was_marker = entries_.back().is_marker();
    entries_.pop_back();
    if (was_marker) return;
  }
}

void ActiveFormatting::erase(std::size_t position) {
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(position));
}

void ActiveFormatting::remove(NodeIndex element) {
  if (const std::size_t at = find(element); at != kNowhere) erase(at);
}

void ActiveFormatting::move(std::size_t from, std::size_t to, NodeIndex element) {
  Entry entry = entries_[from];
  entry.node = element;
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
  for (std::size_t i = entries_.size(); i-- > 0 && !entries_[i].is_marker();) {
    if (entries_[i].name == name) return i;
  }
  return kNowhere;
}

}  // namespace pressmark::html
