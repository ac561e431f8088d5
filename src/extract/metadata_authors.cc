// The authors: names of persons (or of whoever signed), cleaned of what stands around them.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/metadata_choice.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kMostAuthors = 20;
constexpr std::uint32_t kNear = 60;        // elements between the heading and its byline
constexpr std::uint32_t kByHeading = 12;   // elements that may stand between a byline and the heading below it
constexpr std::uint32_t kNextAuthor = 30;  // elements between two authors of the same work

// "Doe, Jane" as libraries write it.
std::string given_name_first(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos) return std::string(name);
  if (std::ranges::count(name.substr(0, comma), ' ') > 1) return std::string(name);
  return std::string(ascii::trimmed(name.substr(comma + 1))) + " " + std::string(ascii::trimmed(name.substr(0, comma)));
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

// Two to five words that begin as names do, whatever particles stand between: "Anna van der Berg".
bool is_person(std::string_view name) {
  constexpr auto kParticles =
      std::to_array<std::string_view>({"de", "van", "von", "vom", "der", "den", "la",  "le",  "da", "di",
                                       "du", "del", "al",  "bin", "el",  "zu",  "dos", "das", "af", "av"});
  constexpr int kMostWords = 5;
  int words = 0;
  for (std::string_view rest = name; !rest.empty(); ++words) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const bool begins_as_name =
        !word.empty() && (ascii::is_upper(word.front()) || static_cast<unsigned char>(word.front()) >= 0x80);
    if (!begins_as_name && (words == 0 || std::ranges::find(kParticles, word) == kParticles.end())) return false;
  }
  return words >= 2 && words <= kMostWords && std::ranges::none_of(name, ascii::is_digit);
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

class Authors {
 public:
  explicit Authors(const PageStatements& page) : page_(page) {}

  std::vector<Candidate> run() {
    if (page_.ld.rank >= LdRank::kWork) add(page_.ld.authors, "json-ld");
    metas();
    const std::size_t fields = out_.size();
    properties();
    // What is for sale has no author; who is named there reviews it.
    if (page_.ld.rank == LdRank::kThing) return std::move(out_);
    visible();
    // A field that only names the site yields to a person who signs under the heading, and one that may be the same on
    // all of the site's pages to a byline.
    if (fields > 0 && names_site(out_.front().value)) {
      prefer(fields, [](const Candidate& one) { return one.origin != "author class"; });
    } else if (fields > 0 && out_.front().origin == "author") {
      prefer(fields, [](const Candidate& one) { return one.origin == "byline near heading" && is_person(one.value); });
    }
    return std::move(out_);
  }

 private:
  // By its name, or its host: "example.org".
  bool names_site(std::string_view name) const {
    const bool is_host = !name.contains(' ') && name.contains('.') && name.find('.') + 2 < name.size();
    return is_host || is_site_name(page_, name);
  }

  // Puts the first from `begin` on that is right, and not the site's name, before all.
  void prefer(std::size_t begin, bool (*is_right)(const Candidate&)) {
    const auto better =
        std::find_if(out_.begin() + static_cast<std::ptrdiff_t>(begin), out_.end(), [&](const Candidate& one) {
          // A piece of the title is what the page is about.
          return !names_site(one.value) && !page_.facts.title.contains(one.value) && is_right(one);
        });
    if (better != out_.end()) std::rotate(out_.begin(), better, better + 1);
  }

  void add(const std::vector<std::string>& texts, std::string_view origin) {
    std::vector<std::string> names;
    for (const std::string& text : texts) {
      for (std::string& name : clean_authors(decode_references(text))) {
        if (names.size() < kMostAuthors && std::ranges::find(names, name) == names.end())
          names.push_back(std::move(name));
      }
    }
    std::string joined;
    const auto is_site = [this](const std::string& name) { return names_site(name); };
    const bool has_person = !std::ranges::all_of(names, is_site);  // "Jane Doe, The Press" is by Jane Doe.
    for (const std::string& name : names) {
      if (!has_person || !is_site(name)) joined += (joined.empty() ? "" : ", ") + name;
    }
    if (!joined.empty()) out_.push_back({std::move(joined), origin});
  }

  void metas() {
    for (const std::string_view name :
         {"citation_author", "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator",
          "dc:creator", "parsely-author", "sailthru.author", "article:author_name", "byl", "twitter:creator_name"}) {
      std::vector<std::string> values;
      const bool is_catalogued = name == "citation_author" || name.starts_with("dc");
      for (const std::string_view value : page_.facts.metas_of(name)) {
        if (values.size() < kMostAuthors)
          values.push_back(is_catalogued ? given_name_first(value) : std::string(value));
      }
      add(values, name);
    }
    // A card's own pairs of a label and a value: "Written by", "Jane Doe".
    // https://developer.x.com/en/docs/x-for-websites/cards/overview/markup
    for (const auto& [label, value] :
         {std::pair("twitter:label1", "twitter:data1"), {"twitter:label2", "twitter:data2"}}) {
      if (is_byline_label(page_.facts.meta(label))) add({std::string(page_.facts.meta(value))}, label);
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
    const bool is_article = page_.ld.rank == LdRank::kArticle || page_.facts.meta("og:type") == "article";
    std::vector<Candidate> before, far;
    std::vector<std::string> aside;  // of what is not about other articles, each once
    bool has_card = false;           // one of them is marked up as an author, not only named so
    for (const Sighting& sighting : page_.facts.authors) {
      if (out_.size() > 40) break;
      const bool is_near = is_near_heading(sighting, kNear);
      const bool is_of_article = is_near || is_article || sighting.in_article;
      if (sighting.is_elsewhere || sighting.in_reply || (!sighting.is_aside && !is_of_article)) continue;
      std::string names = joined(names_under(sighting.node));
      if (names.empty()) continue;
      if (sighting.is_aside) {
        has_card |= is_card(sighting);
        if (std::ranges::find(aside, names) == aside.end()) aside.push_back(std::move(names));
      } else if (is_near && sighting.order + kByHeading < page_.facts.heading_order) {
        before.push_back({std::move(names), "author near heading"});
      } else if (is_near || ((sighting.signs & kByline) != 0 && sighting.in_article)) {
        out_.push_back({std::move(names), "author near heading"});
      } else if (is_person(names) || !names.contains(' ')) {
        far.push_back({std::move(names), "author class"});
      }
    }
    // Further up may stand whose site it is.
    std::ranges::move(before, std::back_inserter(out_));
    bylines();
    if (!page_.facts.credited_author.empty()) add({std::string(page_.facts.credited_author)}, "credit");
    for (Candidate& candidate : far) out_.push_back(std::move(candidate));
    if (aside.size() == 1 && (is_article || page_.facts.has_article || has_card))
      out_.push_back({std::move(aside.front()), "author in an aside"});
  }

  // A link with rel=author, an hCard.
  static bool is_card(const Sighting& sighting) {
    const std::string_view names = sighting.node.attribute(html::Name::kClass).value_or("");
    return sighting.itemprop == "rel" || names == "fn" || names.contains("vcard");
  }

  bool is_near_heading(const Sighting& sighting, std::uint32_t distance) const {
    const std::uint32_t heading = page_.facts.heading_order;
    return heading != 0 && (sighting.order > heading ? sighting.order - heading : heading - sighting.order) < distance;
  }

  // "By Jane Doe" that no class tells of, by the heading.
  void bylines() {
    constexpr std::uint32_t kBehindHeading = 30;
    const std::uint32_t heading = page_.facts.heading_order;
    for (const Sighting& line : page_.facts.bylines) {
      const bool is_near = heading != 0 && line.order + kByHeading > heading && line.order < heading + kBehindHeading;
      if (!is_near && !line.is_labelled) continue;
      const std::vector<std::string> names = clean_authors(line.value);
      if (names.empty() || (!line.is_labelled && !std::ranges::all_of(names, is_person))) continue;
      out_.push_back({joined(names), "byline near heading"});
      return;
    }
  }

  const PageStatements& page_;
  std::vector<Candidate> out_{};
};

}  // namespace

std::vector<Candidate> author_candidates(const PageStatements& page) { return Authors(page).run(); }

}  // namespace pressmark::extract
