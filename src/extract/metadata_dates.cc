// The day of publication, from the machine-readable fields down to what stands visibly by the title.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/metadata_choice.h"
#include "extract/metadata_days.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestVisible = 160;
constexpr std::size_t kLongestLine = 70;
constexpr std::size_t kShortYearText = 40;
constexpr std::uint32_t kNear = 60;        // elements between the heading and what belongs to it
constexpr std::uint32_t kNearBefore = 30;  // before it: further up stands the site's

// A reader's comment, an event: they have days of their own.
bool is_of_another(const Sighting& sighting) {
  return sighting.in_reply || is_of_a_reply(sighting.node) || is_of_an_event(sighting.node);
}

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
    address();
    take_seen();
    if (page_.ld.rank == LdRank::kPage && is_article_) field(page_.ld.published, "json-ld page");
    prefer_confirmed();
    prefer_local_day();
    prefer_earlier_seen();
    prefer_labelled();
    return std::move(out_);
  }

  // The one day that the page shows where it is not about other pages; nullopt for several.
  std::optional<StatedDate> only_day() const {
    std::optional<StatedDate> only;
    if (!take_only(only, false)) return std::nullopt;
    // The bar beside an article's text, where the text itself shows none.
    if (!only && !take_only(only, true)) return std::nullopt;
    if (only && (is_planned(only->day) || is_not_yet(only->day))) only.reset();
    return only;
  }

 private:
  // Sets the day that all sightings elsewhere in the article, or all others and all lines, tell; false for several.
  bool take_only(std::optional<StatedDate>& only, bool is_elsewhere) const {
    const auto is_another = [&only](const std::optional<StatedDate>& date) {
      if (date && only) return date->day != only->day;
      if (date) only = date;
      return false;
    };
    for (const Sighting& sighting : page_.facts.dates) {
      const bool is_asked = sighting.is_elsewhere == is_elsewhere && (!is_elsewhere || sighting.in_article);
      const bool is_left_out = !is_asked || is_of_plan(sighting) || is_of_another(sighting);
      if (!is_left_out && !tells_of_another(sighting.node) && is_another(read(sighting))) return false;
    }
    for (const Sighting& line : page_.facts.lines) {
      const bool is_left_out = is_elsewhere || line.is_elsewhere || is_of_another(line) ||
                               tells_of_member(line.value) || (is_in_heading(line.node) && !is_bare(line.value));
      if (!is_left_out && holds_little_else(line.value) && !tells_of_another(line.node) &&
          is_another(find_date(line.value, page_.order)))
        return false;
    }
    return true;
  }

  void add(std::optional<StatedDate> date, std::string_view origin) { add(std::move(date), origin, out_); }
  void see(std::optional<StatedDate> date, std::string_view origin) { add(std::move(date), origin, seen_); }
  void add(std::optional<StatedDate> date, std::string_view origin, std::vector<DateCandidate>& list) const {
    if (date && !is_not_yet(date->day)) list.push_back({std::move(*date), origin});
  }

  // No publication date. The next day's is today's further east.
  bool is_not_yet(std::string_view day) const {
    const std::string_view fetched = page_.fetch_date.substr(0, 10);
    return !fetched.empty() && day > fetched && !is_next_day(fetched, day);
  }

  void field(std::string_view value, std::string_view origin) { add(read_date_field(value, page_.order), origin); }

  // A time in UTC may be of the day before or after where the page was written. Its address, its text and fields with
  // an offset tell the day there.
  void prefer_local_day() {
    if (out_.empty() || out_.front().is_seen || !is_in_utc(out_.front().date) || is_confirmed(out_.front())) return;
    const DateCandidate& stated = out_.front();
    const auto local = std::ranges::find_if(out_, [&](const DateCandidate& other) {
      const bool tells =
          other.is_seen ? other.origin.ends_with("near heading") : other.origin == "url" || has_offset(other.date);
      return tells && !is_in_utc(other.date) && is_same_moment(stated.date, other.date.day);
    });
    if (local != out_.end()) std::rotate(out_.begin(), local, local + 1);
  }

  // Of fields that disagree the one whose day the reader sees too is right.
  void prefer_confirmed() {
    if (out_.empty() || out_.front().is_seen || out_.front().origin == "url" || is_confirmed(out_.front())) return;
    const auto end =
        std::ranges::find_if(out_, [](const DateCandidate& one) { return one.is_seen || one.origin == "url"; });
    const auto right =
        std::find_if(out_.begin() + 1, end, [this](const DateCandidate& one) { return is_confirmed(one); });
    if (right < end) std::rotate(out_.begin(), right, right + 1);
  }

  // Whether the reader sees the stated day too, by the heading or in the address.
  bool is_confirmed(const DateCandidate& stated) const {
    return std::ranges::any_of(out_, [&](const DateCandidate& other) {
      const bool tells = other.origin == "url" || (other.is_seen && other.origin.ends_with("near heading"));
      return tells && other.date.day == stated.date.day;
    });
  }

  static bool is_in_utc(const StatedDate& date) {
    return date.has_time() && (date.date_time.ends_with('Z') || date.date_time.ends_with("+00:00"));
  }
  static bool has_offset(const StatedDate& date) {
    const std::size_t length = date.date_time.size();
    return length > 6 && date.date_time[length - 3] == ':' &&
           (date.date_time[length - 6] == '+' || date.date_time[length - 6] == '-');
  }

  // Whether it may be `day` somewhere on earth at a time in UTC that is on another day: offsets go from -12 to +14
  // hours.
  static bool is_same_moment(const StatedDate& utc, std::string_view day) {
    const int hour = (utc.date_time[utc.day.size() + 1] - '0') * 10 + utc.date_time[utc.day.size() + 2] - '0';
    return (hour < 12 && is_next_day(day, utc.day)) || (hour >= 10 && is_next_day(utc.day, day));
  }

  // What a site calls published may be the day when it was moved or built anew: an earlier one that stands by the
  // heading, and says that it is a day, is the first. Fields that only say "date" yield to any.
  void prefer_earlier_seen() {
    if (out_.empty() || out_.front().is_seen || is_confirmed(out_.front())) return;
    const std::string_view field = out_.front().origin;
    const bool is_vague = field == "date" || field.starts_with("dc");
    const auto seen = std::ranges::find_if(out_, &DateCandidate::is_seen);
    if (seen == out_.end() || seen->date.day >= out_.front().date.day || !seen->origin.ends_with("near heading"))
      return;
    if (seen->origin == "line near heading" && !is_vague) return;
    const std::optional<StatedDate> modified = stated_modification(page_);
    if (modified && modified->day == seen->date.day) return;
    std::rotate(out_.begin(), seen, seen + 1);
  }

  // A day by the heading that the reader is told to be the one of publication is it, whatever fields say, which may
  // have day and month exchanged.
  void prefer_labelled() {
    if (out_.empty() || out_.front().is_seen || is_confirmed(out_.front())) return;
    const auto labelled = std::ranges::find_if(out_, [this](const DateCandidate& one) {
      return one.is_seen && std::ranges::find(labelled_, one.date.day) != labelled_.end();
    });
    const std::optional<StatedDate> modified = stated_modification(page_);
    if (labelled == out_.end() || (modified && modified->day == labelled->date.day)) return;
    std::rotate(out_.begin(), labelled, labelled + 1);
  }

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
    if (!sighting.value.empty()) {
      if (auto date = read_date_field(sighting.value, page_.order)) return date;
    }
    const std::string text = visible_text(sighting.node, kLongestVisible + 1);
    if (text.size() > kLongestVisible || tells_of_member(text)) return std::nullopt;
    if (auto date = find_date(text, page_.order)) return date;
    if (text.size() <= kShortYearText) {
      if (auto date = find_date_of_short_year(text, page_.order)) return date;
    }
    return page_.fetch_date.empty() ? std::nullopt : find_relative_date(text, page_.fetch_date);
  }

  // Dates seen on the page, by where they stand, best first; in page order where that is the same.
  void take_seen() {
    constexpr auto kPlaces =
        std::to_array<std::string_view>({"published near heading", "time near heading", "date near heading", "dateline",
                                         "line near heading", "aside near heading", "labelled line", "url", "published",
                                         "time", "date", "line", "published in an aside", "changed near heading"});
    for (const std::string_view place : kPlaces) {
      for (const DateCandidate& candidate : seen_) {
        if (candidate.origin == place) out_.push_back({candidate.date, candidate.origin, place != "url"});
      }
    }
  }

  bool is_near_heading(const Sighting& sighting) const {
    const std::uint32_t heading = page_.facts.heading_order;
    return heading != 0 && sighting.order < heading + kNear && sighting.order + kNearBefore >= heading;
  }

  // Behind the heading, or at most a few elements before it.
  bool is_by_heading(const Sighting& sighting) const {
    constexpr std::uint32_t kByHeading = 12;
    return is_near_heading(sighting) && sighting.order + kByHeading > page_.facts.heading_order;
  }

  // A thread without an article may mark all of its postings as comments, the one that asks too.
  bool is_first_posting(const Sighting& sighting) const {
    return !is_article_ && !page_.facts.has_article && is_near_heading(sighting) && !is_of_an_event(sighting.node);
  }

  // Where a day stands, or "" where it is of no use.
  std::string_view place_of(const Sighting& sighting) const {
    const bool is_near = is_near_heading(sighting);
    const bool is_published = (sighting.signs & kPublishedSign) != 0;
    const bool has_sign = is_published || sighting.is_time || (sighting.signs & kDateSign) != 0;
    if (sighting.is_elsewhere)
      return has_sign && sighting.in_article && is_by_heading(sighting) ? "aside near heading" : "";
    if (sighting.is_aside && is_near) return "aside near heading";
    if (sighting.is_aside) return is_published && sighting.in_article ? "published in an aside" : "";
    if (is_published) return is_near ? "published near heading" : "published";
    if (sighting.is_time) return is_near ? "time near heading" : "time";
    if (is_near) return "date near heading";
    return is_article_ || sighting.in_article ? "date" : "";
  }

  void visible() {
    for (const Sighting& sighting : page_.facts.dates) {
      const bool is_published = (sighting.signs & kPublishedSign) != 0;
      const bool is_changed = (sighting.signs & kModifiedSign) != 0;
      const bool of_update = says_update(visible_text(sighting.node, kLongestVisible));
      if (is_changed && of_update) continue;
      std::string_view place = place_of(sighting);
      if ((is_changed && !is_published) || (of_update && !place.empty()))
        place = is_by_heading(sighting) && !sighting.is_elsewhere ? "changed near heading" : "";
      if (place.empty() || is_of_plan(sighting) || (is_of_another(sighting) && !is_first_posting(sighting))) continue;
      const auto date = read(sighting);
      if (!date || is_planned(date->day) || tells_of_another(sighting.node)) continue;
      see(date, place);
    }
  }

  bool is_planned(std::string_view day) const {
    return std::ranges::any_of(page_.ld.planned, [&](std::string_view field) {
      const auto date = read_date_field(field, page_.order);
      return date && date->day == day;
    });
  }

  // Runs of text that hold little but a date: near the heading, with a label, or with a time of day as forums have it.
  void lines() {
    for (const Sighting& line : page_.facts.lines) {
      if (line.is_aside || line.value.size() > kLongestLine || (is_of_another(line) && !is_first_posting(line)))
        continue;
      const auto date = find_date(line.value, page_.order);
      if (!date || is_update(line.value) || is_in_heading(line.node)) continue;
      const std::string_view place = place_of_line(line, date->has_time());
      if (place.empty() || is_planned(date->day) || tells_of_another(line.node)) continue;
      see(date, place);
      if (place.ends_with("near heading") && is_labelled_day(line)) labelled_.push_back(date->day);
    }
  }

  std::string_view place_of_line(const Sighting& line, bool has_time) const {
    const bool is_near = is_near_heading(line);
    if (is_near) return line.is_dateline ? "dateline" : "line near heading";
    if (is_labelled_day(line)) return "labelled line";
    return is_article_ || has_time ? "line" : "";
  }

  // https://example.org/2024/11/20/title, https://example.org/2024/nov/20/title
  void address() {
    std::string_view url = page_.url;
    for (std::size_t at = url.find("/20"); at != std::string_view::npos; at = url.find("/20", at + 1)) {
      constexpr std::size_t kLongest = std::string_view("2024/september/20").size();
      const std::string_view part = url.substr(at + 1, kLongest);
      if (part.size() < 9 || (part[4] != '/' && part[4] != '-')) continue;
      for (const std::string_view day : {part.substr(0, 10), part}) {
        if (auto date = find_date(day)) return see(date, "url");
      }
    }
  }

  const PageStatements& page_;
  bool is_article_ = false;
  std::vector<DateCandidate> out_{}, seen_{};
  std::vector<std::string> labelled_{};  // days of lines by the heading that say what day they tell
};

}  // namespace

std::vector<DateCandidate> date_candidates(const PageStatements& page) { return Dates(page).run(); }

std::optional<StatedDate> only_day(const PageStatements& page) { return Dates(page).only_day(); }

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
