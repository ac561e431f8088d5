// The names in a byline, cleaned of what stands around them.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/dates_tokens.h"
#include "extract/letters.h"
#include "extract/metadata_choice.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestName = 80;
constexpr std::size_t kMostAuthors = 20;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kEdge = " \t\n\r,;:|-/*_.&";
  while (!text.empty() && kEdge.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \t\n\r,;:|-/*_&").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  for (const std::string_view mark : {"·", "•", "–", "—", "：", "　"}) {
    if (text.starts_with(mark)) return trimmed(text.substr(mark.size()));
    if (text.ends_with(mark)) return trimmed(text.substr(0, text.size() - mark.size()));
  }
  return text;
}

// Prefixes of a byline in lower case; followed by a space or a colon where they end in a letter.
constexpr auto kPrefixes = std::to_array<std::string_view>({"by",
                                                            "written by",
                                                            "posted by",
                                                            "published by",
                                                            "author",
                                                            "authors",
                                                            "author(s)",
                                                            "words by",
                                                            "story by",
                                                            "text by",
                                                            "article by",
                                                            "reviewed by",
                                                            "contributed by",
                                                            "submitted by",
                                                            "created by",
                                                            "started by",
                                                            "asked by",
                                                            "report by",
                                                            "from",
                                                            "von",
                                                            "autor",
                                                            "autorin",
                                                            "text",
                                                            "par",
                                                            "auteur",
                                                            "por",
                                                            "di",
                                                            "de",
                                                            "door",
                                                            "av",
                                                            "af",
                                                            "przez",
                                                            "작성자",
                                                            "作者",
                                                            "文",
                                                            "撰文",
                                                            "记者",
                                                            "文章作者",
                                                            "写手",
                                                            "publicado por",
                                                            "escrito por",
                                                            "veröffentlicht von",
                                                            "geschrieben von",
                                                            "erstellt von",
                                                            "eingestellt von",
                                                            "verfasst von",
                                                            "gepostet von",
                                                            "artikel von",
                                                            "ein artikel von",
                                                            "beitrag von",
                                                            "ein beitrag von",
                                                            "pressemitteilung von",
                                                            "interview von",
                                                            "interview by",
                                                            "interview",
                                                            "autor/in",
                                                            "autor*in",
                                                            "autor:in",
                                                            "autoren",
                                                            "écrit par",
                                                            "publié par",
                                                            "scritto da",
                                                            "a cura di",
                                                            "geschreven door",
                                                            "skrevet af",
                                                            "skrevet av",
                                                            "tekst",
                                                            "автор",
                                                            "автор статьи",
                                                            "yazan",
                                                            "بقلم",
                                                            "מאת",
                                                            "記者",
                                                            "執筆者",
                                                            "著者",
                                                            "글",
                                                            "post author",
                                                            "insights from",
                                                            "a note from",
                                                            "view all posts by",
                                                            "read more about",
                                                            "recipe by",
                                                            "authored by",
                                                            "guide by",
                                                            "posts by",
                                                            "more by"});

bool starts_with_word(std::string_view lower, std::string_view prefix) {
  if (!lower.starts_with(prefix)) return false;
  if (lower.size() == prefix.size()) return true;
  const char next = lower[prefix.size()];
  if (next == ':' || lower.substr(prefix.size()).starts_with("：")) return true;
  // These begin names and sentences too: only a colon makes labels of them.
  constexpr auto kNeedColon =
      std::to_array<std::string_view>({"text", "from", "de", "di", "文", "interview", "tekst", "글"});
  return next == ' ' && std::ranges::find(kNeedColon, prefix) == kNeedColon.end();
}

std::string_view without_prefix(std::string_view text) {
  bool cut = true;
  while (cut) {
    cut = false;
    text = trimmed(text);
    const std::string lower = ascii::lowercase(text.substr(0, 40));
    for (const std::string_view prefix : kPrefixes) {
      if (!starts_with_word(lower, prefix)) continue;
      text.remove_prefix(prefix.size());
      cut = true;
      break;
    }
  }
  return trimmed(text);
}

// Where a month name before a number, or a number of its own, begins: "Jane Doe Nov 8", "Jane Doe 12 posts".
std::size_t begin_of_date(std::string_view text) {
  for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (!rest.empty() && ascii::is_digit(rest.front())) return at;
    const std::size_t end = std::min(rest.find_first_of(" .,"), rest.size());
    const std::size_t number = rest.find_first_not_of(" .,", end);
    const bool is_followed = number != std::string_view::npos && ascii::is_digit(rest[number]);
    if (is_followed && month_of(ascii::lowercase(rest.substr(0, end))) != 0) return at;
  }
  return text.size();
}

// Where what is no name any more begins: a date, a mark, "Published on", "in", "updated".
std::size_t end_of_names(std::string_view text) {
  std::size_t end = text.size();
  const std::string lower = ascii::lowercase(text);
  constexpr auto kStops = std::to_array<std::string_view>({"|",
                                                           "·",
                                                           "•",
                                                           " – ",
                                                           " — ",
                                                           " - ",
                                                           "(",
                                                           "http",
                                                           " @",
                                                           "published",
                                                           "updated",
                                                           "posted",
                                                           " on ",
                                                           " in ",
                                                           " at ",
                                                           "\xe3\x80\x80",
                                                           "\xef\xbc\x88",
                                                           "follow ",
                                                           " / ",
                                                           "last modified",
                                                           " min read",
                                                           " minutes",
                                                           "share this",
                                                           " is a ",
                                                           " staff writer",
                                                           "reviewed by",
                                                           "updated by",
                                                           "contributor",
                                                           "editor"});
  for (const std::string_view stop : kStops) {
    const std::size_t found = lower.find(stop);
    if (found != std::string::npos && found > 0) end = std::min(end, found);
  }
  return std::min(end, begin_of_date(text));
}

// "Jane Doe in" without what leads to the next run of text; as it is: "Audiophile On" is a name.
std::string_view without_link_word(std::string_view text) {
  for (const std::string_view word : {" in", " on", " under", " at", " am", " um", " unter"}) {
    if (text.ends_with(word)) return text.substr(0, text.size() - word.size());
  }
  return text;
}

// "Feb", "Monday": what is left of a date.
bool is_part_of_date(std::string_view lower) {
  while (lower.ends_with('.')) lower.remove_suffix(1);
  constexpr auto kDays = std::to_array<std::string_view>(
      {"mon",       "tue",      "wed",     "thu",       "fri",    "sat",      "sun",      "monday",   "tuesday",
       "wednesday", "thursday", "friday",  "saturday",  "sunday", "montag",   "dienstag", "mittwoch", "donnerstag",
       "freitag",   "samstag",  "sonntag", "lundi",     "mardi",  "mercredi", "jeudi",    "vendredi", "samedi",
       "dimanche",  "lunes",    "martes",  "miércoles", "jueves", "viernes",  "sábado",   "domingo"});
  return month_of(lower) != 0 || std::ranges::find(kDays, lower) != kDays.end();
}

// "Posted on", "Un documentaire de", "1 reader likes this": pieces of sentences around a name.
bool begins_or_ends_otherwise(std::string_view lower, std::string_view name) {
  constexpr auto kFirst =
      std::to_array<std::string_view>({"posted",  "published",   "veröffentlicht", "publiziert", "updated",
                                       "written", "erstellt",    "zuletzt",        "am",         "vom",
                                       "on",      "actualizado", "originally",     "search",     "how",
                                       "get",     "visit",       "follow",         "shop",       "view",
                                       "see",     "this",        "contact"});
  constexpr auto kLast = std::to_array<std::string_view>(
      {"by", "on", "von", "am",   "vom",  "um", "de",  "par", "un",  "une", "por",  "the", "is", "a",
       "an", "of", "in",  "this", "from", "to", "für", "et",  "for", "el",  "read", "uhr", "Uhr"});
  const std::string_view first = lower.substr(0, lower.find(' '));
  const std::string_view last = name.substr(name.rfind(' ') + 1);  // As it is: "Audiophile On" is a name.
  return std::ranges::find(kFirst, first) != kFirst.end() || std::ranges::find(kLast, last) != kLast.end();
}

// "page.head.author": what a template did not fill in.
bool is_key(std::string_view name) {
  return !name.contains(' ') && std::ranges::count(name, '.') > 1 && ascii::lowercase(name).contains("author");
}

bool has_wide_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.length;
    if (point.value >= 0x80 &&
        (letter_of(point.value) == Letter::kWord || letter_of(point.value) == Letter::kIdeograph))
      return true;
  }
  return false;
}

bool is_name(std::string_view name) {
  if (name.size() < 2 || name.size() > kLongestName) return false;
  if (name.find("://") != std::string_view::npos || name.find("www.") != std::string_view::npos) return false;
  if (name.find_first_of("{}<>[]=\\") != std::string_view::npos) return false;
  if (ascii::is_digit(name.front()) && name.contains(':')) return false;
  const auto digits = std::ranges::count_if(name, ascii::is_digit);
  if (digits > 4 || std::ranges::count(name, ' ') > 6) return false;
  const std::string lower = ascii::lowercase(name);
  constexpr auto kNone = std::to_array<std::string_view>({"admin",
                                                          "administrator",
                                                          "author",
                                                          "authors",
                                                          "guest",
                                                          "unknown",
                                                          "anonymous",
                                                          "undefined",
                                                          "null",
                                                          "none",
                                                          "by",
                                                          "editor",
                                                          "n/a",
                                                          "root",
                                                          "user",
                                                          "about the author",
                                                          "view all posts",
                                                          "read more",
                                                          "about",
                                                          "share",
                                                          "follow",
                                                          "profile",
                                                          "contributors",
                                                          "reply",
                                                          "comment",
                                                          "comments",
                                                          "test",
                                                          "webmaster",
                                                          "default",
                                                          "superuser",
                                                          "no author",
                                                          "the author",
                                                          "autoreninfo",
                                                          "home",
                                                          "article",
                                                          "articles",
                                                          "guide",
                                                          "get app",
                                                          "via",
                                                          "our",
                                                          "stand",
                                                          "ca.",
                                                          "ca",
                                                          "min",
                                                          "updated",
                                                          "published",
                                                          "posted",
                                                          "date",
                                                          "data",
                                                          "news",
                                                          "blog",
                                                          "email",
                                                          "email address",
                                                          "skip to content",
                                                          "today",
                                                          "yesterday"});
  if (std::ranges::find(kNone, lower) != kNone.end() || is_part_of_date(lower)) return false;
  if (begins_or_ends_otherwise(lower, name) || is_key(name)) return false;
  return std::ranges::any_of(name, ascii::is_alpha) || has_wide_letter(name);
}

// Titles and degrees behind a comma belong to the name before.
bool is_degree(std::string_view part) {
  const std::string key = name_key(part);
  constexpr auto kDegrees = std::to_array<std::string_view>(
      {"phd", "md", "jr",  "sr", "mba", "rn",  "dds", "dvm", "esq", "cpa", "ms",  "msc", "ba", "bsc",
       "bs",  "ma", "mph", "rd", "ii",  "iii", "do",  "jd",  "cfp", "rdn", "vmd", "ldn", "np", "pharmd"});
  return std::ranges::find(kDegrees, key) != kDegrees.end();
}

// What somebody is, behind a comma: "Jane Doe, Senior Editor".
bool is_role(std::string_view part) {
  constexpr auto kRoles = std::to_array<std::string_view>({"editor",
                                                           "reporter",
                                                           "correspondent",
                                                           "writer",
                                                           "staff",
                                                           "senior",
                                                           "contributing",
                                                           "director",
                                                           "manager",
                                                           "professor",
                                                           "chief",
                                                           "head",
                                                           "ceo",
                                                           "cto",
                                                           "cofounder",
                                                           "founder",
                                                           "president",
                                                           "chairman",
                                                           "redakteur",
                                                           "redakteurin",
                                                           "redaktor",
                                                           "chefredakteur",
                                                           "chefredakteurin",
                                                           "leiter",
                                                           "leiterin",
                                                           "referent",
                                                           "referentin",
                                                           "projektleiter",
                                                           "projektleiterin",
                                                           "geschäftsführer",
                                                           "geschäftsführerin",
                                                           "korrespondent",
                                                           "korrespondentin",
                                                           "vorstand",
                                                           "journalist",
                                                           "journaliste",
                                                           "journalistin",
                                                           "rédacteur",
                                                           "rédactrice",
                                                           "periodista",
                                                           "redactor",
                                                           "redactora"});
  const std::string lower = ascii::lowercase(part.substr(0, part.find(' ')));
  return std::ranges::find(kRoles, lower) != kRoles.end();
}

void split_names(std::string_view text, std::vector<std::string>& names) {
  constexpr auto kJoints = std::to_array<std::string_view>(
      {",", ";", " and ", " und ", " et ", " & ", "&", "、", "，", " with ", " AND ", " And ", " y ", "\n"});
  while (!text.empty() && names.size() < kMostAuthors) {
    std::size_t end = text.size(), next = text.size();
    for (const std::string_view joint : kJoints) {
      const std::size_t found = text.find(joint);
      if (found < end) {
        end = found;
        next = found + joint.size();
      }
    }
    const std::string_view name = without_prefix(text.substr(0, end));
    text.remove_prefix(std::min(next, text.size()));
    // "Get new releases, improved recommendations": what begins as a sentence is none in its further parts either.
    if (names.empty() && begins_or_ends_otherwise(ascii::lowercase(name), name)) return;
    if (is_degree(name) || !is_name(name) || (!names.empty() && is_role(name))) continue;
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
  }
}

}  // namespace

bool is_byline_label(std::string_view text) {
  const std::string lower = ascii::lowercase(trimmed(text));
  return std::ranges::find(kPrefixes, lower) != kPrefixes.end();
}

std::vector<std::string> clean_authors(std::string_view text) {
  const std::string folded = fold_space(text);
  std::string_view rest = without_prefix(folded);
  rest = without_link_word(trimmed(rest.substr(0, end_of_names(rest))));
  std::vector<std::string> names;
  split_names(rest, names);
  return names;
}

}  // namespace pressmark::extract
