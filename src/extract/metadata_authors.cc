// The authors: names of persons (or of whoever signed), cleaned of what stands around them.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/dates_tokens.h"
#include "extract/metadata_choice.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestName = 80;
constexpr std::size_t kMostAuthors = 20;
constexpr std::uint32_t kNear = 60;        // elements between the heading and its byline
constexpr std::uint32_t kNextAuthor = 30;  // elements between two authors of the same work

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
  return next == ' ' && prefix != "text" && prefix != "from" && prefix != "de" && prefix != "di" && prefix != "文";
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

bool is_name(std::string_view name) {
  if (name.size() < 2 || name.size() > kLongestName) return false;
  if (name.find("://") != std::string_view::npos || name.find("www.") != std::string_view::npos) return false;
  if (name.find_first_of("{}<>[]=\\") != std::string_view::npos) return false;
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
                                                          "superuser"});
  if (std::ranges::find(kNone, lower) != kNone.end()) return false;
  return std::ranges::any_of(name, ascii::is_alpha) || static_cast<unsigned char>(name.front()) >= 0x80;
}

// Titles and degrees behind a comma belong to the name before.
bool is_degree(std::string_view part) {
  const std::string key = name_key(part);
  constexpr auto kDegrees = std::to_array<std::string_view>(
      {"phd", "md", "jr",  "sr", "mba", "rn",  "dds", "dvm", "esq", "cpa", "ms",  "msc", "ba", "bsc",
       "bs",  "ma", "mph", "rd", "ii",  "iii", "do",  "jd",  "cfp", "rdn", "vmd", "ldn", "np", "pharmd"});
  return std::ranges::find(kDegrees, key) != kDegrees.end();
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
    if (is_degree(name) || !is_name(name)) continue;
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
  }
}

// "Doe, Jane" as libraries write it.
std::string given_name_first(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos) return std::string(name);
  if (std::ranges::count(name.substr(0, comma), ' ') > 1) return std::string(name);
  return std::string(trimmed(name.substr(comma + 1))) + " " + std::string(trimmed(name.substr(0, comma)));
}

// The names under a node, a text run at a time: a name stands in a run of its own, or in one with its prefix; a second
// one follows only behind a joint (",", "and"). What stands in further runs is his position, not his name.
std::vector<std::string> names_under(html::Node node) {
  std::vector<std::string> names;
  bool is_joined = true;
  std::size_t runs = 0;
  for (html::Node at = node; at && runs < 24; at = at.next_in_preorder(node)) {
    if (!at.is_text() || at.parent().is(html::Name::kScript) || at.parent().is(html::Name::kStyle)) continue;
    const std::string run = fold_space(at.text().substr(0, 200));
    if (run.empty()) continue;
    runs += 1;
    const std::string lower = ascii::lowercase(run);
    if (lower == "and" || lower == "&" || lower == "," || lower == "," || lower == "und" || lower == "et" ||
        lower == ", and" || lower == "with") {
      is_joined = true;
      continue;
    }
    if (!is_joined && !names.empty()) break;
    is_joined = run.ends_with(',') || run.ends_with(" and") || run.ends_with('&');
    for (std::string& name : clean_authors(run)) {
      if (names.size() < kMostAuthors && std::ranges::find(names, name) == names.end())
        names.push_back(std::move(name));
    }
  }
  return names;
}

class Authors {
 public:
  explicit Authors(const PageStatements& page) : page_(page) {}

  std::vector<Candidate> run() {
    if (page_.ld.rank >= LdRank::kWork) add(page_.ld.authors, "json-ld");
    metas();
    const std::size_t fields = out_.size();
    properties();
    visible();
    // A field that only names the site yields to a person who signs under the heading.
    if (fields > 0 && is_site_name(page_, out_.front().value)) {
      const auto person = std::find_if(
          out_.begin() + static_cast<std::ptrdiff_t>(fields), out_.end(),
          [this](const Candidate& one) { return !is_site_name(page_, one.value) && one.origin != "author class"; });
      if (person != out_.end()) std::rotate(out_.begin(), person, person + 1);
    }
    if (page_.ld.rank > LdRank::kNone && page_.ld.rank < LdRank::kWork) add(page_.ld.authors, "json-ld page");
    return std::move(out_);
  }

 private:
  void add(const std::vector<std::string>& texts, std::string_view origin) {
    std::vector<std::string> names;
    for (const std::string& text : texts) {
      for (std::string& name : clean_authors(decode_references(text))) {
        if (names.size() < kMostAuthors && std::ranges::find(names, name) == names.end())
          names.push_back(std::move(name));
      }
    }
    std::string joined;
    for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
    if (!joined.empty()) out_.push_back({std::move(joined), origin});
  }

  void metas() {
    for (const std::string_view name :
         {"author", "article:author", "og:article:author", "citation_author", "dc.creator", "dcterms.creator",
          "dc:creator", "parsely-author", "sailthru.author", "article:author_name", "byl", "twitter:creator_name"}) {
      std::vector<std::string> values;
      const bool is_catalogued = name == "citation_author" || name.starts_with("dc");
      for (const std::string_view value : page_.facts.metas_of(name)) {
        if (values.size() < kMostAuthors)
          values.push_back(is_catalogued ? given_name_first(value) : std::string(value));
      }
      add(values, name);
    }
  }

  // The first author and those close by: on a page of postings each has one.
  void properties() {
    std::vector<std::string> names;
    std::uint32_t last = 0;
    for (const Sighting& property : page_.facts.properties) {
      if (property.is_aside || ascii::lowercase(property.itemprop) != "author" || is_of_a_reply(property.node))
        continue;
      if (!names.empty() && property.order > last + kNextAuthor) break;
      last = property.order;
      std::string name = inner_name(property.node);
      if (name.empty() && property.value.find('/') == std::string_view::npos) name = property.value;
      if (name.empty()) {
        for (std::string& one : names_under(property.node)) names.push_back(std::move(one));
      } else {
        names.push_back(std::move(name));
      }
    }
    add(names, "itemprop author");
  }

  // The itemprop="name" under an author.
  std::string inner_name(html::Node author) const {
    for (const Sighting& property : page_.facts.properties) {
      if (ascii::lowercase(property.itemprop) != "name") continue;
      html::Node up = property.node.parent();
      for (int steps = 0; up && steps < 4 && !(up == author); ++steps) up = up.parent();
      if (up && up == author)
        return property.value.empty() || property.value.find('/') != std::string_view::npos
                   ? visible_text(property.node, 200)
                   : std::string(property.value);
    }
    return "";
  }

  void visible() {
    const std::uint32_t heading = page_.facts.heading_order;
    const bool is_article = page_.ld.rank == LdRank::kArticle || page_.facts.meta("og:type") == "article";
    std::vector<Candidate> far;
    for (const Sighting& sighting : page_.facts.authors) {
      if (sighting.is_aside || out_.size() > 40) continue;
      const std::uint32_t distance = sighting.order > heading ? sighting.order - heading : heading - sighting.order;
      const bool is_near = heading != 0 && distance < kNear;
      if (!is_near && !is_article && !sighting.in_article) continue;
      std::string joined;
      for (const std::string& name : names_under(sighting.node)) joined += (joined.empty() ? "" : ", ") + name;
      if (joined.empty()) continue;
      if (is_near) {
        out_.push_back({std::move(joined), "author near heading"});
      } else {
        far.push_back({std::move(joined), "author class"});
      }
    }
    if (!page_.facts.credited_author.empty()) add({std::string(page_.facts.credited_author)}, "credit");
    for (Candidate& candidate : far) out_.push_back(std::move(candidate));
  }

  const PageStatements& page_;
  std::vector<Candidate> out_{};
};

}  // namespace

std::vector<std::string> clean_authors(std::string_view text) {
  const std::string folded = fold_space(text);
  std::string_view rest = without_prefix(folded);
  rest = rest.substr(0, end_of_names(rest));
  std::vector<std::string> names;
  split_names(rest, names);
  return names;
}

std::vector<Candidate> author_candidates(const PageStatements& page) { return Authors(page).run(); }

}  // namespace pressmark::extract
