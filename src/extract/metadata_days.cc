#include "extract/metadata_days.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/blocks_walk.h"
#include "extract/dates.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestLine = 70;
constexpr int kMostBefore = 12;  // nodes

// What stands before `node` in its line, from the nearest text on: "Sale ends " of "Sale ends <b>March 31, 2026</b>".
std::string text_before(html::Node node) {
  std::string before;
  for (int steps = 0; steps < kMostBefore && before.size() < kLongestLine; ++steps) {
    if (const html::Node sibling = node.previous_sibling()) {
      if (sibling.is_element() && kind_of(sibling) != ElementKind::kInline) break;
      const std::string seen = sibling.is_text() ? std::string() : visible_text(sibling, kLongestLine);
      const std::string_view text = sibling.is_text() ? sibling.text() : std::string_view(seen);
      std::size_t cut = text.size() - std::min(text.size(), kLongestLine);
      while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) ++cut;
      before.insert(0, text.substr(cut));
      node = sibling;
    } else {
      node = node.parent();
      if (!node || !node.is_element() || kind_of(node) != ElementKind::kInline) break;
    }
  }
  return before;
}

// The run of text before `node`, "" where it is long or far.
std::string run_before(html::Node node) {
  constexpr std::size_t kLongestLabel = 40;
  for (int steps = 0; node && steps < kMostBefore; ++steps) {
    const html::Node sibling = node.previous_sibling();
    if (!sibling) {
      node = node.parent();
      continue;
    }
    node = sibling;
    const std::string text = sibling.is_text() ? fold_space(sibling.text().substr(0, kLongestLabel + 1))
                                               : visible_text(sibling, kLongestLabel + 1);
    if (!text.empty()) return text.size() <= kLongestLabel ? text : std::string();
  }
  return "";
}

}  // namespace

bool says_update(std::string_view text) {
  const std::string lower = ascii::lowercase(text);
  const auto says = [&lower](std::string_view word) { return lower.contains(word); };
  return (says("updated") || says("modified") || says("edited")) && !says("publish") && !says("posted");
}

bool tells_of_another(html::Node node) {
  const std::string before = text_before(node);
  return leads_to_end(before) || tells_of_member(before);
}

bool tells_of_member(std::string_view text) {
  const std::string lower = ascii::lowercase(text);
  return std::ranges::any_of(
      std::to_array<std::string_view>({"joined", "registered", "member since", "last visit", "last seen", "registriert",
                                       "mitglied seit", "dabei seit", "inscription", "registrado", "iscritto",
                                       "зарегистрирован", "регистрация", "注册时间", "注册于", "加入时间"}),
      [&lower](std::string_view word) { return lower.contains(word); });
}

bool is_in_heading(html::Node text) {
  html::Node parent = text.parent();
  if (parent.is(html::Name::kA)) parent = parent.parent();
  return parent && parent.is_element() &&
         (parent.is(html::Name::kH1) || parent.is(html::Name::kH2) || parent.is(html::Name::kH3));
}

bool is_labelled_day(const Sighting& line) {
  constexpr auto kLabels = std::to_array<std::string_view>({"date:",
                                                            "date",
                                                            "published",
                                                            "published:",
                                                            "published on",
                                                            "posted",
                                                            "posted on",
                                                            "datum:",
                                                            "datum",
                                                            "erschienen",
                                                            "erscheinungsdatum",
                                                            "erstellt",
                                                            "erstellt am",
                                                            "veröffentlicht",
                                                            "veröffentlicht am",
                                                            "publié le",
                                                            "mise en ligne",
                                                            "publicado",
                                                            "fecha:",
                                                            "fecha",
                                                            "pubblicato",
                                                            "data:",
                                                            "data",
                                                            "gepubliceerd",
                                                            "opublikowano",
                                                            "дата",
                                                            "дата:",
                                                            "发布时间",
                                                            "发布时间：",
                                                            "发布日期",
                                                            "发表时间",
                                                            "時間",
                                                            "日期",
                                                            "公開日",
                                                            "掲載日",
                                                            "投稿日",
                                                            "등록일",
                                                            "작성일",
                                                            "입력"});
  std::string label = ascii::lowercase(run_before(line.node));
  while (label.ends_with(' ') || label.ends_with(':')) label.pop_back();
  if (std::ranges::find(kLabels, label) != kLabels.end()) return true;
  const std::string own = ascii::lowercase(fold_space(line.value));
  return std::ranges::any_of(kLabels, [&own](std::string_view one) { return own.starts_with(one); });
}

bool is_update(std::string_view text) {
  const std::string lower = ascii::lowercase(text);
  return lower.find("updated") != std::string::npos || lower.find("modified") != std::string::npos ||
         lower.find("reviewed") != std::string::npos || lower.find("\xc2\xa9") != std::string::npos ||
         lower.find("edited") != std::string::npos || tells_of_member(lower);
}

bool is_bare(std::string_view line) {
  constexpr std::ptrdiff_t kLongestMonth = std::string_view("September").size();
  return std::ranges::count_if(line, ascii::is_alpha) <= kLongestMonth;
}

bool holds_little_else(std::string_view line) {
  constexpr std::ptrdiff_t kMostLetters = 24;
  return line.size() <= kLongestLine && std::ranges::count_if(line, ascii::is_alpha) <= kMostLetters;
}

}  // namespace pressmark::extract
