#include <algorithm>
#include <chrono>
#include <optional>

#include "capture/kind.h"
#include "keep/own.h"
#include "keep/pictures.h"
#include "pressmark/browser.h"
#include "pressmark/encoding.h"
#include "pressmark/render.h"
#include "pressmark/url.h"

namespace pressmark::keep {
namespace {

constexpr std::string_view kUtf8 = "utf-8";
constexpr std::size_t kHardlyAnything = 200;  // bytes of text: "Please enable JavaScript to run this app."

Result<Kept> save(archive::Archive& archive, archive::Capture capture, const Options& options, bool is_from_web) {
  Kept kept;
  capture.engine = engine();
  capture.saved = options.saved;
  if (options.images && is_from_web) capture.images = fetch_pictures(capture.article, options.fetch, kept.missing);
  kept.saved = PM_TRY(archive.save(std::span(&capture, 1))).front();
  return kept;
}

// The error that stands for an answer without an article, once that answer is in the archive.
Result<Kept> keep_attempt(archive::Archive& archive, archive::Attempt attempt, Error error) {
  attempt.code = error.code;
  attempt.reason = error.reason.text();
  PM_TRY(archive.record(attempt));
  return std::unexpected(std::move(error));
}

// A file has no address of the web, but a record needs one.
std::string address_of(std::string_view url, const Article& article, std::string_view name) {
  if (!url.empty()) return std::string(url);
  if (!article.metadata.url.empty()) return article.metadata.url;
  return url::resolve(name, "file:///").value_or("file:///page");
}

// What the front matter of another program's Markdown says of it is the person's.
archive::Change taken_own(Article& article) {
  Item item;
  take_own(item, article);
  return own_of(item);
}

// What a browser shows came over no wire.
archive::Resource resource_of(const browser::Page& page) {
  const auto bytes = std::as_bytes(std::span(page.html));
  return {.url = page.url,
          .date = std::chrono::system_clock::now(),
          .content_type = "text/html",
          .bytes = {bytes.begin(), bytes.end()}};
}

std::string type_of(std::span<const std::byte> page) {
  const std::string_view text(reinterpret_cast<const char*>(page.data()), page.size());
  return capture::kind_of_text(text) == capture::Kind::kMarkdown ? "text/markdown" : "text/html";
}

}  // namespace

std::string_view engine() { return "pressmark/" PRESSMARK_VERSION; }

bool may_need_scripts(const Result<extract::Extraction>& extraction) {
  if (!extraction) return extraction.error().code == Code::kNotArticle;
  return render::text(extraction->article).size() < kHardlyAnything ||
         std::ranges::any_of(
             extraction->article.warnings, [](const auto& warning) { return warning.first.starts_with("text_from_"); });
}

Result<Kept> save_url(archive::Archive& archive, std::string_view url, const Options& options) {
  fetch::Exchange exchange = PM_TRY(fetch::exchange(url, options.fetch));
  const std::string asked = url::canonical(url);
  archive::Attempt attempt{.url = asked, .time = exchange.hops.front().date};
  for (const fetch::Hop& hop : exchange.hops) attempt.exchanges.push_back(to_exchange(hop));
  const fetch::Response& response = exchange.response;
  if (auto refused = fetch::error_of(response)) return keep_attempt(archive, std::move(attempt), *std::move(refused));
  capture::Options read = options.read;
  read.url = response.url;
  read.fetch_date = response.fetch_date;
  read.transport_charset = response.charset;
  auto extraction = capture::read(response.body, read);
  std::optional<archive::Resource> shown;
  if (options.render && may_need_scripts(extraction)) {
    auto page = browser::open(response.url, options.fetch);
    if (!page) return keep_attempt(archive, std::move(attempt), std::move(page).error());
    shown = resource_of(*page);
    read.url = shown->url;
    read.transport_charset = kUtf8;
    extraction = capture::read(shown->bytes, read);
  }
  if (!extraction) return keep_attempt(archive, std::move(attempt), std::move(extraction).error());
  archive::Capture capture{.url = std::string(read.url),
                           .time = exchange.hops.back().date,
                           .asked = asked,
                           .exchanges = std::move(attempt.exchanges),
                           .charset = std::string(read.transport_charset),
                           .article = std::move(extraction->article)};
  capture.resource = std::move(shown);
  return save(archive, std::move(capture), options, true);
}

Result<Kept> save_page(archive::Archive& archive, std::span<const std::byte> page, std::string_view url,
                       std::string_view name, const Options& options) {
  capture::Options read = options.read;
  read.url = url;
  extract::Extraction extraction = PM_TRY(capture::read(page, read));
  const auto now = std::chrono::system_clock::now();
  archive::Capture capture{.url = std::string(url), .time = now};
  capture.resource = {.url = address_of(url, extraction.article, name),
                      .date = now,
                      .content_type = type_of(page),
                      .bytes = {page.begin(), page.end()}};
  if (options.read.encoding) capture.charset = encoding::name(*options.read.encoding);
  capture.article = std::move(extraction.article);
  if (capture.resource->content_type == "text/markdown") capture.own = taken_own(capture.article);
  const bool has_address = capture.article.metadata.url.starts_with("http");
  return save(archive, std::move(capture), options, has_address);
}

Result<Article> read_again(const archive::Raw& raw, const capture::Options& options) {
  if (raw.content_type == kArticleType) {
    return article_from_json({reinterpret_cast<const char*>(raw.bytes.data()), raw.bytes.size()});
  }
  capture::Options read = options;
  read.url = raw.url;
  read.transport_charset = raw.charset;
  Article article = PM_TRY(capture::read(raw.bytes, read)).article;
  if (raw.content_type.starts_with("text/markdown")) static_cast<void>(taken_own(article));
  return article;
}

}  // namespace pressmark::keep
