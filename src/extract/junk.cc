#include "extract/junk.h"

#include <algorithm>
#include <unordered_map>

#include "base/ascii.h"
#include "extract/patterns_phrases.h"
#include "extract/segment_words.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

// Whether `text` looks like the pattern: 'x' a hexadecimal digit, '0' a digit, else the character itself.
bool matches(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](char c, char wanted) {
    if (wanted == 'x') return ascii::is_hex_digit(c);
    return wanted == '0' ? ascii::is_digit(c) : c == wanted;
  });
}

bool stands_for_itself(Node container) {
  switch (container.name()) {
    case Name::kDiv:
    case Name::kP:
    case Name::kSection:
    case Name::kArticle:
    case Name::kMain:
    case Name::kBody: return true;
    default: return false;
  }
}

bool is_junk(const html::Document& page, const TextBlock& block) {
  for (Node node = page.node(block.first); node; node = node.next_in_preorder(page.root())) {
    std::string_view text = node.is_text() ? node.text() : std::string_view();
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n\f"), text.size());
      if (end > 0 && !is_junk_word(text.substr(0, end))) return false;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (node.index() == block.last) break;
  }
  return true;
}

bool is_in_link(Node text) {
  constexpr int kFurthest = 4;  // levels
  Node element = text.parent();
  for (int level = 0; level < kFurthest && element.is_element(); ++level, element = element.parent()) {
    if (element.is(Name::kA)) return true;
  }
  return false;
}

// "Read also: ..." and a link to it.
bool leads_to_another_page(const html::Document& page, const TextBlock& block) {
  constexpr std::uint32_t kMostWords = 40;
  if (block.words > kMostWords || block.link_words == 0 || block.link_words * 2 < block.words) return false;
  Wording before;
  for (Node node = page.node(block.first); node; node = node.next_in_preorder(page.root())) {
    if (!node.is_text()) continue;
    if (is_in_link(node)) break;
    before.add(node.text());
    if (node.index() == block.last) break;
  }
  return leads_elsewhere(before.fingerprint());
}

// An entry says what it has to, whatever another one says.
bool is_in_series(Node container) {
  return container.is(Name::kTd) || container.is(Name::kTh) || container.is(Name::kDd) || container.is(Name::kLi);
}

}  // namespace

bool is_junk_word(std::string_view word) {
  constexpr std::string_view kUuid = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", kDay = "0000-00-00";
  if (word.starts_with("https://") || word.starts_with("http://")) return word.size() > 10;
  if (matches(word, kUuid)) return true;
  if (!matches(word.substr(0, kDay.size()), kDay)) return false;
  // 2024-05-01T10:00:00.000+02:00
  return std::ranges::all_of(word.substr(kDay.size()), [](char c) {
    return ascii::is_digit(c) || c == ':' || c == '.' || c == '+' || c == '-' || c == 'T' || c == 'Z';
  });
}

void drop_junk(const html::Document& page, Segmentation& segmentation) {
  for (TextBlock& block : segmentation.blocks) {
    if (!block.kept) continue;
    if (leads_to_another_page(page, block)) block.kept = false;
    if (block.link_words > 0 || block.is_part) continue;
    if (stands_for_itself(page.node(block.container)) && is_junk(page, block)) block.kept = false;
  }
}

void drop_repeated(const html::Document& page, Segmentation& segmentation) {
  constexpr std::uint32_t kLeastWords = 6;
  std::unordered_map<std::uint32_t, html::NodeIndex> first;  // by wording: the container
  for (TextBlock& block : segmentation.blocks) {
    if (!block.kept || block.words < kLeastWords) continue;
    const auto [at, is_new] = first.emplace(block.wording, block.container);
    if (is_new) continue;
    const Node container = page.node(block.container);
    block.kept = is_in_series(container) || page.node(at->second).parent() == container.parent();
  }
}

}  // namespace pressmark::extract
