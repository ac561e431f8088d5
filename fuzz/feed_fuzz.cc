// modules: fetch encoding
// Any bytes as a feed and as a sitemap: what is found is bounded, leads to http and https alone, and has dates in ISO
// 8601's characters. The feed written again from what was read must be read the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "fetch/date.h"
#include "fetch/xml.h"
#include "oracle.h"
#include "pressmark/fetch.h"

namespace {

using namespace pressmark::fetch;
using pressmark::fuzz::require;

constexpr std::string_view kUrl = "https://example.org/dir/feed";

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

void check_url(std::string_view url) {
  require(url.empty() || url.starts_with("http://") || url.starts_with("https://"), "a URL is http(s)");
  require(url.size() <= 8192, "a URL is bounded");
}

void check_date(std::string_view date) {
  require(date.size() <= 40 && date.find_first_not_of("0123456789-+:.,TZ") == date.npos, "a date is one");
  require(iso_date(date) == date, "a date in ISO 8601 stays");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string written(const Feed& feed) {
  std::string out = "<rss><channel><title>" + escaped(feed.title) + "</title>";
  for (const FeedItem& item : feed.items) {
    out += "<item><title>" + escaped(item.title) + "</title><link>" + escaped(item.url) + "</link><pubDate>" +
           item.date + "</pubDate></item>";
  }
  return out + "</channel></rss>";
}

void check_feed(std::string_view text) {
  const auto feed = parse_feed(bytes_of(text), kUrl);
  if (!feed) return;
  check_url(feed->url);
  require(feed->title.size() <= 1000 && feed->items.size() <= 50000, "a feed is bounded");
  for (const FeedItem& item : feed->items) {
    check_url(item.url);
    check_date(item.date);
    require(item.title.size() <= 1000 && item.id.size() <= 8192, "an item is bounded");
  }
  if (feed->title.find('\0') != std::string::npos) return;
  const auto again = parse_feed(bytes_of(written(*feed)), kUrl, "utf-8");
  require(again && again->items.size() == feed->items.size(), "what is written is read");
  for (std::size_t i = 0; i < feed->items.size(); ++i) {
    require(again->items[i].url == feed->items[i].url, "a URL comes back");
    require(again->items[i].date == feed->items[i].date, "a date comes back");
  }
}

void check_xml(std::string_view text) {
  XmlReader reader(text);
  std::size_t depth = 0, events = 0;
  for (auto event = reader.next(); event != XmlReader::Event::kDone; event = reader.next()) {
    require(++events <= text.size() * 2 + 2, "events are no more than the text has marks");
    require(reader.depth() <= XmlReader::kMaxDepth, "depth is bounded");
    if (event == XmlReader::Event::kStart) require(reader.depth() == depth + 1, "a start opens one");
    if (event == XmlReader::Event::kEnd) require(reader.depth() < depth, "an end closes one");
    if (event == XmlReader::Event::kStart) reader.attribute("href");
    depth = reader.depth();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const pressmark::fuzz::PlacedCopy input({reinterpret_cast<const char*>(data), size}, 0);
  const std::string_view text = input.view();
  check_xml(text);
  check_feed(text);
  if (const auto sitemap = parse_sitemap(bytes_of(text), kUrl)) {
    require(sitemap->entries.size() <= 50000, "a sitemap is bounded");
    for (const SitemapEntry& entry : sitemap->entries) {
      check_url(entry.url);
      check_date(entry.last_modified);
      require(!entry.url.empty(), "an entry has a URL");
    }
  }
  const std::string date = iso_date(text);
  check_date(date);
  return 0;
}
