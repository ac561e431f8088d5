#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "fetch/date.h"
#include "fetch/json_reader.h"
#include "fetch/xml.h"
#include "pressmark/fetch.h"
#include "support/bytes.h"
#include "support/data.h"

namespace pressmark::fetch {
namespace {

using namespace pressmark::testing;

using testing::own_data;
using testing::read_cases;

constexpr std::string_view kUrl = "https://example.org/dir/feed.xml";

std::string shown_feed(std::string_view text) {
  const testing::ExactCopy copy(text);
  const auto feed = parse_feed(bytes(copy.view()), kUrl);
  if (!feed) return "none";
  std::string out = feed->title + " | " + feed->url;
  for (const FeedItem& item : feed->items) {
    out += "\n" + item.title + " | " + item.url + " | " + item.date + " | " + item.id;
  }
  return out;
}

std::string shown_sitemap(std::string_view text) {
  const testing::ExactCopy copy(text);
  const auto sitemap = parse_sitemap(bytes(copy.view()), kUrl);
  if (!sitemap) return "none";
  std::string out = sitemap->is_index ? "index" : "urls";
  for (const SitemapEntry& entry : sitemap->entries) out += "\n" + entry.url + " | " + entry.last_modified;
  return out;
}

TEST(Feed, reads_its_cases) {
  for (const auto& [name, input, expected] : read_cases(own_data("fetch/data/feed.test"))) {
    EXPECT_EQ(shown_feed(input), expected) << name;
  }
}

TEST(Feed, survives_being_cut_anywhere) {
  for (const auto& [name, input, expected] : read_cases(own_data("fetch/data/feed.test"))) {
    for (std::size_t size = 0; size < input.size(); ++size) shown_feed(std::string_view(input).substr(0, size));
  }
}

TEST(Feed, is_read_in_its_encoding) {
  const std::string gbk = "<rss><channel><title>\xd6\xd0\xce\xc4</title></channel></rss>";
  EXPECT_EQ(shown_feed("<?xml version='1.0' encoding='GBK'?>" + gbk), "中文 | ");
  EXPECT_EQ(parse_feed(bytes(gbk), kUrl, "gb2312")->title, "中文");
  EXPECT_EQ(shown_feed("\xEF\xBB\xBF<rss><channel><title>中</title></channel></rss>"), "中 | ");
}

TEST(Feed, is_bounded) {
  std::string many = "<rss><channel>";
  for (int i = 0; i < 50010; ++i) many += "<item><link>/x</link></item>";
  EXPECT_EQ(parse_feed(bytes(many), kUrl)->items.size(), 50000u);
  const std::string title = "<rss><channel><title>" + std::string(100000, 'x') + "</title></channel></rss>";
  EXPECT_LE(parse_feed(bytes(title), kUrl)->title.size(), 1000u);
  std::string deep = "<rss><channel><title>T</title>";
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  EXPECT_EQ(parse_feed(bytes(deep), kUrl)->title, "T");
  EXPECT_FALSE(parse_feed(bytes(std::string(100000, '[')), kUrl));
  EXPECT_FALSE(parse_feed(bytes(std::string(100000, '{')), kUrl));
}

TEST(Feed, takes_time_in_proportion_to_its_size) {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string part :
       {"<", "<a ", "<a b='", "<!--", "<![CDATA[", "</a>", "<?", "<!x[", "&", "&#", "<a/>", "<item>"}) {
    std::string text = "<rss><channel>";
    while (text.size() < 2000000) text += part;
    parse_feed(bytes(text), kUrl);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Sitemap, reads_its_cases) {
  for (const auto& [name, input, expected] : read_cases(own_data("fetch/data/sitemap.test"))) {
    EXPECT_EQ(shown_sitemap(input), expected) << name;
  }
}

TEST(Sitemap, is_unpacked_within_bounds) {
  EXPECT_EQ(shown_sitemap(kHelloGzip), "none");
  EXPECT_EQ(shown_sitemap(gzip_bomb(400000)), "none");
  EXPECT_EQ(shown_sitemap(kHelloGzip.substr(0, 10)), "none");
  std::string many = "<urlset>";
  for (int i = 0; i < 50010; ++i) many += "<url><loc>/x</loc></url>";
  EXPECT_EQ(parse_sitemap(bytes(many), kUrl)->entries.size(), 50000u);
}

TEST(Date, reads_its_cases) {
  for (const auto& [name, input, expected] : read_cases(own_data("fetch/data/date.test"))) {
    const testing::ExactCopy copy(input);
    EXPECT_EQ(iso_date(copy.view()), expected) << name;
  }
}

TEST(Xml, ends_all_within_an_element_that_ends) {
  XmlReader reader("<a><b>x<c></a></b><d e = \"1 &lt; 2\" f='&amp;' g/>");
  std::string events;
  for (auto event = reader.next(); event != XmlReader::Event::kDone; event = reader.next()) {
    if (event == XmlReader::Event::kStart) events += "+" + std::string(reader.name()) + std::to_string(reader.depth());
    if (event == XmlReader::Event::kEnd) events += "-" + std::string(reader.name()) + std::to_string(reader.depth());
    if (event == XmlReader::Event::kStart && reader.name() == "d") {
      EXPECT_EQ(reader.attribute("e"), "1 < 2");
      EXPECT_EQ(reader.attribute("f"), "&");
      EXPECT_EQ(reader.attribute("g"), "");
    }
  }
  EXPECT_EQ(events, "+a1+b2+c3-a0+d1-d0");
}

TEST(Json, ends_where_it_is_none) {
  for (const auto* text : {"]", "{]", "[}", "\"x", "\"\\", "{\"a\":", "[1,", "#", "\"\\u12\"", "\"\\ud800\\u0041\""}) {
    const testing::ExactCopy copy(text);
    JsonReader reader(copy.view());
    int events = 0;
    while (reader.next() != JsonReader::Event::kDone) ASSERT_LT(++events, 10) << text;
  }
}

}  // namespace
}  // namespace pressmark::fetch
