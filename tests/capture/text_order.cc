#include "text_order.h"

#include <utility>
#include <vector>

#include "base/utf8.h"
#include "extract/blocks_walk.h"

namespace pressmark::testing {
namespace {

using html::Node;

enum class Letter : std::uint8_t { kNone, kIgnored, kDigit, kLetter, kWide };

// Wide characters are words by themselves, since no white space parts words there.
Letter kind_of_letter(char32_t c) {
  if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x2060 || c == 0xFEFF)
    return Letter::kIgnored;  // Soft hyphens, joiners, marks of direction, variation selectors.
  if (c >= '0' && c <= '9') return Letter::kDigit;
  if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z' ? Letter::kLetter : Letter::kNone;
  const bool is_sign = c <= 0xBF || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) ||
                       (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
                       (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) || (c >= 0xE000 && c <= 0xF8FF) ||
                       c >= 0x1F000;
  if (is_sign) return Letter::kNone;
  return c >= 0x2E80 ? Letter::kWide : Letter::kLetter;
}

class Words {
 public:
  void add(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const utf8::Character one = utf8::next(text, at);
      const Letter letter = kind_of_letter(one.code_point);
      if (letter != Letter::kIgnored) {
        if (letter != last_ || letter == Letter::kWide) end();
        if (letter != Letter::kNone) word_ += text.substr(at, one.size);
        last_ = letter;
      }
      at += one.size;
    }
  }
  void end() {
    if (!word_.empty()) words_.push_back(std::move(word_));
    word_.clear();
    last_ = Letter::kNone;
  }
  std::vector<std::string> take() {
    end();
    return std::move(words_);
  }

 private:
  std::vector<std::string> words_;
  std::string word_;
  Letter last_ = Letter::kNone;
};

std::vector<std::string> words_of(const html::Document& page) {
  Words words;
  const auto edge = [&](Node node) {
    const bool is_inline = extract::kind_of(node) == extract::ElementKind::kInline;
    const std::string_view style = node.attribute(html::Name::kStyle).value_or("");
    const bool may_be_hidden = style.contains("display:none") || style.contains("display: none") ||
                               style.contains("visibility") || node.has_attribute(html::Name::kHidden);
    const bool is_small = node.is(html::Name::kRt) || node.is(html::Name::kSup) || node.is(html::Name::kSub);
    if (!is_inline || may_be_hidden || is_small) words.end();
  };
  const auto enter = [&](Node node) {
    if (node.is_text()) words.add(node.text());
    if (!node.is_element()) return false;
    if (node.is(html::Name::kImg)) {  // It may be an emoji.
      words.end();
      words.add(node.attribute(html::Name::kAlt).value_or(""));
      words.end();
    }
    edge(node);
    return !node.is(html::Name::kScript) && !node.is(html::Name::kStyle) && !node.is(html::Name::kHead);
  };
  extract::walk(page.root(), enter, edge);
  return words.take();
}

// The number of an item of a list in a table's cell: the page does not say it.
bool is_item_number(const Span& span) {
  return span.text.size() > 2 && span.text.ends_with(". ") &&
         span.text.find_first_not_of("0123456789") == span.text.size() - 2;
}

// The Article's text: first the main row, then whatever may stand elsewhere.
class Rows {
 public:
  explicit Rows(const Article& article) {
    for (const Block& block : article.blocks) {
      if (block.kind != Block::Kind::kFootnote) add(block, main_);
    }
    for (const Block& block : article.blocks) {
      if (block.kind == Block::Kind::kFootnote) add(block, elsewhere_.emplace_back());
    }
    rows_.push_back(main_.take());
    for (Words& words : elsewhere_) rows_.push_back(words.take());
  }
  const std::vector<std::vector<std::string>>& all() const { return rows_; }

 private:
  static void add(const std::vector<Span>& spans, Words& words) {
    constexpr std::uint16_t kOffLine = kSuperscript | kSubscript;
    std::uint16_t marks = kNoMarks;
    for (const Span& span : spans) {
      if ((std::exchange(marks, span.marks) ^ span.marks) & kOffLine) words.end();
      const bool is_text = span.kind == Span::Kind::kText || span.kind == Span::Kind::kCode;
      if (is_text && !is_item_number(span)) words.add(span.text);
      if (!is_text) words.end();
    }
    words.end();
  }
  void add(const Block& block, Words& words) {
    if (block.kind == Block::Kind::kEmbed) return;
    add(block.spans, words);
    if (block.kind == Block::Kind::kCode) words.add(block.text);
    words.end();
    if (block.table) add(*block.table, words);
    for (const Block& child : block.children) add(child, words);
  }
  void add(const Table& table, Words& words) {
    add(table.caption, elsewhere_.emplace_back());
    for (const auto& row : table.rows) {
      for (const TableCell& cell : row) add(cell.spans, words);
    }
  }

  Words main_;
  std::vector<Words> elsewhere_;
  std::vector<std::vector<std::string>> rows_;
};

// Words up to that one, with some before it.
std::string words_to(const std::vector<std::string>& words, std::size_t last) {
  std::string text;
  for (std::size_t i = last > 8 ? last - 8 : 0; i <= last; ++i) text += words[i] + " ";
  return text;
}

// The words to the first that is not found behind the one before it, and those to the one that was found the farthest
// behind the one before it: where the order broke, mostly. "" when all are found.
std::string missed(const std::vector<std::string>& words, const std::vector<std::string>& page) {
  std::size_t at = 0, farthest = 0, leap = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t start = at;
    while (at < page.size() && page[at] != words[i]) ++at;
    if (at == page.size()) return words_to(words, i) + (leap > 0 ? "| " + words_to(words, farthest) : "");
    if (i > 0 && at - start > leap) {
      leap = at - start;
      farthest = i;
    }
    ++at;
  }
  return {};
}

}  // namespace

std::string out_of_order(const html::Document& page, const Article& article) {
  const std::vector<std::string> words = words_of(page);
  const Rows rows(article);
  for (const auto& row : rows.all()) {
    if (std::string found = missed(row, words); !found.empty()) return found;
  }
  return {};
}

}  // namespace pressmark::testing
