// Where the feed is of what a person wants to follow.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pressmark/fetch.h"

namespace pressmark::keep {

// What of a feed or sitemap matters here: its items, the newest first.
struct Items {
  std::string title{};
  std::vector<fetch::FeedItem> items{};
  std::vector<fetch::SitemapEntry> sitemaps{};  // of an index of sitemaps
};
// Errors: kUnreadable for what is neither.
Result<Items> read_items(const fetch::Response& response);

// The feeds that a page names in its head, in its order; those of comments last. URLs are absolute.
std::vector<std::string> feeds_of_page(const fetch::Response& page);

}  // namespace pressmark::keep
