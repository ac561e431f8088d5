#include "pressmark/fetch.h"

#include <fmt/core.h>

#include <array>
#include <ctime>
#include <optional>

#include "coding/content_coding.h"
#include "fetch/content_type.h"
#include "fetch/guard.h"
#include "fetch/head.h"
#include "fetch/transfer.h"
#include "pressmark/url.h"

namespace pressmark::fetch {
namespace {

// https://fetch.spec.whatwg.org/#redirect-status
bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// "2026-03-01T09:30:00+08:00"
std::string local_time_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::string date(text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S%z", &parts));
  if (date.size() > 2) date.insert(date.size() - 2, ":");
  return date;
}

// Where a redirect leads. https://fetch.spec.whatwg.org/#concept-response-location-url
Result<url::Url> next_target(const url::Url& from, const Hop& hop) {
  const std::string location = field(hop.head, "location");
  if (location.empty()) {
    return fail(Code::kUnreadable, "the server answers {} without saying where to", hop.status);
  }
  std::optional<url::Url> to = url::Url::parse(location, &from);
  if (!to) return fail(Code::kUnreadable, "the server redirects to {}, which is not a URL", location);
  if (to->hash().empty() && !from.hash().empty()) {  // The fragment goes along unless there is a new one.
    to = url::Url::parse(std::string(to->href().substr(0, to->href().find('#'))) += from.hash());
  }
  return *std::move(to);
}

// Without user name and password: an error ends up in logs.
std::string shown(const url::Url& url) {
  if (url.username().empty() && url.password().empty()) return std::string(url.href());
  return fmt::format("{}//{}{}{}", url.protocol(), url.host(), url.pathname(), url.search());
}

bool is_page(int status) { return status >= 200 && status <= 299; }

Result<Response> response_of(const Hop& hop, std::string_view url, const Options& options) {
  ContentType type = parse_content_type(field(hop.head, "content-type"));
  Response response{.url = std::string(url),
                    .status = hop.status,
                    .content_type = std::move(type.essence),
                    .charset = std::move(type.charset),
                    .fetch_date = local_time_now(),
                    .etag = field(hop.head, "etag"),
                    .last_modified = field(hop.head, "last-modified"),
                    .retry_after = field(hop.head, "retry-after")};
  auto body = coding::undo_all(field_list(hop.head, "content-encoding"), hop.body, {options.max_inflated});
  if (body) {
    response.body = *std::move(body);
  } else if (is_page(hop.status)) {
    return std::unexpected(std::move(body).error());
  }
  return response;
}

Result<Exchange> follow(url::Url target, const Options& options, const Network& network) {
  const Guard guard = PM_TRY(Guard::of(options));
  const std::vector<Cookie> cookies = PM_TRY(parse_cookies(options.cookies));
  Session session(options, guard, cookies, network);
  Exchange exchange;
  while (true) {
    const auto here = [&target](Error failure) { return std::unexpected(std::move(failure).about(shown(target))); };
    if (auto allowed = guard.check_target(target); !allowed) return here(std::move(allowed).error());
    auto hop = session.get(target);
    if (!hop) return here(std::move(hop).error());
    exchange.hops.push_back(*std::move(hop));
    const Hop& last = exchange.hops.back();
    if (!is_redirect(last.status)) {
      auto response = response_of(last, target.href(), options);
      if (!response) return here(std::move(response).error());
      exchange.response = *std::move(response);
      return exchange;
    }
    if (exchange.hops.size() > options.max_redirects) {
      return here(error(Code::kUnreadable, "over {} redirects", options.max_redirects));
    }
    auto next = next_target(target, last);
    if (!next) return here(std::move(next).error());
    target = *std::move(next);
  }
}

}  // namespace

Result<Exchange> exchange_over(const Network& network, std::string_view url, const Options& options) {
  auto target = url::Url::parse(url);
  if (!target) {
    return std::unexpected(
        error(Code::kUsage, "not a URL").with_remedy("write it whole, as in https://example.org/").about(url));
  }
  return follow(*std::move(target), options, network);
}

Result<Exchange> exchange(std::string_view url, const Options& options) { return exchange_over({}, url, options); }

std::optional<Error> error_of(const Response& response) {
  const int status = response.status;
  if (is_page(status)) return std::nullopt;
  const auto because = [&](Error reason) { return std::move(reason).about(response.url); };
  switch (status) {
    case 404: return because(error(Code::kNotFound, "no such page: the server answers {}", status));
    case 410:
    case 451: return because(error(Code::kGone, "the page is gone: the server answers {}", status));
    case 401:
    case 403:
    case 407: return because(error(Code::kBlocked, "the server does not let us see the page: it answers {}", status));
    case 408:
    case 425:
    case 429:
      return because(error(Code::kRetryLater, "the server has no time for us: it answers {}", status)
                         .with_remedy("try again later"));
    default: break;
  }
  if (status >= 500) {
    return because(
        error(Code::kRetryLater, "the server has a fault: it answers {}", status).with_remedy("try again later"));
  }
  return because(error(Code::kUnreadable, "the server answers {}", status));
}

Result<Response> get(std::string_view url, const Options& options) {
  Exchange done = PM_TRY(exchange(url, options));
  if (auto failure = error_of(done.response)) return std::unexpected(*std::move(failure));
  return std::move(done.response);
}

}  // namespace pressmark::fetch
