// Links to a passage of a live page. https://wicg.github.io/scroll-to-text-fragment/
#include <algorithm>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "base/utf8.h"
#include "pressmark/article.h"

namespace pressmark {
namespace {

constexpr std::size_t kWhole = 80;       // A passage of no more characters is named whole,
constexpr std::size_t kEndWords = 5;     // a longer one by its first and last words,
constexpr std::size_t kEndLength = 40;   // in no more than these characters,
constexpr std::size_t kIdeographs = 12;  // or by as many characters where words are not split by spaces.
constexpr std::size_t kTooLittle = 2;    // Fewer characters would be found anywhere.

bool is_space(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000; }

// Scripts written without spaces between words.
bool is_ideograph(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF);
}

bool is_ideographic_mark(char32_t c) { return (c >= 0x3001 && c <= 0x3003) || (c >= 0xFF01 && c <= 0xFF1F); }

// A stretch of text that stands unbroken in the page: white space collapsed, characters whole.
using Passage = std::u32string;

// Splits spans where the page's own text is not known: at pictures, math, notes and line breaks. Keeps the first
// passage and the last.
struct Ends {
  Passage first, last;
  std::size_t count = 0;

  void take(Passage& passage) {
    while (!passage.empty() && passage.back() == ' ') passage.pop_back();
    if (!passage.empty()) {
      if (count++ == 0) first = passage;
      last = std::move(passage);
    }
    passage.clear();
  }
};

void append_text(Passage& passage, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character c = utf8::next(text, at);
    at += c.size;
    if (!is_space(c.code_point)) {
      passage.push_back(c.code_point);
    } else if (!passage.empty() && passage.back() != ' ') {
      passage.push_back(' ');
    }
  }
}

void take_spans(Ends& ends, const std::vector<Span>& spans) {
  Passage passage;
  for (const Span& span : spans) {
    if (span.kind == Span::Kind::kText || span.kind == Span::Kind::kCode) {
      append_text(passage, span.text);
    } else {
      ends.take(passage);
    }
  }
  ends.take(passage);
}

void take_lines(Ends& ends, std::string_view text) {
  Passage passage;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    append_text(passage, text.substr(at, end - at));
    ends.take(passage);
    at = end + 1;
  }
}

Ends own_ends(const Block& block) {
  Ends ends;
  take_spans(ends, block.spans);
  if (block.kind == Block::Kind::kCode) take_lines(ends, block.text);
  if (block.table) {
    for (const auto& row : block.table->rows) {
      for (const TableCell& cell : row) take_spans(ends, cell.spans);
    }
    take_spans(ends, block.table->caption);
  }
  return ends;
}

// The first, or the last, passage in the block and its children.
std::optional<Ends> outermost(const Block& block, bool first, int depth) {
  Ends own = own_ends(block);
  if (own.count > 0 && (first || block.children.empty())) return own;
  if (depth < kMaxBlockDepth * 2) {
    const std::size_t size = block.children.size();
    for (std::size_t i = 0; i < size; ++i) {
      if (auto found = outermost(block.children[first ? i : size - 1 - i], first, depth + 1)) return found;
    }
  }
  if (own.count > 0) return own;
  return std::nullopt;
}

// How many characters of the passage name its beginning: some whole words, or a clause of ideographs.
std::size_t beginning(const Passage& passage) {
  std::size_t words = 0, ideographs = 0;
  for (std::size_t i = 0; i < passage.size(); ++i) {
    const char32_t c = passage[i];
    if (c == ' ' && ++words == kEndWords) return i;
    if (is_ideographic_mark(c) && ideographs >= kIdeographs / 2) return i;
    if (is_ideograph(c) && ++ideographs == kIdeographs) return i + 1;
    if (i == kEndLength) return words > 0 ? passage.rfind(' ', i) : i;
  }
  return passage.size();
}

std::size_t ending(const Passage& passage) {
  Passage reversed(passage.rbegin(), passage.rend());
  std::size_t skip = 0;  // Marks that end the sentence are no end of a clause.
  while (skip < reversed.size() && is_ideographic_mark(reversed[skip])) ++skip;
  return skip + beginning(reversed.substr(skip));
}

void append_encoded(std::string& out, std::u32string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string bytes;
  for (const char32_t c : text) utf8::append(bytes, c);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = ascii::is_alphanumeric(c) || c == '.' || c == '_' || c == '~';
    if (plain) {
      out.push_back(c);
    } else {
      out.append({'%', kHex[byte >> 4], kHex[byte & 0xF]});
    }
  }
}

std::u32string_view trimmed(std::u32string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string text_fragment(const Block& block) {
  const std::optional<Ends> head = outermost(block, true, 0);
  if (!head) return "";
  std::optional<Ends> tail;
  if (!block.children.empty()) tail = outermost(block, false, 0);
  const Passage& first = head->first;
  const Passage& last = tail ? tail->last : head->last;
  const bool is_one = head->count == 1 && (!tail || (tail->count == 1 && first == last));
  if (is_one && first.size() < kTooLittle) return "";
  std::string out = "#:~:text=";
  if (is_one && first.size() <= kWhole) {
    append_encoded(out, first);
    return out;
  }
  const std::u32string_view tail_view(last);
  append_encoded(out, trimmed(std::u32string_view(first).substr(0, beginning(first))));
  out.push_back(',');
  append_encoded(out, trimmed(tail_view.substr(tail_view.size() - ending(last))));
  return out;
}

}  // namespace pressmark
