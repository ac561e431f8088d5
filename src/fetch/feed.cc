// Feeds: RSS 2, RDF (RSS 1), Atom, JSON Feed.
// https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec,
// https://www.rfc-editor.org/rfc/rfc4287, https://www.jsonfeed.org/version/1.1/
#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "fetch/date.h"
#include "fetch/json_reader.h"
#include "fetch/markup_text.h"
#include "fetch/xml.h"
#include "pressmark/fetch.h"
#include "pressmark/url.h"

namespace pressmark::fetch {
namespace {

constexpr std::size_t kMaxItems = 50000;
constexpr std::size_t kMaxTitle = 1000;  // bytes
constexpr std::size_t kMaxId = 2000;

std::string title_of(std::string_view text) {
  std::string title = collapsed(text);
  std::size_t end = std::min(title.size(), kMaxTitle);
  while (end > 0 && end < title.size() && (static_cast<unsigned char>(title[end]) & 0xC0) == 0x80) --end;
  title.resize(end);
  return title;
}

std::string id_of(std::string_view text) { return std::string(ascii::trimmed(text).substr(0, kMaxId)); }

// The text of HTML that is itself escaped in XML.
std::string text_of_markup(std::string_view markup) {
  std::string out;
  XmlReader reader(markup);
  for (auto event = reader.next(); event != XmlReader::Event::kDone; event = reader.next()) {
    if (event == XmlReader::Event::kText) out += reader.text();
  }
  return out;
}

// An item under way, with what may yet turn out to be of use.
struct Draft {
  FeedItem item;
  std::string permalink, changed;

  FeedItem finished() && {
    if (item.url.empty()) item.url = std::move(permalink);
    if (item.date.empty()) item.date = std::move(changed);
    if (item.id.empty()) item.id = item.url;
    return std::move(item);
  }
};

class XmlFeed {
 public:
  XmlFeed(std::string_view text, std::string_view url) : reader_(text), base_(url) {}

  // False when the root is not that of a feed.
  bool read(Feed& feed) {
    if (!read_root()) return false;
    for (auto event = reader_.next(); event != XmlReader::Event::kDone; event = reader_.next()) {
      if (item_depth_ > 0 && reader_.depth() < item_depth_) end_item(feed);
      if (reader_.depth() < channel_depth_) channel_depth_ = 0;
      if (event != XmlReader::Event::kStart) continue;
      const std::string name(local_name());
      if (item_depth_ == 0 && (name == "item" || name == "entry")) {
        if (feed.items.size() == kMaxItems) break;
        begin_item();
      } else if (item_depth_ > 0 && reader_.depth() == item_depth_ + 1) {
        read_item_field(name);
      } else if (item_depth_ == 0 && channel_depth_ > 0 && reader_.depth() == channel_depth_ + 1) {
        read_feed_field(name, feed);
      } else if (name == "channel" && reader_.depth() == 2) {
        channel_depth_ = 2;
      }
      // The text of a field was read to its end, which may be that of the item too.
      if (item_depth_ > 0 && reader_.depth() < item_depth_) end_item(feed);
    }
    if (item_depth_ > 0) end_item(feed);
    return true;
  }

 private:
  bool read_root() {
    auto event = reader_.next();
    while (event == XmlReader::Event::kText) event = reader_.next();
    if (event != XmlReader::Event::kStart) return false;
    const std::string_view root = reader_.name();
    const std::size_t colon = root.find(':');
    // The prefix of Atom's elements, where they have one. RDF's own is not that of the elements of RSS 1.
    if (colon != root.npos && !root.ends_with(":RDF")) prefix_ = root.substr(0, colon + 1);
    const std::string_view name = root.substr(colon == root.npos ? 0 : colon + 1);
    base_ = resolved(reader_.attribute("xml:base"), base_);
    if (name == "feed") channel_depth_ = 1;
    return name == "rss" || name == "RDF" || name == "feed";
  }

  std::string_view local_name() const {
    const std::string_view name = reader_.name();
    return name.starts_with(prefix_) ? name.substr(prefix_.size()) : name;
  }

  void begin_item() {
    item_depth_ = reader_.depth();
    draft_ = {};
    item_base_ = resolved(reader_.attribute("xml:base"), base_);
    draft_.item.id = id_of(reader_.attribute("rdf:about"));
  }

  void end_item(Feed& feed) {
    item_depth_ = 0;
    feed.items.push_back(std::move(draft_).finished());
  }

  void read_item_field(const std::string& name) {
    FeedItem& item = draft_.item;
    if (name == "title") {
      item.title = read_title();
    } else if (name == "link") {
      read_link(item.url, item_base_);
    } else if (name == "guid") {
      const bool is_permalink = reader_.attribute("isPermaLink") != "false";
      item.id = id_of(reader_.inner_text());
      if (is_permalink && url::Url::parse(item.id)) draft_.permalink = web_url(item.id, item_base_);
    } else if (name == "id") {
      item.id = id_of(reader_.inner_text());
    } else if (name == "pubDate" || name == "published" || name == "dc:date") {
      item.date = iso_date(reader_.inner_text());
    } else if (name == "updated" || name == "dcterms:modified") {
      draft_.changed = iso_date(reader_.inner_text());
    }
  }

  void read_feed_field(const std::string& name, Feed& feed) {
    if (name == "title") feed.title = read_title();
    if (name == "link") read_link(feed.url, base_);
  }

  std::string read_title() {
    const bool is_markup = reader_.attribute("type") == "html";
    const std::string text = reader_.inner_text();
    return title_of(is_markup ? text_of_markup(text) : text);
  }

  // RSS has the address in the element, Atom in an attribute of one of several.
  void read_link(std::string& into, const std::string& base) {
    const std::string href = reader_.attribute("href"), relation = reader_.attribute("rel");
    if (!href.empty() && !relation.empty() && relation != "alternate") return;
    const std::string address = href.empty() ? reader_.inner_text() : href;
    if (into.empty()) into = web_url(address, base);
  }

  static std::string resolved(std::string_view reference, const std::string& base) {
    return reference.empty() ? base : url::resolve(reference, base).value_or(base);
  }

  XmlReader reader_;
  std::string base_, item_base_;
  std::string_view prefix_;
  std::size_t channel_depth_ = 0, item_depth_ = 0;  // 0 outside
  Draft draft_;
};

class JsonFeed {
 public:
  JsonFeed(std::string_view text, std::string_view url) : reader_(text), base_(url) {}

  // False when it does not say that it is a feed.
  bool read(Feed& feed) {
    bool is_feed = false;
    std::string key;
    Draft draft;
    for (auto event = reader_.next(); event != JsonReader::Event::kDone; event = reader_.next()) {
      const std::size_t depth = reader_.depth();
      if (event == JsonReader::Event::kKey && depth == 1) in_items_ = reader_.text() == "items";
      if (event == JsonReader::Event::kKey) key = reader_.text();
      const bool is_value = event == JsonReader::Event::kString || event == JsonReader::Event::kOther;
      if (is_value && depth == 1) {
        is_feed = is_feed || (key == "version" && reader_.text().find("jsonfeed.org/version/") != std::string::npos);
        read_feed_field(key, feed);
      }
      if (!in_items_) continue;
      if (event == JsonReader::Event::kBegin && depth == 3) draft = {};
      if (is_value && depth == 3) read_item_field(key, draft);
      if (event == JsonReader::Event::kEnd && depth == 2) feed.items.push_back(std::move(draft).finished());
      if (feed.items.size() == kMaxItems) break;
    }
    return is_feed;
  }

 private:
  void read_feed_field(const std::string& key, Feed& feed) {
    if (key == "title") feed.title = title_of(reader_.text());
    if (key == "home_page_url") feed.url = web_url(reader_.text(), base_);
  }

  void read_item_field(const std::string& key, Draft& draft) {
    if (key == "id") draft.item.id = id_of(reader_.text());
    if (key == "url") draft.item.url = web_url(reader_.text(), base_);
    if (key == "external_url") draft.permalink = web_url(reader_.text(), base_);
    if (key == "title") draft.item.title = title_of(reader_.text());
    if (key == "date_published") draft.item.date = iso_date(reader_.text());
    if (key == "date_modified") draft.changed = iso_date(reader_.text());
  }

  JsonReader reader_;
  std::string base_;
  bool in_items_ = false;
};

}  // namespace

Result<Feed> parse_feed(std::span<const std::byte> body, std::string_view url, std::string_view charset) {
  const std::string text = decoded_markup(body, charset);
  Feed feed;
  const bool is_json = ascii::trimmed(text).starts_with('{');
  const bool is_feed = is_json ? JsonFeed(text, url).read(feed) : XmlFeed(text, url).read(feed);
  if (!is_feed) return std::unexpected(error(Code::kUnreadable, "it is no RSS, Atom or JSON feed").about(url));
  return feed;
}

}  // namespace pressmark::fetch
