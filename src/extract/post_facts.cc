#include "extract/post_facts.h"

#include <algorithm>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/metadata_facts.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kLongestName = 50;
constexpr std::size_t kLongestDay = 60;

// The text of a small element on one line; nullopt for one with more nodes than a name or a day takes, or too long.
// With `first_line` it ends before the first line that follows another.
std::optional<std::string> line_of(Node element, std::size_t longest, bool first_line = false) {
  constexpr int kMostNodes = 40;
  std::string line;
  int nodes = 0;
  for (Node node = element.first_child(); node; node = node.next_in_preorder(element)) {
    if (++nodes > kMostNodes) return std::nullopt;
    if (node.is_element() && is_never_shown(node)) return std::nullopt;
    if (node.is_element() && !line.empty() && line.back() != ' ' && (is_block_level(node) || node.is(Name::kBr))) {
      if (first_line) break;
      line += ' ';
    }
    if (!node.is_text()) continue;
    for (const char c : node.text()) {
      const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
      if (!is_space) line += c;
      if (is_space && !line.empty() && line.back() != ' ') line += ' ';
      if (line.size() > longest + 1) return std::nullopt;
    }
  }
  while (line.ends_with(' ')) line.pop_back();
  return line.size() <= longest ? std::optional(std::move(line)) : std::nullopt;
}

std::string without_lead(std::string name) {
  for (const std::string_view lead : {"by ", "posted by ", "written by ", "author: ", "von ", "par ", "por "}) {
    if (name.size() > lead.size() && ascii::starts_with_ignoring_case(name, lead)) name.erase(0, lead.size());
  }
  while (name.ends_with(':') || name.ends_with(' ') || name.ends_with(',')) name.pop_back();
  return name;
}

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return ascii::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; });
}

// A writer's name where ranks and numbers stand around it: what is named as a name, the first link, or all of it.
std::optional<std::string> name_within(Node writer) {
  constexpr int kMostNodes = 60;
  std::optional<std::string> first_link;
  int nodes = 0;
  for (Node node = writer.first_child(); node && nodes < kMostNodes; node = node.next_in_preorder(writer), ++nodes) {
    if (!node.is_element()) continue;
    const bool is_property = value_of(node, Name::kItemprop) == "name";
    if (is_property && node.is(Name::kMeta)) {
      const std::string_view name = ascii::trimmed(value_of(node, Name::kContent));
      if (has_letter(name) && name.size() <= kLongestName) return std::string(name);
    }
    const bool is_name =
        is_property || contains_any_part(value_of(node, Name::kClass), kWordList<"username", "nickname">);
    if (!is_name && (first_link || !node.is(Name::kA))) continue;
    std::optional<std::string> line = line_of(node, kLongestName);
    if (!line || !has_letter(*line)) continue;
    if (is_name) return line;
    first_link = std::move(line);
  }
  return first_link ? std::move(first_link) : line_of(writer, kLongestName, true);
}

std::string name_of(std::string line, const PostDates& dates) {
  if (line.empty() || find_date(line, dates.order)) return "";
  std::string name = without_lead(std::move(line));
  const bool is_label = ascii::equals_ignoring_case(name, "author");  // above all posts
  return has_letter(name) && !is_label ? name : "";
}

// "Joined: May 2012", "注册于 2012-05-03": of the writer, not of what was written.
bool says_since_when(Node day) {
  const Node label = day.previous_sibling();
  const std::string_view text = label && label.is_text() ? label.text() : std::string_view();
  if (text.empty() || text.size() > kLongestDay) return false;
  for (const std::string_view word : {"join", "regist", "member since", "注册", "登録", "가입"}) {
    if (contains_ignoring_case(text, word)) return true;
  }
  return false;
}

}  // namespace

bool leads_to_profile(std::string_view href) {
  constexpr std::size_t kLongest = 300;
  if (href.size() > kLongest) return false;
  for (std::size_t at = href.find('/'); at < href.size(); at = href.find('/', at + 1)) {
    const std::string_view part = href.substr(at + 1, href.find('/', at + 1) - at - 1);
    const bool goes_on = at + 1 + part.size() < href.size();
    if (goes_on && kWordList<"user", "users", "u", "member", "members", "profile", "profiles", "people">.has(part))
      return true;
  }
  for (const std::string_view sign : {"user?id=", "viewprofile", "action=profile", "member.php", "space-uid-"}) {
    if (href.contains(sign)) return true;
  }
  return false;
}

bool is_named_as_author(const OutlineItem& item, Node element) {
  if ((item.says & kWriterName) != 0) return true;
  if (item.has(kHasItemprop)) {
    const std::string_view property = value_of(element, Name::kItemprop);
    if (property == "author" || property == "creator") return true;
  }
  return item.name == Name::kA && leads_to_profile(value_of(element, Name::kHref));
}

bool is_named_as_day(const OutlineItem& item, Node element) {
  if (item.name == Name::kTime || item.has(kHasDatetime) || (item.says & kDayName) != 0) return true;
  if (!item.has(kHasItemprop)) return false;
  const std::string_view property = value_of(element, Name::kItemprop);
  return property == "datePublished" || property == "dateCreated";
}

std::string writer_in(Node element, const PostDates& dates) {
  std::optional<std::string> line = name_within(element);
  return line ? name_of(*std::move(line), dates) : "";
}

std::string writer_stated_by(Node post) {
  for (const std::string_view name : {"data-author", "data-username", "author"}) {
    const std::string_view writer = ascii::trimmed(value_of(post, name));
    if (!writer.empty() && writer.size() <= kLongestName && has_letter(writer)) return std::string(writer);
  }
  return "";
}

std::string day_in(Node element, const PostDates& dates) {
  if (says_since_when(element)) return "";
  for (const std::string_view stated :
       {value_of(element, Name::kDatetime), value_of(element, Name::kContent), value_of(element, Name::kTitle)}) {
    if (stated.empty() || stated.size() > kLongestDay) continue;
    if (auto date = read_date_field(stated, dates.order)) return std::move(date->date_time);
  }
  std::optional<std::string> line = line_of(element, kLongestDay);
  if (!line || line->empty()) return "";
  if (auto date = find_date(*line, dates.order)) return std::move(date->date_time);
  if (auto date = find_relative_date(*line, dates.fetch_date)) return std::move(date->date_time);
  constexpr std::size_t kLongestWording = 24;  // "3 hours ago", "vor 2 Tagen"
  const bool is_wording = line->size() <= kLongestWording && std::ranges::any_of(*line, ascii::is_digit) &&
                          has_letter(*line) && !line->contains(':');
  return is_wording ? *std::move(line) : "";
}

std::string rating_in(Node element) {
  const std::string_view content = ascii::trimmed(value_of(element, Name::kContent));
  std::string rating = content.empty() ? line_of(element, 4).value_or("") : std::string(content);
  const bool is_number = !rating.empty() && rating.size() <= 4 &&
                         std::ranges::all_of(rating, [](char c) { return ascii::is_digit(c) || c == '.'; });
  return is_number && rating != "0" ? rating : "";
}

std::string moment_in(Node text, const PostDates& dates) {
  constexpr std::size_t kShortest = 12;
  const std::string_view line = ascii::trimmed(text.text());
  if (line.size() < kShortest || line.size() > kLongestDay || !line.contains(':')) return "";
  // "Joined: May 3, 2012, 9:12 pm"
  if (text.parent().is(Name::kDd)) return "";
  if (const Node before = text.previous_sibling(); before && before.is_element()) {
    const std::optional<std::string> label = line_of(before, kLongestDay);
    if (label && label->ends_with(':')) return "";
  }
  auto date = find_date(line, dates.order);
  return date && date->has_time() ? std::move(date->date_time) : "";
}

}  // namespace pressmark::extract
