#include "extract/metadata_facts.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/metadata_choice.h"
#include "extract/metadata_lines.h"
#include "extract/white_space.h"
#include "simd/scan.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kMostSightings = 200;  // of a kind
constexpr std::size_t kMostHeadings = 8;
constexpr std::size_t kMostTagLinks = 60;
constexpr std::size_t kLongestHeading = 1000;
constexpr std::size_t kShortestHeading = 6;  // bytes, to be told from others
constexpr int kMostSubheadings = 24;
constexpr std::size_t kLongestClass = 300;
constexpr std::size_t kLongestLine = 120;
constexpr std::size_t kLongestDateLine = 70;

bool has_word(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(" \t\n\r"), list.size());
    const std::string_view word = list.substr(0, end);
    if (word.size() == wanted.size() && ascii::lowercase(word) == wanted) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// The microdata item that a property belongs to.
Node item_around(Node property) {
  constexpr int kFurthest = 24;
  Node up = property.parent();
  for (int steps = 0; up && up.is_element() && steps < kFurthest; ++steps, up = up.parent()) {
    if (up.has_attribute(Name::kItemscope)) return up;
  }
  return {};
}

// "Comment" of "https://schema.org/Comment"
std::string_view item_type(Node item) {
  const std::string_view type = item.attribute(Name::kItemtype).value_or("");
  return type.substr(type.rfind('/') + 1);
}

std::string_view name_of(const StatedMeta& meta) { return meta.name; }

// Elements that are looked at whatever their attributes are.
consteval std::array<bool, static_cast<std::size_t>(Name::kFirstDynamic)> telling_table() {
  std::array<bool, static_cast<std::size_t>(Name::kFirstDynamic)> table{};
  for (const Name name : {Name::kHtml, Name::kBase, Name::kTitle, Name::kMeta, Name::kLink, Name::kScript, Name::kH1,
                          Name::kH2, Name::kH3, Name::kArticle, Name::kNav, Name::kFooter, Name::kAside, Name::kTime}) {
    table[static_cast<std::size_t>(name)] = true;
  }
  return table;
}

constexpr auto kTelling = telling_table();

class Gatherer {
 public:
  explicit Gatherer(const Outline& outline) : outline_(outline) {}

  PageFacts run() {
    const std::vector<OutlineItem>& items = outline_.items();
    const std::uint32_t size = items[0].end;
    std::uint32_t aside_end = 0, elsewhere_end = 0, reply_end = 0;  // numbers of items, as article_end_
    std::uint32_t aside_begin = 0;
    bool in_aside = false;
    for (std::uint32_t at = 1; at < size;) {
      const OutlineItem& item = items[at];
      if (!item.is_element()) {
        // Half of a page's texts are the white space between two elements.
        if (!item.has(kIsBlankText)) visit_text(outline_.node(item), in_aside);
        ++at;
        continue;
      }
      order_ += 1;
      if (in_aside && at >= aside_end) in_aside = false;
      if (in_elsewhere_ && at >= elsewhere_end) in_elsewhere_ = false;
      if (in_reply_ && at >= reply_end) in_reply_ = false;
      if (article_end_ && at >= *article_end_) article_end_.reset();
      if (item.name == Name::kStyle || item.name == Name::kNone) {  // Drawings and formulas have none.
        at = item.end;
        continue;
      }
      if (!tells(item)) {
        ++at;
        continue;
      }
      const Node node = outline_.node(item);
      const auto signs = static_cast<std::uint16_t>(item.says & kAllSignatures);
      // What holds the page's heading is no aside, whatever it is called.
      const bool is_page_heading = is_heading(node);
      if (is_page_heading && in_aside) {
        in_aside = in_elsewhere_ = in_reply_ = false;
        take_out_of_aside(aside_begin);
      }
      if (is_page_heading && !node.is(Name::kH1)) take_heading(node);
      if (!in_aside && is_aside(node, signs)) {
        in_aside = true;
        aside_begin = order_;
        aside_end = item.end;
      }
      if (!in_elsewhere_ && is_elsewhere(node, signs)) {
        in_elsewhere_ = true;
        elsewhere_end = item.end;
      }
      if (!in_reply_ && (signs & kReplySign) != 0 && is_aside(node, signs)) {
        in_reply_ = true;
        reply_end = item.end;
      }
      if (node.is(Name::kArticle) && !article_end_) article_end_ = item.end;
      visit(node, signs, in_aside);
      at = node.is(Name::kScript) || node.is(Name::kTitle) ? item.end : at + 1;
    }
    std::ranges::sort(facts_.metas, {}, [](const StatedMeta& meta) { return std::tie(meta.name, meta.order); });
    return std::move(facts_);
  }

 private:
  // Nearly all elements tell nothing.
  static bool tells(const OutlineItem& item) {
    constexpr auto kAttributes = static_cast<std::uint8_t>(kHasItemprop | kHasProperty);
    if ((item.says & kAllSignatures) != 0 || (item.traits & kAttributes) != 0) return true;
    if (item.name >= Name::kFirstDynamic) return item.has(kHasDatetime);
    return kTelling[static_cast<std::size_t>(item.name)] || (item.name == Name::kA && item.has(kHasRel));
  }

  static bool is_elsewhere(Node node, std::uint16_t signs) {
    return node.is(Name::kNav) || node.is(Name::kFooter) || node.is(Name::kAside) ||
           ((signs & kElsewhereSign) != 0 && is_aside(node, signs));
  }

  static bool is_aside(Node node, std::uint16_t signs) {
    if (node.is(Name::kNav) || node.is(Name::kFooter) || node.is(Name::kAside)) return true;
    // A body or an article of class "has-sidebar" is none.
    return (signs & kAsideSign) != 0 && !node.is(Name::kBody) && !node.is(Name::kHtml) && !node.is(Name::kMain) &&
           !node.is(Name::kArticle);
  }

  // Whether this is the heading of the page itself: its first <h1>, or what repeats its title.
  bool is_heading(Node node) {
    if (node.is(Name::kH1)) return facts_.heading_order == 0 || (!heading_is_title_ && repeats_title(node));
    const bool may_be_one = node.is(Name::kH2) || node.is(Name::kH3);
    if (!may_be_one || heading_is_title_ || subheadings_ >= kMostSubheadings) return false;
    subheadings_ += 1;
    return repeats_title(node);
  }

  // Whether the text is the title, or all of it but the site's name.
  bool repeats_title(Node heading) {
    if (title_key_.empty()) title_key_ = name_key(facts_.title);
    const std::string key = name_key(visible_text(heading, kLongestHeading));
    const std::size_t part = facts_.headings.empty() ? 3 : 2;
    return key.size() >= kShortestHeading && key.size() * part >= title_key_.size() && title_key_.contains(key);
  }

  void visit(Node node, std::uint16_t signs, bool in_aside) {
    if (node.is(Name::kMeta)) return visit_meta(node);
    if (node.is(Name::kLink)) return visit_link(node);
    if (node.is(Name::kScript)) return visit_script(node);
    if (node.is(Name::kHtml)) facts_.language = language_of(node);
    if (node.is(Name::kBase) && facts_.base.empty()) facts_.base = node.attribute(Name::kHref).value_or("");
    if (node.is(Name::kTitle) && facts_.title.empty()) facts_.title = visible_text(node, 2000);
    if (node.is(Name::kArticle) && !in_aside) facts_.has_article = true;
    if (node.is(Name::kH1)) visit_heading(node, in_aside);
    if (node.is(Name::kA)) visit_anchor(node, signs, in_aside);
    visit_property(node, in_aside);
    // Elements of the site's own (<relative-time>) tell the time as <time> does.
    const bool is_time =
        node.is(Name::kTime) || (node.name() >= Name::kFirstDynamic && node.has_attribute(Name::kDatetime));
    Sighting sighting{.node = node,
                      .signs = signs,
                      .order = order_,
                      .is_aside = in_aside,
                      .is_elsewhere = in_elsewhere_,
                      .is_time = is_time,
                      .in_article = article_end_.has_value(),
                      .in_reply = in_reply_};
    if (is_time) sighting.value = node.attribute(Name::kDatetime).value_or("");
    if (node.is(Name::kAbbr)) sighting.value = node.attribute(Name::kTitle).value_or("");
    if ((is_time || (signs & (kDateSign | kPublishedSign | kModifiedSign | kByline | kMetaSign)) != 0) &&
        facts_.dates.size() < kMostSightings)
      facts_.dates.push_back(sighting);
    if ((signs & kAuthorSign) != 0 && facts_.authors.size() < kMostSightings) facts_.authors.push_back(sighting);
  }

  static std::string_view language_of(Node root) {
    const auto language = root.attribute(Name::kLang);
    return language ? *language : root.attribute(Name::kXmlLang).value_or("");
  }

  void take_out_of_aside(std::uint32_t begin) {
    for (std::vector<Sighting>* sightings : {&facts_.dates, &facts_.authors, &facts_.properties, &facts_.lines}) {
      for (auto last = sightings->rbegin(); last != sightings->rend() && last->order >= begin; ++last)
        last->is_aside = last->is_elsewhere = last->in_reply = false;
    }
  }

  void visit_credits(std::string_view text, bool in_aside) {
    if (in_aside || text.size() > kLongestLine) return;
    if (facts_.credited_source.empty()) facts_.credited_source = credited(text, "来源");
    if (facts_.credited_author.empty()) facts_.credited_author = credited(text, "作者");
  }

  // A short run of text with a year in it may be a date that no class or element tells of.
  void visit_text(Node node, bool in_aside) {
    const std::string_view all = node.text();
    const char* const first = simd::find_not_white_space(all.data(), all.data() + all.size());
    const std::string_view text = ascii::trimmed(all.substr(static_cast<std::size_t>(first - all.data())));
    if (text.empty()) return;
    visit_credits(text, in_aside);
    visit_byline(node, text, in_aside);
    if (text.size() < 8) return;
    if (facts_.lines.size() >= kMostSightings) return;
    const bool is_short = text.size() <= kLongestDateLine;
    const bool is_line = is_short && has_year(text);
    const std::string_view dateline = is_short ? std::string_view() : dateline_of(text);
    if (!is_line && dateline.empty()) return;
    facts_.lines.push_back({.node = node,
                            .value = is_line ? text : dateline,
                            .order = order_,
                            .is_aside = in_aside,
                            .is_elsewhere = in_elsewhere_,
                            .in_article = article_end_.has_value(),
                            .in_reply = in_reply_,
                            .is_dateline = !is_line});
  }

  // "By Jane Doe", or "By" alone before a link to her.
  void visit_byline(Node node, std::string_view text, bool in_aside) {
    constexpr std::size_t kLongestByline = 100;
    if (in_aside || text.size() > kLongestByline || facts_.bylines.size() >= kMostHeadings) return;
    const Byline byline = byline_of(text);
    if (byline.label == 0) return;
    const std::string_view value = byline.label < byline.text.size() ? byline.text : next_text(node);
    if (value.empty() || value.size() > kLongestByline) return;
    facts_.bylines.push_back({.node = node, .value = value, .order = order_, .is_labelled = byline.is_labelled});
  }

  // The next run of text behind `node`.
  Node next_node(Node node) const { return node.next_in_preorder(outline_.page().root()); }
  std::string_view next_text(Node node) const {
    constexpr int kFurthest = 8;
    node = next_node(node);
    for (int steps = 0; node && steps < kFurthest; ++steps, node = next_node(node)) {
      if (!node.is_text() || node.parent().is(Name::kScript)) continue;
      if (const std::string_view text = ascii::trimmed(node.text()); !text.empty()) return text;
    }
    return {};
  }

  void visit_meta(Node node) {
    const std::string_view content = node.attribute(Name::kContent).value_or("");
    if (is_blank(content)) return;
    for (const Name name : {Name::kProperty, Name::kName, Name::kItemprop}) {
      if (name == Name::kItemprop && (is_of_a_reply(node) || is_of_an_event(node))) continue;
      if (const auto key = node.attribute(name))
        facts_.metas.push_back({ascii::lowercase(*key), content, facts_.metas.size()});
    }
  }

  void visit_link(Node node) {
    const std::string_view rel = node.attribute(Name::kRel).value_or("");
    const std::string_view href = node.attribute(Name::kHref).value_or("");
    if (facts_.canonical.empty() && has_word(rel, "canonical")) facts_.canonical = href;
    if (facts_.license.empty() && has_word(rel, "license")) facts_.license = href;
    visit_property(node, false);
  }

  void visit_script(Node node) {
    const std::string_view type = node.attribute(Name::kType).value_or("");
    if (type.size() < 19 || !ascii::lowercase(type).starts_with("application/ld+json")) return;
    const Node text = node.first_child();
    if (!text || !text.is_text()) return;
    for (Value& value : read_json_values(text.text())) facts_.json_ld.push_back(std::move(value));
  }

  // A heading that leads to the home page, or is named for it, says whose page it is, not what is on it.
  static bool names_site(Node heading) {
    const std::string names = ascii::lowercase(heading.attribute(Name::kClass).value_or("").substr(0, kLongestClass));
    for (const std::string_view sign : {"logo", "brand", "site-title", "site-name", "site_title", "menu-title"}) {
      if (names.contains(sign)) return true;
    }
    Node link = heading.next_in_preorder(heading);
    for (int steps = 0; link && !link.is(Name::kA) && steps < 4; ++steps) link = link.next_in_preorder(heading);
    if (!link && heading.parent().is(Name::kA)) link = heading.parent();
    if (!link || !link.is(Name::kA)) return false;
    std::string_view address = link.attribute(Name::kHref).value_or("");
    if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos) {
      address.remove_prefix(scheme + 3);
      const std::size_t slash = address.find('/');
      return slash == std::string_view::npos ? !address.empty() : slash + 1 == address.size();
    }
    return address == "/" || address == "./";
  }

  void visit_heading(Node node, bool in_aside) {
    if (facts_.headings.size() >= kMostHeadings || visible_text(node, 40).empty()) return;
    if (names_site(node)) return facts_.site_headings.push_back(node);
    facts_.headings.push_back(node);
    if (in_aside || heading_is_title_) return;
    heading_is_title_ = repeats_title(node);
    if (facts_.heading_order == 0 || heading_is_title_) facts_.heading_order = order_;
  }

  // A lesser heading that repeats the title is the page's heading, where no <h1> is.
  void take_heading(Node node) {
    heading_is_title_ = true;
    facts_.heading_order = order_;
    if (facts_.headings.empty()) facts_.headings.push_back(node);
  }

  void visit_anchor(Node node, std::uint16_t signs, bool in_aside) {
    const std::string_view rel = node.attribute(Name::kRel).value_or("");
    if (rel.empty()) return;
    if (has_word(rel, "author") && facts_.authors.size() < kMostSightings) {
      facts_.authors.push_back({.node = node,
                                .signs = static_cast<std::uint16_t>(signs | kAuthorSign),
                                .itemprop = "rel",
                                .order = order_,
                                .is_aside = in_aside,
                                .is_elsewhere = in_elsewhere_,
                                .in_article = article_end_.has_value()});
    }
    if (has_word(rel, "tag") && !in_aside && facts_.tags.size() < kMostTagLinks) facts_.tags.push_back(node);
    if (facts_.license.empty() && has_word(rel, "license")) facts_.license = node.attribute(Name::kHref).value_or("");
  }

  // Microdata's itemprop, or RDFa's property ("schema:datePublished") where it names a day or an author.
  static std::string_view property_of(Node node) {
    if (const auto property = node.attribute(Name::kItemprop)) return *property;
    std::string_view property = node.attribute(Name::kProperty).value_or("");
    property.remove_prefix(property.rfind(':') + 1);
    return property.starts_with("date") || property == "author" ? property : std::string_view();
  }

  void visit_property(Node node, bool in_aside) {
    const std::string_view property = property_of(node);
    if (property.empty() || facts_.properties.size() >= kMostSightings) return;
    std::string_view value;
    // <abbr title="2024-11-20T10:22:00Z">10:22</abbr>: what hCalendar does.
    for (const Name name : {Name::kContent, Name::kDatetime, Name::kHref, Name::kSrc, Name::kTitle}) {
      if (name == Name::kTitle && !node.is(Name::kAbbr)) continue;
      if (value.empty()) value = node.attribute(name).value_or("");
    }
    facts_.properties.push_back({.node = node,
                                 .value = value,
                                 .itemprop = property,
                                 .order = order_,
                                 .is_aside = in_aside,
                                 .is_elsewhere = in_elsewhere_,
                                 .is_time = node.is(Name::kTime),
                                 .in_article = article_end_.has_value(),
                                 .in_reply = in_reply_});
  }

  const Outline& outline_;
  PageFacts facts_{};
  std::uint32_t order_ = 0;
  bool in_elsewhere_ = false, in_reply_ = false;
  bool heading_is_title_ = false;  // the heading that heading_order tells of repeats the title
  std::string title_key_{};        // of <title>
  int subheadings_ = 0;            // how many were compared with it
  std::optional<std::uint32_t> article_end_{};
};

}  // namespace

std::string_view PageFacts::meta(std::string_view name) const {
  const auto found = std::ranges::lower_bound(metas, name, {}, name_of);
  return found != metas.end() && found->name == name ? found->content : std::string_view();
}

std::vector<std::string_view> PageFacts::metas_of(std::string_view name) const {
  std::vector<std::string_view> contents;
  for (const StatedMeta& meta : std::ranges::equal_range(metas, name, {}, name_of)) contents.push_back(meta.content);
  return contents;
}

bool is_of_a_reply(Node property) {
  const Node item = item_around(property);
  if (!item) return false;
  const std::string_view type = item_type(item);
  return type == "Comment" || type == "UserComments" || type == "Answer" || type == "Review" ||
         has_word(item.attribute(Name::kItemprop).value_or(""), "comment");
}

bool is_of_an_event(Node property) {
  const Node item = item_around(property);
  return item && item_type(item).ends_with("Event");
}

PageFacts gather_facts(const Outline& outline) { return Gatherer(outline).run(); }

}  // namespace pressmark::extract
