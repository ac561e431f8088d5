#include "extract/next_page.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/inline.h"
#include "extract/word_list.h"
#include "pressmark/url.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kLongestAddress = 2000;
constexpr std::size_t kMostDigits = 3;

// An address without its page number: "https://example.org/a.html" and 2 for "https://example.org/a_2.html".
struct Numbered {
  std::string first;  // the address of page one
  std::uint32_t number = 1;
};

std::optional<std::uint32_t> page_number(std::string_view digits) {
  if (digits.empty() || digits.size() > kMostDigits || digits.front() == '0') return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : digits) {
    if (!ascii::is_digit(c)) return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number > 1 ? std::optional(number) : std::nullopt;  // The first chapter of a book is no first page.
}

// The number at the end of the path, before a file's extension and a last slash: "/2", "_2.html", "-2.html".
std::optional<Numbered> numbered_path(std::string_view path) {
  const bool has_slash = path.ends_with('/');
  if (has_slash) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.find('.', slash == std::string_view::npos ? 0 : slash);
  const std::string_view stem = path.substr(0, dot), extension = path.substr(std::min(dot, path.size()));
  std::size_t start = stem.size();
  while (start > 0 && ascii::is_digit(stem[start - 1])) --start;
  const std::optional<std::uint32_t> number = page_number(stem.substr(start));
  if (!number || start < 2) return std::nullopt;
  const char separator = stem[start - 1];
  const bool is_part = separator == '/' && extension.empty();
  const bool is_file = (separator == '_' || separator == '-') && !extension.empty();
  if (!is_part && !is_file) return std::nullopt;
  const std::string_view before = stem.substr(0, start - 1);
  if (before.ends_with("/page") || before.ends_with('/')) return std::nullopt;  // Of a list, not of a text.
  return Numbered{std::string(before) + std::string(extension), *number};
}

// "?page=2" or "&page=2" at the end of the query.
std::optional<Numbered> numbered_query(std::string_view path, std::string_view query) {
  for (const std::string_view name : {"page=", "p=", "pg=", "pagenum="}) {
    const std::size_t at = query.rfind(name);
    if (at == std::string_view::npos || at == 0 || (query[at - 1] != '?' && query[at - 1] != '&')) continue;
    const std::optional<std::uint32_t> number = page_number(query.substr(at + name.size()));
    if (!number) continue;
    return Numbered{std::string(path) + std::string(query.substr(0, at - 1)), *number};
  }
  return std::nullopt;
}

std::string without_last_slash(std::string text) {
  if (text.ends_with('/')) text.pop_back();
  return text;
}

// What the number is; page one for an address that has none.
Numbered numbered(const url::Url& address) {
  if (auto found = numbered_query(address.pathname(), address.search())) return *std::move(found);
  if (address.search().empty()) {
    if (auto found = numbered_path(address.pathname())) return *std::move(found);
  }
  return {without_last_slash(std::string(address.pathname()) + std::string(address.search()))};
}

bool says_next(Node link) {
  if (contains_word(value_of(link, Name::kRel), "next")) return true;
  constexpr std::size_t kLongestText = 24;
  std::string text = ascii::lowercase(short_text(link, kLongestText + 1));
  while (!text.empty() && (text.back() == '>' || text.back() == ' ')) text.pop_back();
  for (const std::string_view word : {"next",
                                      "next page",
                                      "continue",
                                      "下一页",
                                      "下页",
                                      "下一頁",
                                      "次のページ",
                                      "次へ",
                                      "다음",
                                      "다음 페이지",
                                      "page suivante",
                                      "suivant",
                                      "nächste seite",
                                      "weiter",
                                      "siguiente",
                                      "página siguiente",
                                      "далее",
                                      "следующая страница",
                                      "próxima página",
                                      "التالي",
                                      "הבא",
                                      "अगला"}) {
    if (text == word || text == std::string(word) + " »" || text == std::string(word) + " →") return true;
  }
  return false;
}

}  // namespace

std::string find_next_page(const html::Document& page, std::string_view address, std::string_view base) {
  const std::optional<url::Url> own = url::Url::parse(address), from = url::Url::parse(base);
  if (!own || !from || address.size() > kLongestAddress || own->pathname() == "/") return "";
  const Numbered here = numbered(*own);
  std::string next;
  bool has_first = here.number == 1;
  for (Node node = page.root().first_child(); node; node = node.next_in_preorder(page.root())) {
    if (!node.is_element() || !(node.is(Name::kA) || node.is(Name::kLink))) continue;
    const std::string_view href = value_of(node, Name::kHref);
    if (href.empty() || href.size() > kLongestAddress) continue;
    const bool is_next = next.empty() && says_next(node);
    if (!is_next && has_first) continue;
    const std::optional<url::Url> target = url::Url::parse(href, &*from);
    if (!target || target->origin() != own->origin()) continue;
    const Numbered there = numbered(*target);
    if (there.first != here.first) continue;
    has_first |= there.number == 1;
    if (is_next && there.number == here.number + 1 && target->hash().empty()) next = target->href();
  }
  return has_first ? next : "";
}

}  // namespace pressmark::extract
