#include "extract/json_ld.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "extract/metadata_choice.h"
#include "pressmark/url.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kMostAuthors = 40;
constexpr std::size_t kMostTags = 60;

// "http://schema.org/NewsArticle" and "schema:NewsArticle" are "NewsArticle".
std::string_view bare_type(std::string_view type) {
  const std::size_t cut = type.find_last_of("/:#");
  return cut == std::string_view::npos ? type : type.substr(cut + 1);
}

LdRank rank_of_type(std::string_view type) {
  type = bare_type(type);
  constexpr auto kArticles =
      std::to_array<std::string_view>({"Report", "Review", "LiveBlogPosting", "Thesis", "Chapter", "Guide", "Essay"});
  constexpr auto kWorks = std::to_array<std::string_view>(
      {"Recipe", "HowTo", "VideoObject", "Question", "PodcastEpisode", "Book", "CreativeWork", "AudioObject", "Course",
       "JobPosting", "LearningResource", "Dataset", "Conversation"});
  if (type.ends_with("Article") || (type.ends_with("Posting") && type != "JobPosting")) return LdRank::kArticle;
  if (std::ranges::find(kArticles, type) != kArticles.end()) return LdRank::kArticle;
  if (std::ranges::find(kWorks, type) != kWorks.end()) return LdRank::kWork;
  if (type.ends_with("Page")) return LdRank::kPage;
  constexpr auto kThings = std::to_array<std::string_view>(
      {"Product", "Event", "SoftwareApplication", "Place", "ProductGroup", "WebApplication"});
  return std::ranges::find(kThings, type) != kThings.end() ? LdRank::kThing : LdRank::kNone;
}

const Value* type_of(const Value& thing) {
  const Value* type = thing.find("@type");
  return type != nullptr ? type : thing.find("type");
}

bool has_type(const Value& thing, std::string_view wanted) {
  const Value* type = type_of(thing);
  if (type == nullptr) return false;
  if (type->is(Value::Kind::kString)) return bare_type(type->text).ends_with(wanted);
  return std::ranges::any_of(type->items, [wanted](const Value& one) { return bare_type(one.text).ends_with(wanted); });
}

// A question of a list of frequent ones has neither an author nor a day.
bool is_asked_by_someone(const Value& question) {
  return question.find("author") != nullptr || question.find("dateCreated") != nullptr ||
         question.find("datePublished") != nullptr;
}

// The type that ranks highest: a thing may have several.
std::pair<LdRank, std::string_view> rank_of(const Value& thing) {
  const Value* type = type_of(thing);
  if (type == nullptr || (has_type(thing, "Question") && !is_asked_by_someone(thing))) return {LdRank::kNone, {}};
  if (type->is(Value::Kind::kString)) return {rank_of_type(type->text), bare_type(type->text)};
  std::pair<LdRank, std::string_view> best{LdRank::kNone, {}};
  for (const Value& one : type->items) {
    const LdRank rank = one.is(Value::Kind::kString) ? rank_of_type(one.text) : LdRank::kNone;
    if (rank > best.first) best = {rank, bare_type(one.text)};
  }
  return best;
}

// Members that hold other works than the page's own.
bool leads_away(std::string_view key) {
  constexpr auto kKeys = std::to_array<std::string_view>(
      {"itemListElement", "blogPost",    "blogPosts", "hasPart",     "review",          "reviews",        "comment",
       "mentions",        "citation",    "isPartOf",  "relatedLink", "suggestedAnswer", "acceptedAnswer", "workExample",
       "isRelatedTo",     "isSimilarTo", "subjectOf", "publisher",   "author",          "about"});
  return std::ranges::find(kKeys, key) != kKeys.end();
}

struct Thing {
  const Value* value;
  bool is_aside;  // Reached through a member that leads away.
};

class Graph {
 public:
  explicit Graph(const std::vector<Value>& scripts) {
    std::vector<Thing> open;
    for (auto script = scripts.rbegin(); script != scripts.rend(); ++script) open.push_back({&*script, false});
    while (!open.empty()) {
      const Thing thing = open.back();
      open.pop_back();
      if (thing.value->is(Value::Kind::kObject)) add(thing);
      for (auto item = thing.value->items.rbegin(); item != thing.value->items.rend(); ++item) {
        const bool is_container = item->is(Value::Kind::kObject) || item->is(Value::Kind::kArray);
        if (is_container) open.push_back({&*item, thing.is_aside || leads_away(item->key)});
      }
    }
  }
  const std::vector<Thing>& things() const { return things_; }

  // What stands for `value`: a reference {"@id": ...} is followed once, a list gives its first.
  const Value* resolve(const Value* value) const {
    if (value != nullptr && value->is(Value::Kind::kArray) && !value->items.empty()) value = &value->items.front();
    if (value == nullptr || !value->is(Value::Kind::kObject) || value->find("name") != nullptr) return value;
    const auto found = by_id_.find(value->text_of("@id"));
    return found == by_id_.end() ? value : found->second;
  }

 private:
  void add(const Thing& thing) {
    if (type_of(*thing.value) != nullptr) things_.push_back(thing);
    const std::string_view id = thing.value->text_of("@id");
    if (!id.empty() && thing.value->items.size() > 1) by_id_.emplace(id, thing.value);
  }
  std::vector<Thing> things_{};
  std::unordered_map<std::string_view, const Value*> by_id_{};
};

std::string name_of(const Value& person) {
  if (person.is(Value::Kind::kString)) return person.text;
  const Value* name = person.find("name");
  if (name != nullptr && name->is(Value::Kind::kArray) && !name->items.empty()) name = &name->items.front();
  if (name != nullptr && name->is(Value::Kind::kString) && !name->text.empty()) return name->text;
  if (name != nullptr && name->is(Value::Kind::kObject)) return std::string(name->text_of("@value"));
  const std::string_view given = person.text_of("givenName"), family = person.text_of("familyName");
  if (given.empty() || family.empty()) return std::string(given) + std::string(family);
  return std::string(given) + " " + std::string(family);
}

void add_names(const Graph& graph, const Value* value, std::vector<std::string>& names) {
  if (value == nullptr) return;
  const bool is_list = value->is(Value::Kind::kArray);
  const std::size_t count = is_list ? value->items.size() : 1;
  for (std::size_t i = 0; i < count && names.size() < kMostAuthors; ++i) {
    const Value* person = graph.resolve(is_list ? &value->items[i] : value);
    // {"@type": "Person", "name": ["A", "B"]}
    const Value* several = person->find("name");
    if (several != nullptr && several->is(Value::Kind::kArray)) {
      for (const Value& name : several->items) {
        if (names.size() < kMostAuthors) names.push_back(name_of(name));
      }
      continue;
    }
    std::string name = name_of(*person);
    if (!name.empty()) names.push_back(std::move(name));
  }
}

// A string, the url of an object ({"@type": "ImageObject", "url": ...}), or the first of a list.
std::string url_of(const Graph& graph, const Value* value) {
  value = graph.resolve(value);
  if (value == nullptr) return "";
  if (value->is(Value::Kind::kString)) return value->text;
  for (const std::string_view key : {"url", "contentUrl", "@id"}) {
    const Value* url = graph.resolve(value->find(key));
    if (url != nullptr && url->is(Value::Kind::kString) && !url->text.empty()) return url->text;
  }
  return "";
}

std::string text_of(const Value* value) {
  if (value == nullptr) return "";
  if (value->is(Value::Kind::kArray)) return value->items.empty() ? "" : text_of(&value->items.front());
  if (value->is(Value::Kind::kObject))
    return std::string(value->text_of(value->find("@value") != nullptr ? "@value" : "name"));
  return value->is(Value::Kind::kString) || value->is(Value::Kind::kNumber) ? value->text : "";
}

void add_tags(const Value* keywords, std::vector<std::string>& tags) {
  if (keywords == nullptr) return;
  if (keywords->is(Value::Kind::kArray)) {
    for (const Value& tag : keywords->items) {
      if (tags.size() < kMostTags) tags.push_back(text_of(&tag));
    }
    return;
  }
  std::string_view rest = keywords->is(Value::Kind::kString) ? std::string_view(keywords->text) : std::string_view();
  while (!rest.empty() && tags.size() < kMostTags) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    tags.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

// The days that an event begins and ends on, that an offer ends on.
void add_planned(const Value& thing, std::vector<std::string>& planned) {
  constexpr std::size_t kMostPlanned = 20;
  for (const std::string_view key :
       {"startDate", "endDate", "doorTime", "validFrom", "validThrough", "priceValidUntil"}) {
    std::string day = text_of(thing.find(key));
    if (!day.empty() && planned.size() < kMostPlanned) planned.push_back(std::move(day));
  }
}

// What the page calls itself, in the form that it is compared in.
class OwnPage {
 public:
  explicit OwnPage(const LdPage& page) {
    for (const std::string& address : page.addresses) {
      auto parsed = url::Url::parse(address);
      if (!parsed || address.size() > kLongestAddress) continue;
      addresses_.push_back(without_fragment(*parsed));
      if (!base_) base_ = std::move(parsed);
    }
    for (const std::string& title : page.titles) titles_.push_back(name_key(title));
  }
  bool has_address(std::string_view address) const {
    if (address.empty() || address.size() > kLongestAddress || !base_) return false;
    const auto parsed = url::Url::parse(address, &*base_);
    return parsed && std::ranges::find(addresses_, without_fragment(*parsed)) != addresses_.end();
  }
  // "Headline" of "Headline | Site" too.
  bool has_title(std::string_view title) const {
    const std::string key = name_key(title);
    return !key.empty() &&
           std::ranges::any_of(titles_, [&key](const std::string& own) { return own.starts_with(key); });
  }

 private:
  // https://example.org/a#article is an article of https://example.org/a/.
  static std::string without_fragment(const url::Url& address) {
    std::string text = url::canonical(address);
    text.resize(std::min(text.find('#'), text.size()));
    if (text.ends_with('/')) text.pop_back();
    return text;
  }
  static constexpr std::size_t kLongestAddress = 4096;
  std::vector<std::string> addresses_{}, titles_{};
  std::optional<url::Url> base_{};
};

// 2: it has the page's address; 1: the page's title.
int likeness_to(const OwnPage& page, const Value& thing) {
  for (const std::string_view key : {"url", "@id", "mainEntityOfPage"}) {
    const Value* address = thing.find(key);
    if (address == nullptr) continue;
    const bool is_object = address->is(Value::Kind::kObject);
    if (page.has_address(is_object ? address->text_of("@id") : std::string_view(address->text))) return 2;
  }
  return page.has_title(text_of(thing.find("headline"))) || page.has_title(text_of(thing.find("name"))) ? 1 : 0;
}

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

// Adds what `thing` says and is not known yet.
void add_thing(const Graph& graph, const Value& thing, JsonLd& out) {
  fill(out.title, text_of(thing.find("headline")));
  fill(out.title, text_of(thing.find("name")));
  if (out.authors.empty()) add_names(graph, thing.find("author"), out.authors);
  if (out.authors.empty()) add_names(graph, thing.find("creator"), out.authors);
  fill(out.published, text_of(thing.find("datePublished")));
  fill(out.published, text_of(thing.find("dateCreated")));
  fill(out.published, text_of(thing.find("uploadDate")));
  fill(out.modified, text_of(thing.find("dateModified")));
  fill(out.description, text_of(thing.find("description")));
  fill(out.image, url_of(graph, thing.find("image")));
  fill(out.image, url_of(graph, thing.find("thumbnailUrl")));
  fill(out.language, text_of(thing.find("inLanguage")));
  fill(out.license, url_of(graph, thing.find("license")));
  fill(out.url, url_of(graph, thing.find("url")));
  fill(out.url, url_of(graph, thing.find("mainEntityOfPage")));
  const Value* publisher = graph.resolve(thing.find("publisher"));
  if (publisher != nullptr) fill(out.publisher, name_of(*publisher));
  if (out.tags.empty()) add_tags(thing.find("keywords"), out.tags);
}

}  // namespace

JsonLd read_json_ld(const std::vector<Value>& scripts, const LdPage& asked) {
  const Graph graph(scripts);
  JsonLd out;
  const Value* main = nullptr;
  const Value* page = nullptr;
  const OwnPage asked_for(asked);
  int best_likeness = 0;
  for (const Thing& thing : graph.things()) {
    if (has_type(*thing.value, "WebSite")) fill(out.site_name, text_of(thing.value->find("name")));
    add_planned(*thing.value, out.planned);
    if (thing.is_aside) continue;
    const auto [rank, type] = rank_of(*thing.value);
    if (rank == LdRank::kPage && page == nullptr) page = thing.value;
    if (rank == LdRank::kNone || rank < out.rank) continue;
    const int likeness = likeness_to(asked_for, *thing.value);
    if (rank == out.rank && likeness <= best_likeness) continue;
    out.rank = rank;
    out.type = type;
    main = thing.value;
    best_likeness = likeness;
  }
  if (main != nullptr) add_thing(graph, *main, out);
  if (page != nullptr && page != main) {
    fill(out.language, text_of(page->find("inLanguage")));
    fill(out.description, text_of(page->find("description")));
    if (out.rank > LdRank::kPage) fill(out.published, text_of(page->find("datePublished")));
    if (out.rank > LdRank::kPage) fill(out.modified, text_of(page->find("dateModified")));
  }
  return out;
}

}  // namespace pressmark::extract
