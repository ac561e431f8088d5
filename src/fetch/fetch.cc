#include "pressmark/fetch.h"

#include <fmt/core.h>

#include <array>
#include <ctime>
#include <optional>

#include "fetch/content_type.h"
#include "fetch/guard.h"
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

Result<void> check_status(int status) {
  switch (status) {
    case 404: return fail(Code::kNotFound, "no such page: the server answers {}", status);
    case 410:
    case 451: return fail(Code::kGone, "the page is gone: the server answers {}", status);
    case 401:
    case 403:
    case 407: return fail(Code::kBlocked, "the server does not let us see the page: it answers {}", status);
    case 408:
    case 425:
    case 429:
      return std::unexpected(error(Code::kRetryLater, "the server has no time for us: it answers {}", status)
                                 .with_remedy("try again later"));
    default: break;
  }
  if (status >= 500) {
    return std::unexpected(
        error(Code::kRetryLater, "the server has a fault: it answers {}", status).with_remedy("try again later"));
  }
  if (status < 200 || status > 299) return fail(Code::kUnreadable, "the server answers {}", status);
  return {};
}

// Where a redirect leads. https://fetch.spec.whatwg.org/#concept-response-location-url
Result<url::Url> next_target(const url::Url& from, const Reply& reply) {
  if (reply.location.empty()) {
    return fail(Code::kUnreadable, "the server answers {} without saying where to", reply.status);
  }
  std::optional<url::Url> to = url::Url::parse(reply.location, &from);
  if (!to) return fail(Code::kUnreadable, "the server redirects to {}, which is not a URL", reply.location);
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

Result<Response> follow(url::Url target, const Options& options) {
  Session session(options);
  for (std::uint32_t hops = 0;; ++hops) {
    const auto here = [&target](Error failure) { return std::unexpected(std::move(failure).about(shown(target))); };
    if (auto allowed = check_target(target, options); !allowed) return here(std::move(allowed).error());
    auto reply = session.get(target);
    if (!reply) return here(std::move(reply).error());
    if (!is_redirect(reply->status)) {
      if (auto usable = check_status(reply->status); !usable) return here(std::move(usable).error());
      ContentType type = parse_content_type(reply->content_type);
      return Response{std::string(target.href()), reply->status,          std::move(type.essence),
                      std::move(type.charset),    std::move(reply->body), local_time_now()};
    }
    if (hops == options.max_redirects) return here(error(Code::kUnreadable, "over {} redirects", hops));
    auto next = next_target(target, *reply);
    if (!next) return here(std::move(next).error());
    target = *std::move(next);
  }
}

}  // namespace

Result<Response> get(std::string_view url, const Options& options) {
  auto target = url::Url::parse(url);
  if (!target) {
    return std::unexpected(
        error(Code::kUsage, "not a URL").with_remedy("write it whole, as in https://example.org/").about(url));
  }
  return follow(*std::move(target), options);
}

}  // namespace pressmark::fetch
