#include <chrono>

#include "browser/chromium.h"
#include "browser/devtools.h"
#include "browser/proxy.h"
#include "fetch/cookies.h"
#include "pressmark/browser.h"
#include "pressmark/url.h"

namespace pressmark::browser {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kAfterLoad = 10s;  // for what goes on loading, with nothing to say when it will be done
constexpr auto kSettled = 1s;     // without an event that changes the page

std::string text_at(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_at(const Json& object, const char* name) {
  if (!object.is_object()) return 0;
  const auto found = object.find(name);
  return found != object.end() && found->is_number() ? found->get<std::int64_t>() : 0;
}

Json member(Json& object, const char* name) {
  return object.is_object() && object.contains(name) ? std::move(object[name]) : Json();
}

// One page, from its first request until it is still.
class Tab {
 public:
  Tab(DevTools& tools, const fetch::Options& options) : tools_(tools), options_(options) {}

  Result<void> prepare() {
    Json target = PM_TRY(tools_.call("Target.createTarget", {{"url", "about:blank"}}));
    Json attached =
        PM_TRY(tools_.call("Target.attachToTarget", {{"targetId", text_at(target, "targetId")}, {"flatten", true}}));
    PM_TRY(tools_.call("Browser.setDownloadBehavior", {{"behavior", "deny"}}));
    tools_.set_session(text_at(attached, "sessionId"));
    for (const char* const what : {"Page.enable", "Network.enable"}) static_cast<void>(PM_TRY(tools_.call(what)));
    static_cast<void>(PM_TRY(tools_.call("Page.setLifecycleEventsEnabled", {{"enabled", true}})));
    return give_cookies();
  }

  Result<void> load(const std::string& address) {
    Json answer = PM_TRY(tools_.call("Page.navigate", {{"url", address}}));
    frame_ = text_at(answer, "frameId");
    loader_ = text_at(answer, "loaderId");
    failure_ = text_at(answer, "errorText");
    if (failure_.empty()) PM_TRY(wait());
    return {};
  }

  // Without running anything of the page's.
  Result<std::string> html() {
    Json document = PM_TRY(tools_.call("DOM.getDocument", {{"depth", 0}}));
    Json outer = PM_TRY(tools_.call("DOM.getOuterHTML", {{"nodeId", number_at(member(document, "root"), "nodeId")}}));
    return text_at(outer, "outerHTML");
  }

  // What the server answered, as far as that says what became of the page.
  const fetch::Response& response() const { return response_; }
  const std::string& failure() const { return failure_; }

 private:
  Result<void> give_cookies() {
    const auto now = std::chrono::system_clock::now();
    Json cookies = Json::array();
    for (const fetch::Cookie& cookie : PM_TRY(fetch::parse_cookies(options_.cookies))) {
      const bool is_of_session = cookie.expires.time_since_epoch() == 0s;
      if (!is_of_session && cookie.expires < now) continue;
      Json one = {{"name", cookie.name}, {"value", cookie.value}, {"path", cookie.path}, {"secure", cookie.secure}};
      // With a domain they are for the hosts below it too.
      if (cookie.subdomains) one["domain"] = cookie.domain;
      one["url"] = (cookie.secure ? "https://" : "http://") + cookie.domain + "/";
      cookies.push_back(std::move(one));
    }
    if (!cookies.empty())
      static_cast<void>(PM_TRY(tools_.call("Network.setCookies", {{"cookies", std::move(cookies)}})));
    return {};
  }

  // Until nothing loads any more, or long enough after the page itself was loaded.
  Result<void> wait() {
    auto until = DevTools::Time::max();
    bool is_begun = false;
    for (;;) {
      Json event = PM_TRY(tools_.next_event(until));
      if (event.is_null()) return {};
      const std::string method = text_at(event, "method");
      Json details = member(event, "params");
      if (method == "Page.javascriptDialogOpening") {
        PM_TRY(tools_.call("Page.handleJavaScriptDialog", {{"accept", text_at(details, "type") == "beforeunload"}}));
      } else if (method == "Network.responseReceived") {
        note_response(details);
      } else if (method == "Network.loadingFailed" && text_at(details, "requestId") == request_) {
        failure_ = text_at(details, "errorText");
        return {};
      } else if (method == "Inspector.targetCrashed") {
        return fail(Code::kUnreadable, "the page crashed Chromium");
      } else if (method == "Page.lifecycleEvent" && text_at(details, "frameId") == frame_) {
        const std::string name = text_at(details, "name"), loader = text_at(details, "loaderId");
        if (name == "init" && is_begun && loader != loader_) {  // Scripts went on to another page.
          loader_ = loader;
          until = DevTools::Time::max();
        }
        if (loader != loader_) continue;  // of the empty page that was there before
        is_begun = true;
        if (name == "load") until = Clock::now() + kAfterLoad;
        if (name == "networkIdle") until = std::min(until, Clock::now() + kSettled);
      }
    }
  }

  void note_response(Json& details) {
    if (text_at(details, "type") != "Document" || text_at(details, "frameId") != frame_) return;
    const Json answer = member(details, "response");
    request_ = text_at(details, "requestId");
    response_.url = text_at(answer, "url");
    response_.status = static_cast<int>(number_at(answer, "status"));
    response_.content_type = text_at(answer, "mimeType");
  }

  DevTools& tools_;
  const fetch::Options& options_;
  std::string frame_{}, loader_{}, request_{}, failure_{};
  fetch::Response response_{};
};

Result<void> check(const Tab& tab, const Proxy& proxy, const url::Url& asked) {
  const auto reached = url::Url::parse(tab.response().url);
  const std::string host(reached ? reached->hostname() : asked.hostname());
  const int status = tab.response().status;
  if (proxy.has_refused(host) && (!tab.failure().empty() || status == 403)) {
    return std::unexpected(error(Code::kRefused, "the host's address is not public")
                               .with_remedy("use --allow HOST if you trust where the address leads"));
  }
  if (!tab.failure().empty()) {
    return fail(Code::kRetryLater, "the connection failed: {}", tab.failure());
  }
  if (auto refusal = fetch::error_of(tab.response())) return std::unexpected(*std::move(refusal));
  if (!tab.response().content_type.contains("html")) {
    return fail(Code::kUnreadable, "{} is not supported", tab.response().content_type);
  }
  return {};
}

}  // namespace

Result<Page> open(std::string_view url, const fetch::Options& options) {
  const auto target = url::Url::parse(url);
  if (!target) {
    return std::unexpected(error(Code::kUsage, "not a URL").with_remedy("write it whole, as in https://example.org/"));
  }
  fetch::Guard guard = PM_TRY(fetch::Guard::of(options));
  PM_TRY(guard.check_target(*target));
  Proxy proxy(std::move(guard));
  PM_TRY(proxy.start());
  const std::unique_ptr<Chromium> chromium = PM_TRY(Chromium::start(proxy.port()));
  // Of a page's bytes, JSON may make six each.
  DevTools tools(chromium->to(), chromium->from(), options.max_inflated * 6,
                 Clock::now() + std::chrono::seconds(options.total_seconds));
  Tab tab(tools, options);
  PM_TRY(tab.prepare());
  PM_TRY(tab.load(std::string(target->href())));
  PM_TRY(check(tab, proxy, *target));
  Page page{.url = tab.response().url, .html = PM_TRY(tab.html())};
  if (page.html.size() > options.max_inflated) {
    return fail(Code::kUnreadable, "the page is over {} bytes", options.max_inflated);
  }
  page.url.resize(std::min(page.url.find('#'), page.url.size()));
  return page;
}

}  // namespace pressmark::browser
