#include "keep/find_feed.h"

#include <algorithm>
#include <map>

#include "base/ascii.h"
#include "pressmark/encoding.h"
#include "pressmark/html.h"
#include "pressmark/keep.h"
#include "pressmark/url.h"

namespace pressmark::keep {
namespace {

constexpr std::size_t kMostFeeds = 100;  // of a page

bool is_feed_type(std::string_view type) {
  const std::string essence = ascii::lowercase(ascii::trimmed(type.substr(0, type.find(';'))));
  return essence == "application/rss+xml" || essence == "application/atom+xml" || essence == "application/feed+json" ||
         essence == "application/rdf+xml";
}

// https://html.spec.whatwg.org/multipage/links.html#rel-alternate
bool is_alternate(std::string_view rel) {
  bool is_alternate = false;
  while (!rel.empty()) {
    const std::size_t end = std::min(rel.find_first_of(" \t\n\f\r"), rel.size());
    const std::string token = ascii::lowercase(rel.substr(0, end));
    if (token == "stylesheet") return false;
    is_alternate = is_alternate || token == "alternate" || token == "feed";
    rel.remove_prefix(std::min(end + 1, rel.size()));
  }
  return is_alternate;
}

bool is_of_comments(const html::Node& link, std::string_view address) {
  const std::string title = ascii::lowercase(link.attribute("title").value_or(""));
  return title.find("comments") != std::string::npos || address.find("/comments/") != std::string_view::npos;
}

// As a feed has them: the newest first, those without a day last.
Items items_of(const fetch::Sitemap& sitemap) {
  Items found;
  std::multimap<std::string_view, const fetch::SitemapEntry*, std::greater<>> by_day;
  for (const fetch::SitemapEntry& entry : sitemap.entries) by_day.emplace(entry.last_modified, &entry);
  for (const auto& [day, entry] : by_day) {
    if (sitemap.is_index) {
      found.sitemaps.push_back(*entry);
    } else {
      found.items.push_back({.url = entry->url, .title = {}, .date = entry->last_modified, .id = entry->url});
    }
  }
  return found;
}

}  // namespace

Result<Items> read_items(const fetch::Response& response) {
  if (auto feed = fetch::parse_feed(response.body, response.url, response.charset)) {
    return Items{.title = std::move(feed->title), .items = std::move(feed->items)};
  }
  if (const auto sitemap = fetch::parse_sitemap(response.body, response.url, response.charset)) {
    return items_of(*sitemap);
  }
  return std::unexpected(error(Code::kUnreadable, "it is no feed and no sitemap").about(response.url));
}

std::vector<std::string> feeds_of_page(const fetch::Response& page) {
  const encoding::Text text = encoding::decode(page.body, {.transport = page.charset});
  const html::Document document = html::parse(text.view());
  std::vector<std::string> feeds, of_comments;
  std::string base = page.url;
  for (html::Node node = document.root(); node; node = node.next_in_preorder(document.root())) {
    if (!node.is_element()) continue;
    const auto href = node.attribute("href");
    if (node.is(html::Name::kBase) && href) base = url::resolve(*href, page.url).value_or(base);
    if (!node.is(html::Name::kLink) || !href || feeds.size() + of_comments.size() >= kMostFeeds) continue;
    if (!is_alternate(node.attribute("rel").value_or("")) || !is_feed_type(node.attribute("type").value_or(""))) {
      continue;
    }
    if (auto address = url::resolve(ascii::trimmed(*href), base); address && address->starts_with("http")) {
      (is_of_comments(node, *address) ? of_comments : feeds).push_back(*std::move(address));
    }
  }
  std::ranges::move(of_comments, std::back_inserter(feeds));
  return feeds;
}

Result<FeedFound> find_feed(std::string_view url, const fetch::Options& options) {
  const fetch::Exchange exchange = PM_TRY(fetch::exchange(url, options));
  const fetch::Response& response = exchange.response;
  if (auto refused = fetch::error_of(response)) return std::unexpected(*std::move(refused));
  if (auto items = read_items(response)) return FeedFound{.url = response.url, .title = std::move(items->title)};
  std::vector<std::string> candidates = feeds_of_page(response);
  if (candidates.empty()) candidates = fetch::robots_for(response.url, options).sitemaps();
  for (auto candidate = candidates.begin(); candidate != candidates.end(); ++candidate) {
    const auto answer = fetch::get(*candidate, options);
    if (!answer) continue;
    auto items = read_items(*answer);
    if (!items) continue;
    FeedFound found{.url = answer->url, .title = std::move(items->title)};
    found.others.assign(std::next(candidate), candidates.end());
    return found;
  }
  return std::unexpected(error(Code::kNotFound, "the page names no feed, and its site no sitemap")
                             .with_remedy("name the feed's own address")
                             .about(url));
}

}  // namespace pressmark::keep
