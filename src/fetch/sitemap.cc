// Sitemaps. https://www.sitemaps.org/protocol.html
#include <string>

#include "base/ascii.h"
#include "coding/content_coding.h"
#include "fetch/date.h"
#include "fetch/markup_text.h"
#include "fetch/xml.h"
#include "pressmark/fetch.h"

namespace pressmark::fetch {
namespace {

constexpr std::size_t kMaxEntries = 50000;         // as the protocol has it
constexpr std::uint64_t kMaxUnpacked = 64u << 20;  // which says 50 MB

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

// False when the root is not that of a sitemap.
bool read_root(XmlReader& reader, Sitemap& sitemap) {
  auto event = reader.next();
  while (event == XmlReader::Event::kText) event = reader.next();
  if (event != XmlReader::Event::kStart) return false;
  const std::string_view root = without_prefix(reader.name());
  sitemap.is_index = root == "sitemapindex";
  return sitemap.is_index || root == "urlset";
}

void add(Sitemap& sitemap, SitemapEntry&& entry) {
  if (!entry.url.empty()) sitemap.entries.push_back(std::move(entry));
  entry = {};
}

// Entries stand at depth 2, their fields at depth 3. Those of extensions (image:loc) have a prefix of their own.
void read_entries(XmlReader& reader, std::string_view prefix, const std::string& base, Sitemap& sitemap) {
  const auto is_named = [&](std::string_view name) {
    return reader.name().starts_with(prefix) && reader.name().substr(prefix.size()) == name;
  };
  SitemapEntry entry;
  for (auto event = reader.next(); event != XmlReader::Event::kDone; event = reader.next()) {
    if (event != XmlReader::Event::kStart) continue;
    if (reader.depth() == 2 && is_named(sitemap.is_index ? "sitemap" : "url")) {
      add(sitemap, std::move(entry));
      if (sitemap.entries.size() == kMaxEntries) return;
    } else if (reader.depth() == 3 && is_named("loc")) {
      entry.url = web_url(reader.inner_text(), base);
    } else if (reader.depth() == 3 && is_named("lastmod")) {
      entry.last_modified = iso_date(reader.inner_text());
    }
  }
  add(sitemap, std::move(entry));
}

bool is_gzip(std::span<const std::byte> body) {
  return body.size() > 2 && body[0] == std::byte{0x1f} && body[1] == std::byte{0x8b};
}

}  // namespace

Result<Sitemap> parse_sitemap(std::span<const std::byte> body, std::string_view url, std::string_view charset) {
  if (is_gzip(body)) {
    const auto unpacked = PM_TRY(coding::undo_all("gzip", body, {kMaxUnpacked}));
    return is_gzip(unpacked) ? parse_sitemap({}, url) : parse_sitemap(unpacked, url, charset);
  }
  const std::string text = decoded_markup(body, charset);
  XmlReader reader(text);
  Sitemap sitemap;
  if (!read_root(reader, sitemap)) return std::unexpected(error(Code::kUnreadable, "it is no sitemap").about(url));
  const std::string_view root = reader.name();
  const std::size_t colon = root.find(':');
  read_entries(reader, root.substr(0, colon == root.npos ? 0 : colon + 1), std::string(url), sitemap);
  return sitemap;
}

}  // namespace pressmark::fetch
