#include "keep/places.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "base/ascii.h"

namespace pressmark::keep {
namespace {

constexpr std::size_t kAround = 128;  // bytes of the text before and behind
constexpr std::size_t kMostPlaces = 1000;
constexpr std::size_t kEnd = 16;  // bytes at each end of a passage, by which it is known when it was changed

// Two-way search: linear, unlike std::string_view::find.
std::size_t find(std::string_view text, std::string_view part) {
  const void* const found = ::memmem(text.data(), text.size(), part.data(), part.size());
  return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : std::string_view::npos;
}

// The text without its white space, and where each byte of it stands.
std::string without_spaces(std::string_view text, std::vector<std::uint32_t>* places) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (ascii::is_whitespace(text[i])) continue;
    if (text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0') {
      ++i;
      continue;
    }
    out += text[i];
    if (places) places->push_back(static_cast<std::uint32_t>(i));
  }
  return out;
}

bool is_tail(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string_view before(std::string_view text, std::size_t at) {
  std::size_t from = at > kAround ? at - kAround : 0;
  while (from < at && is_tail(text[from])) ++from;
  return text.substr(from, at - from);
}

std::string_view behind(std::string_view text, std::size_t at) {
  std::size_t to = std::min(at + kAround, text.size());
  while (to > at && to < text.size() && is_tail(text[to])) --to;
  return text.substr(at, to - at);
}

}  // namespace

Places::Places(std::string_view text) : text_(text), packed_(without_spaces(text, &origins_)) {}

std::vector<Places::Place> Places::found(std::string_view text, std::string_view part, bool is_packed) {
  std::vector<Place> places;
  if (part.empty() || is_weary()) return places;
  for (std::size_t at = find(text, part), from = 0; at != std::string_view::npos && places.size() < kMostPlaces;) {
    const std::size_t begin = from + at, last = begin + part.size() - 1;
    places.push_back(is_packed ? Place{origins_[begin], std::size_t{origins_[last]} + 1} : Place{begin, last + 1});
    from = begin + part.size();
    at = find(text.substr(from), part);
  }
  return places;
}

std::vector<Places::Place> Places::all(std::string_view exact) {
  std::vector<Place> places = found(text_, exact, false);
  return places.empty() ? found(packed_, without_spaces(exact, nullptr), true) : places;
}

// Its first bytes, and behind them, no further than twice its length, its last.
std::optional<Places::Place> Places::changed(std::string_view exact) {
  const std::string sought = without_spaces(exact, nullptr);
  if (sought.size() < 2 * kEnd || is_weary()) return std::nullopt;
  const std::size_t begin = find(packed_, std::string_view(sought).substr(0, kEnd));
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view range = std::string_view(packed_).substr(begin, 2 * sought.size());
  const std::string_view tail = std::string_view(sought).substr(sought.size() - kEnd);
  const std::size_t end = find(range.substr(std::min(kEnd, range.size())), tail);
  if (end == std::string_view::npos) return std::nullopt;
  return Place{origins_[begin], std::size_t{origins_[begin + std::min(kEnd, range.size()) + end + kEnd - 1]} + 1};
}

void Places::place(archive::Highlight& highlight) {
  const auto is_better = [&](const Place& one, const Place& other) {
    const auto fit = [&](const Place& place) {
      const std::string_view front = text_.substr(0, place.begin), back = text_.substr(place.end);
      const auto ahead =
          std::mismatch(front.rbegin(), front.rend(), highlight.prefix.rbegin(), highlight.prefix.rend());
      const auto next = std::mismatch(back.begin(), back.end(), highlight.suffix.begin(), highlight.suffix.end());
      return (ahead.first - front.rbegin()) + (next.first - back.begin());
    };
    const auto away = [&](const Place& place) {
      return highlight.start < 0 ? 0 : std::abs(static_cast<std::int64_t>(place.begin) - highlight.start);
    };
    return std::pair(-fit(one), away(one)) < std::pair(-fit(other), away(other));
  };
  std::vector<Place> places = all(highlight.exact);
  if (places.empty()) {
    if (const auto place = changed(highlight.exact)) places.push_back(*place);
  }
  const auto best = std::ranges::min_element(places, is_better);
  highlight.start = best == places.end() ? -1 : static_cast<std::int64_t>(best->begin);
  highlight.end = best == places.end() ? -1 : static_cast<std::int64_t>(best->end);
  if (best == places.end() || !highlight.prefix.empty() || !highlight.suffix.empty()) return;
  highlight.prefix = before(text_, best->begin);
  highlight.suffix = behind(text_, best->end);
}

}  // namespace pressmark::keep
