// The difference of two texts. E. Myers, "An O(ND) difference algorithm and its variations", 1986.
#include <algorithm>
#include <unordered_map>

#include "base/utf8.h"
#include "pressmark/keep.h"

namespace pressmark::keep {
namespace {

// Beyond so many changes, texts have nothing in common that a reader could follow; the cost is this squared at most.
constexpr int kMostChanges = 2000;

// A stretch of both texts, by the numbers of their parts: the same in both, or [from, to) of one stands for the
// other's.
struct Stretch {
  std::size_t old_begin, old_end, new_begin, new_end;
  bool is_equal;
};

using Parts = std::vector<std::size_t>;  // equal parts have equal numbers

// The furthest points of each number of changes, from which the way back is read.
std::vector<std::pair<std::size_t, std::size_t>> common_parts(const Parts& before, const Parts& after) {
  const int n = static_cast<int>(before.size()), m = static_cast<int>(after.size());
  const int most = std::min(n + m, kMostChanges);
  std::vector<int> furthest(static_cast<std::size_t>(2 * most + 3), 0);
  std::vector<std::vector<int>> trace;
  const auto at = [most](int diagonal) { return static_cast<std::size_t>(diagonal + most + 1); };
  for (int changes = 0; changes <= most; ++changes) {
    trace.emplace_back(furthest.begin() + static_cast<std::ptrdiff_t>(at(-changes - 1)),
                       furthest.begin() + static_cast<std::ptrdiff_t>(at(changes + 1)) + 1);
    for (int diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const bool goes_down =
          diagonal == -changes || (diagonal != changes && furthest[at(diagonal - 1)] < furthest[at(diagonal + 1)]);
      int x = goes_down ? furthest[at(diagonal + 1)] : furthest[at(diagonal - 1)] + 1;
      int y = x - diagonal;
      while (x < n && y < m && before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(y)]) ++x, ++y;
      furthest[at(diagonal)] = x;
      if (x < n || y < m) continue;
      std::vector<std::pair<std::size_t, std::size_t>> common;
      for (int left = changes; left >= 0; --left) {  // Each row of `trace` is as it was before its changes were tried.
        const std::vector<int>& row = trace[static_cast<std::size_t>(left)];
        const auto value = [&row, left](int k) { return row[static_cast<std::size_t>(k + left + 1)]; };
        const int k = x - y;
        const bool down = k == -left || (k != left && value(k - 1) < value(k + 1));
        const int from_k = down ? k + 1 : k - 1;
        const int from_x = left == 0 ? 0 : value(from_k), from_y = left == 0 ? 0 : from_x - from_k;
        const int run_x = left == 0 ? 0 : (down ? from_x : from_x + 1);
        while (x > run_x && y > 0 && x > 0) {
          --x, --y;
          common.emplace_back(x, y);
        }
        x = from_x;
        y = from_y;
      }
      std::ranges::reverse(common);
      return common;
    }
  }
  return {};
}

std::vector<Stretch> stretches(const Parts& before, const Parts& after) {
  std::size_t head = 0, tail = 0;  // the same in both
  while (head < before.size() && head < after.size() && before[head] == after[head]) ++head;
  while (tail < before.size() - head && tail < after.size() - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  const Parts old_middle(before.begin() + static_cast<std::ptrdiff_t>(head),
                         before.end() - static_cast<std::ptrdiff_t>(tail));
  const Parts new_middle(after.begin() + static_cast<std::ptrdiff_t>(head),
                         after.end() - static_cast<std::ptrdiff_t>(tail));
  auto common = common_parts(old_middle, new_middle);
  for (auto& [x, y] : common) x += head, y += head;
  std::vector<Stretch> all;
  std::size_t old_at = 0, new_at = 0;
  const auto add = [&](std::size_t x, std::size_t y) {
    if (x > old_at || y > new_at) all.push_back({old_at, x, new_at, y, false});
    if (!all.empty() && all.back().is_equal && all.back().old_end == x && all.back().new_end == y) {
      ++all.back().old_end, ++all.back().new_end;
    } else {
      all.push_back({x, x + 1, y, y + 1, true});
    }
    old_at = x + 1;
    new_at = y + 1;
  };
  for (std::size_t i = 0; i < head; ++i) add(i, i);
  for (const auto& [x, y] : common) add(x, y);
  for (std::size_t i = tail; i > 0; --i) add(before.size() - i, after.size() - i);
  if (old_at < before.size() || new_at < after.size())
    all.push_back({old_at, before.size(), new_at, after.size(), false});
  return all;
}

// A number for each text, the same for equal ones.
class Numbers {
 public:
  Parts of(const std::vector<std::string_view>& texts) {
    Parts parts;
    for (const std::string_view text : texts)
      parts.push_back(numbers_.try_emplace(text, numbers_.size()).first->second);
    return parts;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> numbers_;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Runs of letters of scripts with spaces, else single characters.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  const auto is_letter = [](char32_t c) {
    return c < 0x80 ? (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') : c >= 0xC0 && c < 0x0E00;
  };
  for (std::size_t at = 0; at < line.size();) {
    utf8::Character c = utf8::next(line, at);
    const bool is_word = is_letter(c.code_point);
    std::size_t end = at;
    do {
      end += c.size;
      c = utf8::next(line, end);
    } while (is_word && c.size > 0 && is_letter(c.code_point));
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

std::string joined(const std::vector<std::string_view>& parts, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += parts[i];
  return text;
}

void add_piece(Difference& difference, Piece::Kind kind, std::string text) {
  if (!text.empty()) difference.pieces.push_back({kind, std::move(text)});
}

Difference changed_line(std::string_view before, std::string_view after) {
  const auto old_words = words_of(before), new_words = words_of(after);
  Numbers numbers;
  const Parts old_parts = numbers.of(old_words), new_parts = numbers.of(new_words);
  Difference difference;
  for (const Stretch& stretch : stretches(old_parts, new_parts)) {
    if (stretch.is_equal) {
      add_piece(difference, Piece::Kind::kSame, joined(old_words, stretch.old_begin, stretch.old_end));
    } else {
      add_piece(difference, Piece::Kind::kRemoved, joined(old_words, stretch.old_begin, stretch.old_end));
      add_piece(difference, Piece::Kind::kAdded, joined(new_words, stretch.new_begin, stretch.new_end));
    }
  }
  return difference;
}

}  // namespace

std::vector<Difference> differences(std::string_view before, std::string_view after) {
  const auto old_lines = lines_of(before), new_lines = lines_of(after);
  Numbers numbers;
  const Parts old_parts = numbers.of(old_lines), new_parts = numbers.of(new_lines);
  std::vector<Difference> all;
  const auto add = [&all](Piece::Kind kind, std::string_view line) {
    Difference& difference = all.emplace_back();
    add_piece(difference, kind, std::string(line));
  };
  for (const Stretch& stretch : stretches(old_parts, new_parts)) {
    std::size_t x = stretch.old_begin, y = stretch.new_begin;
    if (stretch.is_equal) {
      for (; x < stretch.old_end; ++x) add(Piece::Kind::kSame, old_lines[x]);
      continue;
    }
    while (x < stretch.old_end && y < stretch.new_end) all.push_back(changed_line(old_lines[x++], new_lines[y++]));
    while (x < stretch.old_end) add(Piece::Kind::kRemoved, old_lines[x++]);
    while (y < stretch.new_end) add(Piece::Kind::kAdded, new_lines[y++]);
  }
  return all;
}

}  // namespace pressmark::keep
