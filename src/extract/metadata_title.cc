// The title: what the page is called, without the name of its site.
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "base/ascii.h"
#include "extract/metadata_choice.h"
#include "pressmark/url.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestTitle = 1000;
constexpr double kLikeEnough = 0.25;  // of two titles of the same thing

struct Separator {
  std::size_t begin = 0, end = 0;
  bool is_strong = false;  // "|", "»" and the like hardly stand inside a title; "-" and ":" do.
};

// Marks with white space on both sides; "|" and its like without too.
std::vector<Separator> separators(std::string_view title) {
  struct Mark {
    std::string_view text;
    bool is_strong, needs_space;
  };
  constexpr std::array<Mark, 14> kMarks = {{{"|", true, false},
                                            {"：", false, false},
                                            {"»", true, false},
                                            {"«", true, true},
                                            {"•", true, true},
                                            {"·", true, true},
                                            {"–", false, true},
                                            {"—", false, true},
                                            {"-", false, true},
                                            {"::", true, true},
                                            {"｜", true, false},
                                            {"_", true, false},
                                            {"›", true, true},
                                            {"--", false, true}}};
  std::vector<Separator> found;
  for (std::size_t at = 1; at + 1 < title.size(); ++at) {
    // Letters, digits and spaces begin none.
    if (ascii::is_alphanumeric(title[at]) || title[at] == ' ') continue;
    for (const Mark& mark : kMarks) {
      if (!title.substr(at).starts_with(mark.text)) continue;
      const std::size_t end = at + mark.text.size();
      const bool spaced = title[at - 1] == ' ' && end < title.size() && title[end] == ' ';
      const bool is_underscore = mark.text == "_";
      // 标题_网站 is a habit of Chinese sites only.
      if (is_underscore && (static_cast<unsigned char>(title[at - 1]) < 0x80 || end >= title.size() ||
                            static_cast<unsigned char>(title[end]) < 0x80))
        continue;
      if (mark.needs_space && !spaced) continue;
      found.push_back({at, end, mark.is_strong});
      at = end - 1;
      break;
    }
  }
  return found;
}

// A script without spaces has a word in every two characters, of three bytes each.
std::size_t words_of(std::string_view text) {
  const auto is_wide = [](char c) { return static_cast<unsigned char>(c) >= 0xe2; };
  return static_cast<std::size_t>(std::ranges::count(text, ' ') + std::ranges::count_if(text, is_wide) / 2) + 1;
}

bool is_site_heading(const PageStatements& page, std::string_view name) {
  const std::string key = name_key(name);
  return std::ranges::any_of(page.facts.site_headings,
                             [&](html::Node heading) { return name_key(visible_text(heading, kLongestTitle)) == key; });
}

// The title without the site's name at its end or its beginning. `headings`: name keys of the page's headings.
std::string without_site(const PageStatements& page, std::string_view title, const std::vector<std::string>& headings) {
  const std::vector<Separator> marks = separators(title);
  const auto is_heading = [&](std::string_view text) {
    return std::ranges::find(headings, name_key(text)) != headings.end();
  };
  // "Blog: post", where the one heading that the blog's pages share says "Blog".
  const std::size_t colon = title.find(": ");
  if (colon != std::string_view::npos && is_site_heading(page, title.substr(0, colon)))
    return std::string(ascii::trimmed(title.substr(colon + 2)));
  if (marks.empty() || is_heading(title)) return std::string(title);
  // What a heading repeats is the title, from the left first.
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
    const std::string_view left = ascii::trimmed(title.substr(0, mark->begin));
    if (is_heading(left) && !is_site_name(page, left)) return std::string(left);
  }
  for (const Separator& mark : marks) {
    const std::string_view right = ascii::trimmed(title.substr(mark.end));
    if (is_heading(right) && !is_site_name(page, right)) return std::string(right);
  }
  std::size_t begin = 0, end = title.size();
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
    if (!is_site_name(page, ascii::trimmed(title.substr(mark->end, end - mark->end)))) break;
    end = mark->begin;
  }
  if (end == title.size() && marks.front().begin < end &&
      is_site_name(page, ascii::trimmed(title.substr(0, marks.front().begin))))
    begin = marks.front().end;
  if (begin == 0 && end == title.size() && marks.back().is_strong &&
      words_of(ascii::trimmed(title.substr(0, marks.back().begin))) > 1)
    end = marks.back().begin;
  const std::string_view rest = ascii::trimmed(title.substr(begin, end - begin));
  return std::string(rest.empty() ? title : rest);
}

// The words of a title in lower case, each once, sorted.
std::vector<std::string> word_set(std::string_view title) {
  std::vector<std::string> words(1);
  for (const char c : title) {
    const std::string key = name_key(std::string_view(&c, 1));
    if (!key.empty()) {
      words.back() += key;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

// Common words of all words, 0 to 1.
double likeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> common;
  std::ranges::set_intersection(a, b, std::back_inserter(common));
  const std::size_t all = a.size() + b.size() - common.size();
  return all == 0 ? 0.0 : static_cast<double>(common.size()) / static_cast<double>(all);
}

// The stated title that the heading's last or first runs of text make up: what stands before or behind them in runs of
// their own is a kicker, a label, a date. "" where there is none.
std::string stated_part(html::Node heading, const std::vector<Candidate>& stated) {
  constexpr std::size_t kMostRuns = 12;
  std::vector<std::string> runs;
  for (html::Node at = heading.first_child(); at && runs.size() < kMostRuns; at = at.next_in_preorder(heading)) {
    if (!at.is_text() || at.parent().is(html::Name::kScript) || at.parent().is(html::Name::kStyle)) continue;
    if (std::string key = name_key(at.text()); !key.empty()) runs.push_back(std::move(key));
  }
  for (std::size_t cut = 1; cut < runs.size(); ++cut) {
    std::string first, last;
    for (std::size_t i = 0; i < runs.size(); ++i) (i < cut ? first : last) += runs[i];
    for (const Candidate& candidate : stated) {
      const std::string key = name_key(candidate.value);
      if (key == first || key == last) return candidate.value;
    }
  }
  return "";
}

// The heading that says most nearly what the stated titles say, or the first where none is like them.
struct SeenTitle {
  Candidate candidate{};
  double likeness = 0;
};

SeenTitle visible_title(const std::vector<Candidate>& stated, const std::vector<html::Node>& headings) {
  SeenTitle best;
  for (const html::Node heading : headings) {
    std::string text = visible_text(heading, kLongestTitle);
    const std::vector<std::string> words = word_set(text);
    double like = 0;
    for (const Candidate& candidate : stated) like = std::max(like, likeness(words, word_set(candidate.value)));
    if (text.size() < 4 || (!best.candidate.value.empty() && like <= best.likeness)) continue;
    best.likeness = like;
    std::string part = like < 1 ? stated_part(heading, stated) : std::string();
    best.candidate = {part.empty() ? std::move(text) : std::move(part), "h1"};
  }
  return best;
}

// The words of the address's last part, where most sites write the title that the page had first.
std::vector<std::string> address_words(std::string_view address) {
  const std::optional<url::Url> parsed = url::Url::parse(address);
  if (!parsed) return {};
  std::string_view path = parsed->pathname();
  while (path.ends_with('/')) path.remove_suffix(1);
  std::vector<std::string> words = word_set(path.substr(path.rfind('/') + 1));
  return words.size() > 1 ? words : std::vector<std::string>();  // One word is a name or a number.
}

bool state_several(const std::vector<Candidate>& stated) {
  return std::ranges::any_of(
      stated, [&](const Candidate& one) { return name_key(one.value) != name_key(stated.front().value); });
}

// Whether the heading rather than the first stated title is what the page is called: of an article it is, other pages'
// headings often advertise. The weights are a logistic regression's over pages where the two differ, rounded.
bool is_title(const SeenTitle& seen, const std::vector<Candidate>& stated, const PageStatements& page) {
  if (stated.empty() || seen.likeness == 1) return true;
  const std::string& heading = seen.candidate.value;
  const std::vector<std::string> address = address_words(page.url);
  double score = -0.25 - 0.4 * static_cast<double>(page.facts.headings.size() - 1);
  if (seen.likeness < kLikeEnough) score -= 1;
  if (state_several(stated)) score += 1;
  score += 1.5 * (likeness(address, word_set(heading)) - likeness(address, word_set(stated.front().value)));
  if (page.is_dated) score += 1;
  if (stated.front().origin == "title") score += 1;
  if (heading.contains(':')) score += 1;
  if (heading.ends_with('.') || heading.ends_with('!')) score -= 0.5;
  return score > 0;
}

// "Site - its motto"
bool names_site_first(const PageStatements& page, std::string_view title) {
  const std::vector<Separator> marks = separators(title);
  return !marks.empty() && is_site_name(page, ascii::trimmed(title.substr(0, marks.front().begin)));
}

// Whether the heading is a stated title with a remark behind it: "(12 books)", "(example.org) 87".
bool is_longer(std::string_view heading, const std::vector<Candidate>& stated) {
  return std::ranges::any_of(stated, [&](const Candidate& candidate) {
    const std::string& title = candidate.value;
    return title.size() > 8 && heading.size() > title.size() && heading.starts_with(title) &&
           heading.substr(title.size()).starts_with(" (");
  });
}

void add(std::vector<Candidate>& out, std::string_view text, std::string_view origin) {
  std::string value = fold_space(decode_references(text.substr(0, kLongestTitle)));
  if (!value.empty() && value != "undefined" && value != "null") out.push_back({std::move(value), origin});
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  for (const char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_upper || is_kept) key += is_upper ? static_cast<char>(c + 32) : c;
  }
  return key;
}

bool is_site_name(const PageStatements& page, std::string_view name) {
  const std::string key = name_key(name);
  if (key.size() < 2) return false;
  return std::ranges::any_of(page.site_names, [&key](const std::string& site) {
    if (key == site) return true;
    const bool is_part =
        site.size() >= 4 && key.size() >= 4 && (key.starts_with(site) || site.starts_with(key) || key.ends_with(site));
    return is_part && key.size() < site.size() * 3;
  });
}

Titles titles_of(const PageStatements& page) {
  std::vector<Candidate> stated;
  add(stated, page.facts.meta("og:title"), "og:title");
  if (page.ld.rank >= LdRank::kWork) add(stated, page.ld.title, "json-ld");
  add(stated, page.facts.meta("citation_title"), "citation_title");
  add(stated, page.facts.meta("twitter:title"), "twitter:title");
  for (const std::string_view name : {"parsely-title", "dc.title", "dcterms.title", "headline", "sailthru.title"})
    add(stated, page.facts.meta(name), name);
  add(stated, page.facts.title, "title");
  if (page.ld.rank == LdRank::kThing) add(stated, page.ld.title, "json-ld");

  std::vector<std::string> headings;
  std::vector<Candidate> out;
  for (const html::Node heading : page.facts.headings)
    headings.push_back(name_key(visible_text(heading, kLongestTitle)));
  for (const Candidate& candidate : stated)
    out.push_back({without_site(page, candidate.value, headings), candidate.origin});
  const SeenTitle seen = visible_title(out, page.facts.headings);
  const bool is_usable = !seen.candidate.value.empty() && !is_longer(seen.candidate.value, out);
  const bool is_best = is_usable && is_title(seen, out, page);
  for (const html::Node heading : page.facts.headings) add(out, visible_text(heading, kLongestTitle), "h1");
  // Titles of one word or that only advertise the site, on a page with one heading that says something else.
  const bool is_of_site = !stated.empty() && std::ranges::all_of(stated, [&](const Candidate& candidate) {
    const bool is_one_word = words_of(candidate.value) == 1;
    return candidate.origin == "title" && (is_one_word || names_site_first(page, candidate.value));
  });
  if (is_of_site && page.facts.headings.size() == 1 && words_of(out.back().value) >= 3)
    std::ranges::rotate(out, out.end() - 1);
  Titles titles{.heading = is_usable && seen.likeness >= kLikeEnough ? seen.candidate.value
                           : out.empty()                             ? std::string()
                                                                     : out.front().value};
  if (is_best) out.insert(out.begin(), seen.candidate);
  titles.candidates = std::move(out);
  return titles;
}

}  // namespace pressmark::extract
