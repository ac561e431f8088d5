#include "extract/metadata.h"

#include <algorithm>

#include "base/ascii.h"
#include "extract/metadata_choice.h"
#include "extract/product.h"
#include "pressmark/url.h"

namespace pressmark::extract {
namespace {

std::string first_of(const PageFacts& facts, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const std::string_view content = facts.meta(name); !content.empty())
      return fold_space(decode_references(content));
  }
  return "";
}

constexpr std::size_t kLongestHeading = 1000;

std::string absolute(std::string_view reference, std::string_view base) {
  if (reference.empty()) return "";
  return url::resolve(reference, base).value_or("");
}

std::string declared_url(const PageFacts& facts) {
  const std::optional<url::Url> base = url::Url::parse(facts.base);
  for (const std::string_view candidate : {facts.canonical, facts.meta("og:url")}) {
    if (candidate.empty()) continue;
    const std::optional<url::Url> parsed = url::Url::parse(candidate, base ? &*base : nullptr);
    if (parsed && (parsed->protocol() == "https:" || parsed->protocol() == "http:")) return std::string(parsed->href());
  }
  return "";
}

LdPage own_page(const PageFacts& facts, std::string_view url) {
  LdPage page{.addresses = {std::string(url), declared_url(facts)},
              .titles = {std::string(facts.meta("og:title")), facts.title}};
  for (const html::Node heading : facts.headings) page.titles.push_back(visible_text(heading, kLongestHeading));
  return page;
}

// A tag in its right form ("zh-CN"), or "" for what is none.
std::string language_tag(std::string_view text) {
  std::string tag;
  for (const char c : text) {
    if (c != '-' && c != '_' && !ascii::is_alphanumeric(c)) break;
    tag += c == '_' ? '-' : c;
  }
  const std::size_t primary = std::min(tag.find('-'), tag.size());
  return primary < 2 || primary > 3 || tag.size() > 35 || tag.ends_with('-') ? std::string() : tag;
}

std::string language_of(const PageFacts& facts, const JsonLd& ld) {
  for (const std::string_view stated : {facts.language, facts.meta("og:locale"), facts.meta("dc.language"),
                                        facts.meta("language"), std::string_view(ld.language)}) {
    if (std::string tag = language_tag(stated); !tag.empty()) return tag;
  }
  return "";
}

std::vector<std::string> tags_of(const PageFacts& facts, const JsonLd& ld) {
  constexpr std::size_t kMostTags = 40, kLongestTag = 80;
  std::vector<std::string> tags;
  const auto add = [&tags](std::string_view text) {
    std::string tag = fold_space(decode_references(text));
    if (!tag.empty() && tag.size() <= kLongestTag && tags.size() < kMostTags &&
        std::ranges::find(tags, tag) == tags.end())
      tags.push_back(std::move(tag));
  };
  const auto add_list = [&add](std::string_view list) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find_first_of(",;"), list.size());
      add(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  };
  for (const std::string_view tag : facts.metas_of("article:tag")) add_list(tag);
  if (tags.empty()) std::ranges::for_each(ld.tags, add);
  if (tags.empty()) std::ranges::for_each(facts.tags, [&add](html::Node link) { add(visible_text(link, 200)); });
  for (const std::string_view name : {"parsely-tags", "news_keywords", "keywords"}) {
    if (tags.empty()) add_list(facts.meta(name));
  }
  return tags;
}

std::string kind_of(const PageFacts& facts, const JsonLd& ld) {
  if (ld.type == "DiscussionForumPosting" || ld.type == "Question") return "forum";
  if (ld.type == "Product" || ld.type == "ProductGroup" || facts.meta("og:type") == "product") return "product";
  if (ld.type == "Recipe") return "recipe";
  if (ld.type == "VideoObject") return "video";
  return ld.rank == LdRank::kArticle || facts.meta("og:type") == "article" ? "article" : "";
}

// The journal, the site or its publisher, as it calls itself.
std::string source_of(const PageFacts& facts, const JsonLd& ld) {
  std::string source = first_of(facts, {"og:site_name", "citation_journal_title"});
  for (const std::string& name : {ld.publisher, ld.site_name}) {
    if (source.empty()) source = fold_space(decode_references(name));
  }
  if (source.empty()) source = facts.credited_source;
  return source.empty() ? first_of(facts, {"dc.publisher", "dcterms.publisher", "application-name"}) : source;
}

// Day order by the language; a bare "en" goes by the locale, which often has the region.
DayOrder order_of(const PageFacts& facts) {
  const DayOrder order = day_order(facts.language);
  return order == DayOrder::kUnknown ? day_order(facts.meta("og:locale")) : order;
}

bool is_dated(const std::vector<DateCandidate>& dates) {
  return std::ranges::any_of(
      dates, [](const DateCandidate& date) { return !date.is_seen || date.origin.ends_with("near heading"); });
}

void add_dates(const PageStatements& page, const std::vector<DateCandidate>& dates, Metadata& out) {
  DateCandidate date = dates.empty() ? DateCandidate() : dates.front();
  DateCandidate modified = modified_date(page).value_or(DateCandidate());
  // No page is modified before it is published. Of two days that the reader sees the earlier is the first; one that
  // machines are told tells only that the day that is seen is about something else.
  const bool is_later = date.is_seen && !modified.date.day.empty() && modified.date.day < date.date.day &&
                        !is_next_day(modified.date.day, date.date.day);
  if (is_later && modified.is_seen) std::swap(date, modified);
  if (is_later && !modified.is_seen) date = {};
  out.date = std::move(date.date.day);
  out.date_time = std::move(date.date.date_time);
  out.modified = std::move(modified.date.day);
}

// A page's statements, and what they refer to.
struct Sources {
  Sources(const Outline& outline, const Options& options)
      : facts(gather_facts(outline)),
        url(options.url.empty() ? declared_url(facts) : std::string(options.url)),
        ld(read_json_ld(facts.json_ld, own_page(facts, url))) {}

  PageStatements statements(const Options& options) const {
    return {.facts = facts,
            .ld = ld,
            .url = url,
            .fetch_date = options.fetch_date,
            .order = order_of(facts),
            .site_names = site_names(facts, ld, url)};
  }

  PageFacts facts;
  std::string url;
  JsonLd ld;
};

std::string first_absolute(std::initializer_list<std::string_view> references, std::string_view base) {
  for (const std::string_view reference : references) {
    if (std::string url = absolute(reference, base); !url.empty()) return url;
  }
  return "";
}

}  // namespace

std::vector<std::string> site_names(const PageFacts& facts, const JsonLd& ld, std::string_view address) {
  std::vector<std::string> names;
  const auto add = [&names](std::string_view name) {
    if (std::string key = name_key(name); key.size() >= 2) names.push_back(std::move(key));
  };
  for (const std::string_view name : {"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"})
    add(facts.meta(name));
  add(ld.site_name);
  add(ld.publisher);
  for (const html::Node heading : facts.site_headings) add(visible_text(heading, 200));
  if (const std::optional<url::Url> parsed = url::Url::parse(address)) {
    const std::string_view host = url::display_host(*parsed);
    add(host);
    const std::size_t last = host.rfind('.');
    if (last != std::string_view::npos) {
      const std::size_t before = host.rfind('.', last - 1);
      add(host.substr(before == std::string_view::npos ? 0 : before + 1,
                      last - (before == std::string_view::npos ? 0 : before + 1)));
      add(host.substr(0, host.find('.')));
    }
  }
  return names;
}

void drop_unsafe_addresses(Metadata& metadata) {
  const auto drop_unless = [](std::string& address, std::initializer_list<std::string_view> protocols) {
    const std::optional<url::Url> parsed = url::Url::parse(address);
    if (parsed && std::ranges::find(protocols, parsed->protocol()) == protocols.end()) address.clear();
  };
  for (std::string* const page : {&metadata.url, &metadata.canonical}) drop_unless(*page, {"https:", "http:", "file:"});
  for (std::string* const other : {&metadata.cover, &metadata.license}) drop_unless(*other, {"https:", "http:"});
}

std::string base_url(const Outline& outline, std::string_view url) {
  // Only the first base element with an href counts.
  // https://html.spec.whatwg.org/multipage/semantics.html#the-base-element
  for (const OutlineItem& item : outline.items()) {
    if (item.name != html::Name::kBase) continue;
    if (const auto href = outline.node(item).attribute(html::Name::kHref))
      return url::resolve(*href, url).value_or(std::string(url));
  }
  return std::string(url);
}

Metadata read_metadata(const Outline& outline, const Options& options, std::string* heading) {
  const Sources sources(outline, options);
  PageStatements statements = sources.statements(options);
  const std::vector<DateCandidate> dates = date_candidates(statements);
  statements.is_dated = is_dated(dates);
  const PageFacts& facts = sources.facts;
  const JsonLd& ld = sources.ld;
  Metadata out;
  out.url = sources.url;
  if (const std::optional<url::Url> parsed = url::Url::parse(out.url)) out.canonical = url::canonical(*parsed);
  out.fetch_date = options.fetch_date;
  Titles titles = titles_of(statements);
  if (!titles.candidates.empty()) out.title = std::move(titles.candidates.front().value);
  if (heading != nullptr) *heading = std::move(titles.heading);
  if (auto authors = author_candidates(statements); !authors.empty()) out.author = std::move(authors.front().value);
  add_dates(statements, dates, out);
  // On a page that is neither dated nor an article the site's name says who runs it, not who wrote it.
  const bool is_article = ld.rank == LdRank::kArticle || facts.meta("og:type") == "article";
  if (!is_article && out.date.empty() && is_site_name(statements, out.author)) out.author.clear();
  out.source = source_of(facts, ld);
  out.language = language_of(facts, ld);
  out.description = first_of(
      facts, {"og:description", "description", "twitter:description", "dc.description", "dcterms.description"});
  if (out.description.empty()) out.description = fold_space(decode_references(ld.description));
  const std::string base = url::resolve(facts.base, out.url).value_or(out.url);
  out.cover = first_absolute({facts.meta("og:image"), facts.meta("og:image:url"), facts.meta("og:image:secure_url"),
                              facts.meta("twitter:image"), facts.meta("twitter:image:src"), ld.image},
                             base);
  out.license = first_absolute({facts.license, ld.license}, base);
  out.tags = tags_of(facts, ld);
  out.kind = kind_of(facts, ld);
  if (out.kind == "product") out.others = product_facts(facts);
  return out;
}

void drop_day_of_review(const Posts& posts, Metadata& metadata) {
  const auto is_its_day = [&](const Post& post) { return post.is_comment && post.date.starts_with(metadata.date); };
  if (metadata.date.empty() || std::ranges::none_of(posts.all, is_its_day)) return;
  metadata.date.clear();
  metadata.date_time.clear();
}

void take_first_post(const Posts& posts, Metadata& metadata) {
  if (posts.all.empty()) return;
  const Post& first = posts.all.front();
  if (metadata.date.empty()) {
    // It may be as the page words it.
    StatedDate date = find_date(first.date).value_or(StatedDate());
    metadata.date = std::move(date.day);
    metadata.date_time = std::move(date.date_time);
  }
  const std::vector<std::string> names = clean_authors(first.author);
  if (metadata.author.empty() && names.size() == 1) metadata.author = names.front();
}

void take_only_day(const Outline& outline, const Options& options, Metadata& metadata) {
  const Sources sources(outline, options);
  StatedDate date = only_day(sources.statements(options)).value_or(StatedDate());
  metadata.date = std::move(date.day);
  metadata.date_time = std::move(date.date_time);
}

}  // namespace pressmark::extract
