#include "extract/metadata_facts.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/ascii.h"
#include "extract/white_space.h"
#include "extract/word_table.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kMostSightings = 200;  // of a kind
constexpr std::size_t kMostHeadings = 8;
constexpr std::size_t kMostTagLinks = 60;
constexpr std::size_t kLongestClass = 300;
constexpr std::size_t kLongestLine = 120;

struct Vocabulary {
  std::uint16_t signs;
  std::string_view words;
};

constexpr auto kVocabularies = std::to_array<Vocabulary>({
    {kAuthorSign,
     "author authors writer authorname autor auteur username contributor contributors creator reporter "
     "poster postauthor"},
    {kAuthorSign | kByline, "byline bylines"},
    {kPublishedSign,
     "published publish publishdate pubdate pub publication posted postdate postedon dateline "
     "datepublished publishedat pubtime created articledate entrydate releasedate issued"},
    {kDateSign, "date time timestamp datetime datum fecha ago day"},
    {kModifiedSign, "updated modified update lastmod edited"},
    {kMetaSign, "meta info details postmeta entrymeta metadata source"},
    {kAsideSign | kElsewhereSign, "related recommended recommendations recent popular trending similar"},
    {kAsideSign | kReplySign, "comment comments commentlist respond reviews review"},
    {kAsideSign, "sidebar widget footer nav navigation menu carousel teaser promo newsletter cookie"},
});

consteval WordTable<std::uint16_t, 512> word_table() {
  WordTable<std::uint16_t, 512> table;
  for (const Vocabulary& vocabulary : kVocabularies) table.add_all(vocabulary.words, vocabulary.signs);
  return table;
}

constexpr WordTable<std::uint16_t, 512> kWords = word_table();

bool has_word(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(" \t\n\r"), list.size());
    const std::string_view word = list.substr(0, end);
    if (word.size() == wanted.size() && ascii::lowercase(word) == wanted) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// The bytes of a sign at the start that shows nothing but hides in names: U+00AD soft hyphen, U+200B zero width space,
// and what embeds, overrides or isolates a direction, U+202A to U+202E and U+2066 to U+2069. 0 for any other.
std::size_t invisible_length(std::string_view text) {
  if (text.starts_with("\u00ad")) return 2;
  const std::string_view sign = text.substr(0, 3);
  const bool is_one =
      sign == "\u200b" || (sign >= "\u202a" && sign <= "\u202e") || (sign >= "\u2066" && sign <= "\u2069");
  return is_one ? 3 : 0;
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

class Gatherer {
 public:
  explicit Gatherer(const html::Document& page) : page_(page) {}

  PageFacts run() {
    const Node root = page_.root();
    Node aside_end, elsewhere_end, reply_end;
    std::uint32_t aside_begin = 0;
    bool in_aside = false;
    for (Node node = root.first_child(); node;) {
      if (!node.is_element()) {
        if (node.is_text()) visit_text(node, in_aside);
        node = node.next_in_preorder(root);
        continue;
      }
      order_ += 1;
      if (in_aside && node == aside_end) in_aside = false;
      if (in_elsewhere_ && node == elsewhere_end) in_elsewhere_ = false;
      if (in_reply_ && node == reply_end) in_reply_ = false;
      if (article_end_ && node == *article_end_) article_end_.reset();
      if (node.is(Name::kStyle) || node.name_space() != html::Namespace::kHtml) {
        node = node.next_after_subtree(root);
        continue;
      }
      const std::uint16_t signs = signs_of(node);
      // What holds the page's heading is no aside, whatever it is called.
      if (in_aside && node.is(Name::kH1) && facts_.heading_order == 0) {
        in_aside = in_elsewhere_ = in_reply_ = false;
        take_out_of_aside(aside_begin);
      }
      if (!in_aside && is_aside(node, signs)) {
        in_aside = true;
        aside_begin = order_;
        aside_end = next_element(node.next_after_subtree(root), root);
      }
      if (!in_elsewhere_ && is_elsewhere(node, signs)) {
        in_elsewhere_ = true;
        elsewhere_end = next_element(node.next_after_subtree(root), root);
      }
      if (!in_reply_ && (signs & kReplySign) != 0 && is_aside(node, signs)) {
        in_reply_ = true;
        reply_end = next_element(node.next_after_subtree(root), root);
      }
      if (node.is(Name::kArticle) && !article_end_) article_end_ = next_element(node.next_after_subtree(root), root);
      visit(node, signs, in_aside);
      node =
          node.is(Name::kScript) || node.is(Name::kTitle) ? node.next_after_subtree(root) : node.next_in_preorder(root);
    }
    std::ranges::sort(facts_.metas, {}, [](const StatedMeta& meta) { return std::tie(meta.name, meta.order); });
    return std::move(facts_);
  }

 private:
  static Node next_element(Node node, Node root) {
    while (node && !node.is_element()) node = node.next_in_preorder(root);
    return node;
  }

  static std::uint16_t signs_of(Node node) {
    const std::string_view names = node.attribute(Name::kClass).value_or("");
    const std::string_view id = node.attribute(Name::kId).value_or("");
    if (names.empty() && id.empty()) return kNoSignature;
    // hCard's "fn" is a class of its own; "fn1" is a footnote.
    const std::uint16_t card = names.contains("fn") && has_word(names, "fn") ? kAuthorSign : kNoSignature;
    return static_cast<std::uint16_t>(signature_of(names) | signature_of(id) | card);
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

  void visit(Node node, std::uint16_t signs, bool in_aside) {
    if (node.is(Name::kMeta)) return visit_meta(node);
    if (node.is(Name::kLink)) return visit_link(node);
    if (node.is(Name::kScript)) return visit_script(node);
    if (node.is(Name::kHtml)) facts_.language = node.attribute(Name::kLang).value_or("");
    if (node.is(Name::kBase) && facts_.base.empty()) facts_.base = node.attribute(Name::kHref).value_or("");
    if (node.is(Name::kTitle) && facts_.title.empty()) facts_.title = visible_text(node, 2000);
    if (node.is(Name::kArticle) && !in_aside) facts_.has_article = true;
    if (node.is(Name::kH1)) visit_heading(node, in_aside);
    if (node.is(Name::kA)) visit_anchor(node, signs, in_aside);
    visit_property(node, in_aside);
    const bool is_time = node.is(Name::kTime);
    Sighting sighting{.node = node,
                      .signs = signs,
                      .order = order_,
                      .is_aside = in_aside,
                      .is_elsewhere = in_elsewhere_,
                      .is_time = is_time,
                      .in_article = article_end_.has_value(),
                      .in_reply = in_reply_};
    if (is_time) sighting.value = node.attribute(Name::kDatetime).value_or("");
    if ((is_time || (signs & (kDateSign | kPublishedSign | kModifiedSign | kByline | kMetaSign)) != 0) &&
        facts_.dates.size() < kMostSightings)
      facts_.dates.push_back(sighting);
    if ((signs & kAuthorSign) != 0 && facts_.authors.size() < kMostSightings) facts_.authors.push_back(sighting);
  }

  void take_out_of_aside(std::uint32_t begin) {
    for (std::vector<Sighting>* sightings : {&facts_.dates, &facts_.authors, &facts_.properties, &facts_.lines}) {
      for (auto last = sightings->rbegin(); last != sightings->rend() && last->order >= begin; ++last)
        last->is_aside = last->is_elsewhere = last->in_reply = false;
    }
  }

  void visit_credits(std::string_view text) {
    if (facts_.credited_source.empty()) facts_.credited_source = credit(text, "来源");
    if (facts_.credited_author.empty()) facts_.credited_author = credit(text, "作者");
  }

  // What follows a label and its colon, up to white space.
  static std::string_view credit(std::string_view text, std::string_view label) {
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

  // A short run of text with a year in it may be a date that no class or element tells of.
  void visit_text(Node node, bool in_aside) {
    const std::string_view text = node.text();
    if (is_blank(text)) return;
    if (!in_aside && text.size() <= kLongestLine) visit_credits(text);
    if (text.size() < 8 || text.size() > kLongestLine || facts_.lines.size() >= kMostSightings) return;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_digit = ascii::is_digit(text[i]);
      digits = is_digit ? digits + 1 : 0;
      if (digits == 4 && (text.substr(i - 3, 2) == "20" || text.substr(i - 3, 2) == "19")) {
        facts_.lines.push_back({.node = node,
                                .value = text,
                                .order = order_,
                                .is_aside = in_aside,
                                .is_elsewhere = in_elsewhere_,
                                .in_article = article_end_.has_value(),
                                .in_reply = in_reply_});
        return;
      }
    }
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
    if (facts_.heading_order == 0 && !in_aside) facts_.heading_order = order_;
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

  void visit_property(Node node, bool in_aside) {
    const std::string_view property = node.attribute(Name::kItemprop).value_or("");
    if (property.empty() || facts_.properties.size() >= kMostSightings) return;
    std::string_view value;
    for (const Name name : {Name::kContent, Name::kDatetime, Name::kHref, Name::kSrc}) {
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

  const html::Document& page_;
  PageFacts facts_{};
  std::uint32_t order_ = 0;
  bool in_elsewhere_ = false, in_reply_ = false;
  std::optional<Node> article_end_{};
};

}  // namespace

std::uint16_t signature_of(std::string_view names) {
  names = names.substr(0, kLongestClass);
  std::uint16_t signs = kNoSignature;
  for (std::size_t at = 0; at < names.size();) {
    if (!ascii::is_alpha(names[at])) {
      ++at;
      continue;
    }
    // A word ends where the letters do, or before a capital behind a small letter: post-date, postDate, post_date.
    std::size_t end = at + 1;
    while (end < names.size() && ascii::is_alpha(names[end]) &&
           !(ascii::is_upper(names[end]) && !ascii::is_upper(names[end - 1])))
      ++end;
    signs |= kWords.of(names.substr(at, end - at));
    at = end;
  }
  return signs;
}

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

PageFacts gather_facts(const html::Document& page) { return Gatherer(page).run(); }

std::string fold_space(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0xc2) {
      if (const std::size_t length = invisible_length(text.substr(i, 3)); length > 0) {
        i += length - 1;
        continue;
      }
    }
    const bool is_nbsp = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xa0;
    if (byte <= 0x20 || is_nbsp) {
      space = !out.empty();
      i += is_nbsp ? 1 : 0;
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += text[i];
  }
  return out;
}

std::string visible_text(Node node, std::size_t limit) {
  std::string raw;
  for (Node at = node; at && raw.size() < limit;) {
    if (at.is_text()) {
      raw += at.text();
    } else if (at.is_element() &&
               (at.is(Name::kScript) || at.is(Name::kStyle) || at.is(Name::kTemplate) || at.is(Name::kSvg))) {
      if (at == node) break;
      at = at.next_after_subtree(node);
      continue;
    } else if (at.is_element()) {
      const bool is_inline = at.is(Name::kSpan) || at.is(Name::kA) || at.is(Name::kB) || at.is(Name::kI) ||
                             at.is(Name::kEm) || at.is(Name::kStrong);
      if (!is_inline) raw += ' ';
    }
    at = at.next_in_preorder(node);
  }
  if (raw.size() >= limit) {  // Cut between two characters.
    std::size_t end = std::min(raw.size(), limit);
    while (end > 0 && end < raw.size() && (static_cast<unsigned char>(raw[end]) & 0xc0) == 0x80) --end;
    raw.resize(end);
    while (!raw.empty() && (static_cast<unsigned char>(raw.back()) & 0xc0) == 0x80) raw.pop_back();
    if (!raw.empty() && static_cast<unsigned char>(raw.back()) >= 0xc0) raw.pop_back();
  }
  return fold_space(raw);
}

std::string decode_references(std::string_view text) {
  if (text.find('&') == std::string_view::npos || text.find(';') == std::string_view::npos) return std::string(text);
  const html::Document decoded = html::parse_fragment(text, "textarea");
  return decoded.root().text_content();
}

}  // namespace pressmark::extract
