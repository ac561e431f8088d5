#include "html/active_formatting.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"

namespace pressmark::html {

namespace {

constexpr std::size_t kNowhere = ActiveFormatting::kNowhere;

// The last place in [begin, end) that holds `value`, or kNowhere; looked for 16 at a time.
std::size_t find_last(const std::vector<std::uint32_t>& values, std::uint32_t value, std::size_t begin,
                      std::size_t end) {
  constexpr std::size_t kGroup = 16;
  while (end - begin >= kGroup) {
    const std::uint32_t* const group = values.data() + end - kGroup;
    std::uint32_t any = 0;
    for (std::size_t i = 0; i < kGroup; ++i) any |= group[i] == value ? 1u : 0u;
    if (any != 0) break;
    end -= kGroup;
  }
  while (end > begin) {
    if (values[--end] == value) return end;
  }
  return kNowhere;
}

}  // namespace

std::uint32_t ActiveFormatting::make_hash(NodeIndex element) const {
  std::uint64_t sum = 0;
  // Whatever their order; but which value belongs to which name has to count, by a hash that nobody outside can
  // foresee: elements of one hash are compared attribute by attribute.
  for (const AttributeRecord& attribute : builder_.attributes(element)) {
    std::uint64_t pair = base::keyed_hash(builder_.view(attribute.value)) ^ attribute.name * 0x9E3779B97F4A7C15ull;
    pair = (pair ^ pair >> 32) * 0xD6E8FEB86659FD93ull;
    sum += pair ^ pair >> 29;
  }
  return static_cast<std::uint32_t>(sum) | 1;
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

void ActiveFormatting::add(NodeIndex element, Name name, std::uint32_t hash) {
  nodes_.push_back(element);
  names_.push_back(static_cast<std::uint32_t>(name));
  hashes_.push_back(hash);
  ++count(names_.back());
}

// Push onto the list of active formatting elements (the Noah's Ark clause).
// https://html.spec.whatwg.org/multipage/parsing.html#push-onto-the-list-of-active-formatting-elements
bool ActiveFormatting::push(NodeIndex element, Name name) {
  if (size() >= kMostElements) return false;
  std::uint32_t hash = 0;
  if (has(name)) {  // Hashes are made here, when first asked for: few elements meet another of their name in the list.
    const std::size_t begin = behind_last_marker();
    for (std::size_t at = size(); (at = find_last(hashes_, 0, begin, at)) != kNowhere;) {
      hashes_[at] = make_hash(nodes_[at]);
    }
    hash = make_hash(element);
    std::size_t alike = 0;
    for (std::size_t at = size(); (at = find_last(hashes_, hash, begin, at)) != kNowhere;) {
      if (names_[at] != static_cast<std::uint32_t>(name) || !is_alike(nodes_[at], element)) continue;
      if (++alike < 3) continue;
      erase(at);
      break;
    }
  }
  add(element, name, hash);
  return true;
}

std::size_t ActiveFormatting::behind_last_marker() const {
  if (!has(Name::kNone)) return 0;
  return find_last(names_, static_cast<std::uint32_t>(Name::kNone), 0, size()) + 1;
}

void ActiveFormatting::clear_to_last_marker() {
  const std::size_t begin = behind_last_marker();
  for (const std::size_t end = begin == 0 ? 0 : begin - 1; size() > end;) erase(size() - 1);
}

void ActiveFormatting::erase(std::size_t position) {
  const auto at = static_cast<std::ptrdiff_t>(position);
  --count(names_[position]);
  nodes_.erase(nodes_.begin() + at);
  names_.erase(names_.begin() + at);
  hashes_.erase(hashes_.begin() + at);
}

void ActiveFormatting::move(std::size_t from, std::size_t to, NodeIndex element) {
  const std::uint32_t name = names_[from], hash = hashes_[from];
  erase(from);
  const auto at = static_cast<std::ptrdiff_t>(from < to ? to - 1 : to);
  nodes_.insert(nodes_.begin() + at, element);
  names_.insert(names_.begin() + at, name);
  hashes_.insert(hashes_.begin() + at, hash);
  ++count(name);
}

std::size_t ActiveFormatting::find(NodeIndex element, Name name) const {
  return element != kNoNode && has(name) ? find_last(nodes_, element, 0, size()) : kNowhere;
}

std::size_t ActiveFormatting::find_since_marker(Name name) const {
  if (!has(name)) return kNowhere;
  return find_last(names_, static_cast<std::uint32_t>(name), behind_last_marker(), size());
}

}  // namespace pressmark::html
