// The day of publication, from the machine-readable fields down to what stands visibly by the title.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/blocks_walk.h"
#include "extract/metadata_choice.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestVisible = 160;
constexpr std::size_t kLongestLine = 70;
constexpr int kMostBefore = 12;      // nodes
constexpr std::uint32_t kNear = 60;  // elements between the heading and what belongs to it

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

// A reader's comment, an event: they have days of their own.
bool is_of_another(const Sighting& sighting) {
  return sighting.in_reply || is_of_a_reply(sighting.node) || is_of_an_event(sighting.node);
}

// "Updated: 20 November 2024", and nothing of when it was published.
bool says_update(std::string_view text) {
  const std::string lower = ascii::lowercase(text);
  const auto says = [&lower](std::string_view word) { return lower.contains(word); };
  return (says("updated") || says("modified") || says("edited")) && !says("publish") && !says("posted");
}

class Dates {
 public:
  explicit Dates(const PageStatements& page) : page_(page) {}

  std::vector<DateCandidate> run() {
    is_article_ = page_.ld.rank == LdRank::kArticle || page_.facts.meta("og:type") == "article";
    if (page_.ld.rank >= LdRank::kWork) field(page_.ld.published, "json-ld");
    metas();
    properties();
    visible();
    lines();
    take_seen();
    address();
    if (page_.ld.rank == LdRank::kPage) field(page_.ld.published, "json-ld page");
    return std::move(out_);
  }

 private:
  void add(std::optional<StatedDate> date, std::string_view origin) { add(std::move(date), origin, out_); }
  void see(std::optional<StatedDate> date, std::string_view origin) { add(std::move(date), origin, seen_); }
  void add(std::optional<StatedDate> date, std::string_view origin, std::vector<DateCandidate>& list) const {
    if (!date) return;
    const std::string_view fetched = page_.fetch_date.substr(0, 10);
    // Not yet: no publication date. The next day's is today's further east.
    if (!fetched.empty() && std::string_view(date->day) > fetched && !is_next_day(fetched, date->day)) return;
    list.push_back({std::move(*date), origin});
  }

  void field(std::string_view value, std::string_view origin) { add(read_date_field(value, page_.order), origin); }

  void metas() {
    constexpr auto kNames = std::to_array<std::string_view>({"article:published_time",
                                                             "og:article:published_time",
                                                             "article:published",
                                                             "og:published_time",
                                                             "datepublished",
                                                             "parsely-pub-date",
                                                             "sailthru.date",
                                                             "citation_online_date",
                                                             "citation_publication_date",
                                                             "citation_date",
                                                             "dcterms.issued",
                                                             "dc.date.issued",
                                                             "dcterms.created",
                                                             "dc.date.created",
                                                             "dcterms.date",
                                                             "dc.date",
                                                             "dc:date",
                                                             "pubdate",
                                                             "publishdate",
                                                             "publish-date",
                                                             "publish_date",
                                                             "publishing_date",
                                                             "published_time",
                                                             "publish_time",
                                                             "published_date",
                                                             "published-date",
                                                             "publication_date",
                                                             "publication-date",
                                                             "publisheddate",
                                                             "originalpublicationdate",
                                                             "published",
                                                             "w-published-date",
                                                             "cxenseparse:recs:publishtime",
                                                             "cxenseparse:publishtime",
                                                             "article:create_at",
                                                             "og:publish_date",
                                                             "og:pubdate",
                                                             "og:release_date",
                                                             "article_date_original",
                                                             "bt:pubdate",
                                                             "displaydate",
                                                             "rnews:datepublished",
                                                             "date_published",
                                                             "datecreated",
                                                             "created",
                                                             "date"});
    for (const std::string_view name : kNames) field(page_.facts.meta(name), name);
  }

  void properties() {
    for (const std::string_view wanted : {"datepublished", "datecreated", "dateposted", "uploaddate"}) {
      for (const Sighting& property : page_.facts.properties) {
        if (property.is_aside || ascii::lowercase(property.itemprop) != wanted || is_of_another(property)) continue;
        const std::string text =
            property.value.empty() ? visible_text(property.node, kLongestVisible) : std::string(property.value);
        field(text, wanted == "datepublished" ? "itemprop datePublished" : "itemprop dateCreated");
      }
    }
  }

  // The day that an event begins, that an offer ends.
  static bool is_of_plan(const Sighting& sighting) {
    constexpr auto kPlans =
        std::to_array<std::string_view>({"startdate", "enddate", "doortime", "validfrom", "validthrough",
                                         "pricevaliduntil", "availabilitystarts", "availabilityends", "expires"});
    const std::string property = ascii::lowercase(sighting.node.attribute(html::Name::kItemprop).value_or(""));
    return std::ranges::find(kPlans, property) != kPlans.end();
  }

  std::optional<StatedDate> read(const Sighting& sighting) const {
    if (sighting.is_time) {
      if (auto date = read_date_field(sighting.value, page_.order)) return date;
    }
    const std::string text = visible_text(sighting.node, kLongestVisible + 1);
    if (text.size() > kLongestVisible) return std::nullopt;
    if (auto date = find_date(text, page_.order)) return date;
    return page_.fetch_date.empty() ? std::nullopt : find_relative_date(text, page_.fetch_date);
  }

  // Dates seen on the page, by where they stand, best first; in page order where that is the same.
  void take_seen() {
    constexpr auto kPlaces = std::to_array<std::string_view>(
        {"published near heading", "time near heading", "date near heading", "line near heading", "aside near heading",
         "published", "time", "date", "line"});
    for (const std::string_view place : kPlaces) {
      for (const DateCandidate& candidate : seen_) {
        if (candidate.origin == place) out_.push_back({candidate.date, candidate.origin, true});
      }
    }
  }

  bool is_near_heading(const Sighting& sighting) const {
    const std::uint32_t heading = page_.facts.heading_order;
    const std::uint32_t distance = sighting.order > heading ? sighting.order - heading : heading - sighting.order;
    return heading != 0 && distance < kNear;
  }

  // A thread without an article may mark all of its postings as comments, the one that asks too.
  bool is_first_posting(const Sighting& sighting) const {
    return !is_article_ && !page_.facts.has_article && is_near_heading(sighting) && !is_of_an_event(sighting.node);
  }

  void visible() {
    for (const Sighting& sighting : page_.facts.dates) {
      const bool is_near = is_near_heading(sighting);
      const bool is_published = (sighting.signs & kPublishedSign) != 0;
      if ((sighting.signs & kModifiedSign) != 0 &&
          (!is_published || says_update(visible_text(sighting.node, kLongestVisible))))
        continue;
      if (sighting.is_elsewhere || (sighting.is_aside && !is_near)) continue;
      if (is_of_plan(sighting) || (is_of_another(sighting) && !is_first_posting(sighting))) continue;
      if (!sighting.is_time && !is_published && !is_near && !is_article_ && !sighting.in_article) continue;
      const auto date = read(sighting);
      if (!date || is_planned(date->day) || leads_to_end(text_before(sighting.node))) continue;
      if (sighting.is_aside) {
        see(date, "aside near heading");
      } else if (is_published) {
        see(date, is_near ? "published near heading" : "published");
      } else if (sighting.is_time) {
        see(date, is_near ? "time near heading" : "time");
      } else {
        see(date, is_near ? "date near heading" : "date");
      }
    }
  }

  bool is_planned(std::string_view day) const {
    return std::ranges::any_of(page_.ld.planned, [&](std::string_view field) {
      const auto date = read_date_field(field, page_.order);
      return date && date->day == day;
    });
  }

  // Runs of text that hold little but a date: near the heading, or with a time of day as forums have it.
  void lines() {
    for (const Sighting& line : page_.facts.lines) {
      const bool is_near = is_near_heading(line);
      if (line.is_aside || line.value.size() > kLongestLine) continue;
      if (is_of_another(line) && !is_first_posting(line)) continue;
      const auto date = find_date(line.value, page_.order);
      if (!date || is_update(line.value) || !(is_near || is_article_ || date->has_time())) continue;
      if (is_planned(date->day) || leads_to_end(text_before(line.node))) continue;
      see(date, is_near ? "line near heading" : "line");
    }
  }

  // "Updated 20 November 2024", "© 2024": no date of publication.
  static bool is_update(std::string_view text) {
    const std::string lower = ascii::lowercase(text);
    return lower.find("updated") != std::string::npos || lower.find("modified") != std::string::npos ||
           lower.find("reviewed") != std::string::npos || lower.find("\xc2\xa9") != std::string::npos ||
           lower.find("edited") != std::string::npos || lower.find("joined") != std::string::npos ||
           lower.find("registered") != std::string::npos;
  }

  // https://example.org/2024/11/20/title
  void address() {
    std::string_view url = page_.url;
    for (std::size_t at = url.find("/20"); at != std::string_view::npos; at = url.find("/20", at + 1)) {
      const std::string_view part = url.substr(at + 1, 11);
      if (part.size() >= 9 && (part[4] == '/' || part[4] == '-')) {
        if (auto date = find_date(part.substr(0, 10))) return add(date, "url");
      }
    }
  }

  const PageStatements& page_;
  bool is_article_ = false;
  std::vector<DateCandidate> out_{}, seen_{};
};

// What machines are told.
std::optional<StatedDate> stated_modification(const PageStatements& page) {
  if (page.ld.rank >= LdRank::kWork) {
    if (auto date = read_date_field(page.ld.modified, page.order)) return date;
  }
  for (const std::string_view name :
       {"article:modified_time", "og:updated_time", "og:modified_time", "article:modified", "datemodified",
        "dcterms.modified", "dc.date.modified", "last-modified", "lastmod"}) {
    if (auto date = read_date_field(page.facts.meta(name), page.order)) return date;
  }
  for (const Sighting& property : page.facts.properties) {
    if (property.is_aside || ascii::lowercase(property.itemprop) != "datemodified") continue;
    if (auto date = read_date_field(
            property.value.empty() ? visible_text(property.node, kLongestVisible) : std::string(property.value),
            page.order))
      return date;
  }
  return std::nullopt;
}

}  // namespace

std::vector<DateCandidate> date_candidates(const PageStatements& page) { return Dates(page).run(); }

std::optional<DateCandidate> modified_date(const PageStatements& page) {
  std::optional<DateCandidate> latest;
  if (auto date = stated_modification(page)) latest = {.date = std::move(*date), .origin = "stated"};
  for (const Sighting& sighting : page.facts.dates) {
    if ((sighting.signs & kModifiedSign) == 0 || sighting.is_aside || is_of_another(sighting)) continue;
    const std::string text = visible_text(sighting.node, kLongestVisible);
    if (!says_update(text)) continue;
    auto date = find_date(text, page.order);
    if (date && (!latest || date->day > latest->date.day))
      latest = {.date = std::move(*date), .origin = "update", .is_seen = true};
  }
  return latest;
}

}  // namespace pressmark::extract
