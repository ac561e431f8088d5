#include "extract/metadata_lines.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/ascii.h"

namespace pressmark::extract {
namespace {

// The first bytes of what labels a byline: most texts are none at theirs.
consteval std::array<bool, 256> byline_initials() {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("|-bvpdatiwgesBVPDATIWGES\xc3")) table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr auto kBylineInitials = byline_initials();

// How many bytes of the text are the label of a byline: a word that also begins sentences, or one that does not.
std::size_t byline_label(std::string_view text, bool is_sure) {
  constexpr auto kBegins = std::to_array<std::string_view>({"by", "von", "par", "por", "door", "di"});
  constexpr auto kLabels = std::to_array<std::string_view>({"author:",
                                                            "autor:",
                                                            "autorin:",
                                                            "autor/in:",
                                                            "auteur:",
                                                            "auteur :",
                                                            "autore:",
                                                            "text:",
                                                            "texte :",
                                                            "interview:",
                                                            "words by",
                                                            "written by",
                                                            "posted by",
                                                            "geschrieben von",
                                                            "erstellt von",
                                                            "eingestellt von",
                                                            "veröffentlicht von",
                                                            "publicado por",
                                                            "escrito por",
                                                            "publié par",
                                                            "écrit par",
                                                            "scritto da",
                                                            "geschreven door"});
  const auto begins = [text](std::string_view label) {
    if (text.size() < label.size() || ascii::to_lower(text.front()) != label.front() ||
        !ascii::equals_ignoring_case(text.substr(0, label.size()), label))
      return false;
    return text.size() == label.size() || label.back() == ':' || text[label.size()] == ' ' || text[label.size()] == ':';
  };
  const std::span<const std::string_view> labels =
      is_sure ? std::span<const std::string_view>(kLabels) : std::span<const std::string_view>(kBegins);
  const auto found = std::ranges::find_if(labels, begins);
  return found == labels.end() ? 0 : found->size();
}

}  // namespace

Byline byline_of(std::string_view text) {
  if (text.empty() || !kBylineInitials[static_cast<unsigned char>(text.front())]) return {};
  if (text.starts_with("| ") || text.starts_with("- ")) text.remove_prefix(2);
  if (const std::size_t label = byline_label(text, false); label != 0) return {.text = text, .label = label};
  const std::size_t label = byline_label(text, true);
  return {.text = text, .label = label, .is_labelled = label != 0};
}

std::string_view credited(std::string_view text, std::string_view label) {
  const std::size_t found = text.find(label);
  if (found == std::string_view::npos) return {};
  std::string_view rest = text.substr(found + label.size());
  if (rest.starts_with("：")) {
    rest.remove_prefix(std::string_view("：").size());
  } else if (rest.starts_with(':')) {
    rest.remove_prefix(1);
  } else {
    return {};
  }
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return rest.substr(0, std::min({rest.find_first_of(" \t\r\n|)"), rest.find("　"), rest.find("）"),
                                  rest.find("\xc2\xa0"), rest.size()}));
}

bool has_year(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    digits = ascii::is_digit(text[i]) ? digits + 1 : 0;
    if (digits == 4 && (text.substr(i - 3, 2) == "20" || text.substr(i - 3, 2) == "19")) return true;
  }
  return false;
}

std::string_view dateline_of(std::string_view text) {
  constexpr std::size_t kLongestDate = 30;
  if (text.front() == '(') text.remove_prefix(1);
  if (!ascii::is_digit(text.front())) return {};
  const std::string_view head = text.substr(0, kLongestDate);
  std::size_t end = head.size();
  for (const std::string_view mark : {" – ", " — ", " - ", ") ", "): ", " | "}) end = std::min(end, head.find(mark));
  return end < head.size() && has_year(head.substr(0, end)) ? head.substr(0, end) : std::string_view();
}

}  // namespace pressmark::extract
