#include "keep/pictures.h"

#include <chrono>
#include <set>

#include "capture/picture.h"

namespace pressmark::keep {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostPictures = 1000;
constexpr std::size_t kMostPictureBytes = std::size_t{512} << 20;
constexpr std::chrono::minutes kLongest{5};

void add_addresses(const std::vector<Span>& spans, std::vector<std::string>& addresses) {
  for (const Span& span : spans) {
    if (span.kind == Span::Kind::kImage) addresses.push_back(span.source);
  }
}

void add_addresses(const std::vector<Block>& blocks, std::vector<std::string>& addresses) {
  for (const Block& block : blocks) {
    add_addresses(block.spans, addresses);
    if (block.table) {
      for (const auto& row : block.table->rows) {
        for (const TableCell& cell : row) add_addresses(cell.spans, addresses);
      }
    }
    add_addresses(block.children, addresses);  // at most kMaxBlockDepth deep
  }
}

Result<archive::Image> fetch_picture(const std::string& address, std::string_view page, fetch::Options options) {
  options.referer = capture::picture_referer(address, page);
  options.etag = options.last_modified = {};
  fetch::Exchange exchange = PM_TRY(fetch::exchange(address, options));
  if (auto refused = fetch::error_of(exchange.response)) return std::unexpected(*std::move(refused));
  const std::string_view type = capture::picture_kind(exchange.response.body).media_type;
  if (type.empty()) return fail(Code::kUnreadable, "is no picture; its address stays as it is");
  return archive::Image{address, std::string(type), std::move(exchange.response.body),
                        to_exchange(exchange.hops.back())};
}

}  // namespace

archive::Exchange to_exchange(const fetch::Hop& hop) {
  archive::Exchange exchange{.url = hop.url, .date = hop.date, .request = hop.request, .ip_address = hop.ip_address};
  const auto head = std::as_bytes(std::span(hop.head));
  exchange.response.reserve(head.size() + hop.body.size());
  exchange.response.assign(head.begin(), head.end());
  exchange.response.insert(exchange.response.end(), hop.body.begin(), hop.body.end());
  return exchange;
}

std::vector<std::string> picture_addresses(const Article& article) {
  std::vector<std::string> all, addresses;
  if (!article.metadata.cover.empty()) all.push_back(article.metadata.cover);
  add_addresses(article.blocks, all);
  add_addresses(article.comments, all);
  std::set<std::string> seen;
  for (std::string& address : all) {
    if (seen.insert(address).second) addresses.push_back(std::move(address));
  }
  return addresses;
}

std::vector<archive::Image> fetch_pictures(const Article& article, const fetch::Options& options,
                                           std::vector<Missing>& missing) {
  std::vector<archive::Image> pictures;
  std::size_t bytes = 0, asked = 0;
  const auto begin = Clock::now();
  for (const std::string& address : picture_addresses(article)) {
    if (!address.starts_with("http")) continue;
    if (++asked > kMostPictures || bytes > kMostPictureBytes || Clock::now() - begin > kLongest) {
      missing.push_back(
          {address, {"is beyond what is kept of one page; this picture and those after it stay where they are"}});
      break;
    }
    auto picture = fetch_picture(address, article.metadata.url, options);
    if (!picture) {
      missing.push_back({address, std::move(picture).error().reason});
      continue;
    }
    bytes += picture->bytes.size();
    pictures.push_back(*std::move(picture));
  }
  return pictures;
}

}  // namespace pressmark::keep
