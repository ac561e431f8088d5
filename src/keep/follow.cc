// Feeds and sitemaps, looked at again and again, and their new items captured.
#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "base/memory.h"
#include "keep/find_feed.h"
#include "keep/import/times.h"
#include "keep/polite_queue.h"
#include "pressmark/keep.h"
#include "pressmark/url.h"
#include "pressmark/warc.h"

namespace pressmark::keep {
namespace {

using Time = std::chrono::system_clock::time_point;
using namespace std::chrono_literals;

constexpr int kMostFailures = 30;          // one after another; then it is not looked at any more
constexpr std::size_t kMostSitemaps = 50;  // of an index, at one look
constexpr std::size_t kMostRobots = 1000;  // hosts
constexpr std::chrono::hours kLongest{24 * 7};

std::string path_of(std::string_view address) {
  const auto parsed = url::Url::parse(address);
  return parsed ? std::string(parsed->pathname()) + std::string(parsed->search()) : "/";
}

// https://www.rfc-editor.org/rfc/rfc9110#name-301-moved-permanently
bool is_moved_for_good(const fetch::Exchange& exchange) {
  const auto& hops = exchange.hops;
  return hops.size() > 1 && std::all_of(hops.begin(), hops.end() - 1,
                                        [](const fetch::Hop& hop) { return hop.status == 301 || hop.status == 308; });
}

// Another time: it may be there then.
bool may_be_had_later(Code code) { return code == Code::kRetryLater; }

}  // namespace

class Follower::Round {
 public:
  Round(Follower& follower, const archive::Followed& followed)
      : follower_(follower), archive_(follower.archive_), follow_(followed.follow), poll_(followed.poll) {}

  Result<FollowReport> run() {
    const auto looked = look();
    if (!looked && looked.error().code == Code::kOutputFailed) return std::unexpected(looked.error());
    if (!looked) report_.error = looked.error();
    PM_TRY(note());
    return std::move(report_);
  }

 private:
  Result<void> look();
  Result<fetch::Exchange> ask(std::string_view url, fetch::Options options);
  void add_items_of_sitemaps(Items& items);
  Result<void> choose(const Items& items);
  Result<bool> is_known(const std::string& item);
  Result<void> capture_all();
  Result<void> capture(const fetch::FeedItem& item, PoliteQueue<fetch::FeedItem>& queue);
  Result<void> note();
  Result<void> set_seen(const std::string& item) { return archive_.set_seen(follow_.id, std::span(&item, 1)); }

  Follower& follower_;
  archive::Archive& archive_;
  archive::Follow follow_;
  archive::Poll poll_;
  FollowReport report_{};
  std::vector<fetch::FeedItem> chosen_{};
  bool has_to_retry_ = false;  // an item that could not be had now
};

Result<fetch::Exchange> Follower::Round::ask(std::string_view url, fetch::Options options) {
  PM_TRY(follower_.check_robots(url));
  PoliteQueue<std::string> queue(follower_.politeness_);
  queue.add(url, std::string(url));
  if (!queue.next()) {
    return std::unexpected(error(Code::kRetryLater, "its server asks not to be asked for longer than is waited"));
  }
  auto exchange = fetch::exchange(url, options);
  queue.done(exchange ? exchange->response.status : 0, exchange ? exchange->response.retry_after : "");
  return exchange;
}

Result<void> Follower::Round::look() {
  fetch::Options options = follower_.options_.save.fetch;
  options.etag = poll_.etag;
  options.last_modified = poll_.last_modified;
  const fetch::Exchange exchange = PM_TRY(ask(follow_.url, options));
  const fetch::Response& response = exchange.response;
  if (response.status == 304) return {};
  if (auto refused = fetch::error_of(response)) return std::unexpected(*std::move(refused));
  Items items = PM_TRY(read_items(response));
  add_items_of_sitemaps(items);
  if (is_moved_for_good(exchange)) {
    follow_.url = response.url;
    static_cast<void>(PM_TRY(archive_.follow(follow_)));
  }
  PM_TRY(choose(items));
  PM_TRY(capture_all());
  // While items wait or are to be tried again, the same answer is wanted again; and an index stays as it is when its
  // sitemaps change.
  const bool is_done = report_.waiting == 0 && !has_to_retry_ && items.sitemaps.empty();
  poll_.etag = is_done ? response.etag : "";
  poll_.last_modified = is_done ? response.last_modified : "";
  return {};
}

// Those of an index stand in its sitemaps, of which the newest are read until there are enough.
void Follower::Round::add_items_of_sitemaps(Items& items) {
  std::size_t asked = 0;
  for (const fetch::SitemapEntry& sitemap : items.sitemaps) {
    if (asked++ >= kMostSitemaps) break;
    const auto answer = ask(sitemap.url, follower_.options_.save.fetch);
    if (!answer || fetch::error_of(answer->response)) continue;
    if (auto more = read_items(answer->response)) std::ranges::move(more->items, std::back_inserter(items.items));
  }
}

// What is in the archive, whoever saved it, is known.
Result<bool> Follower::Round::is_known(const std::string& item) {
  if (PM_TRY(archive_.is_seen(follow_.id, item))) return true;
  return PM_TRY(archive_.find_url(item)).has_value();
}

Result<void> Follower::Round::choose(const Items& items) {
  const bool is_baseline = follow_.only_new && poll_.looked.empty();
  std::vector<std::string> passed;
  std::set<std::string> taken;
  for (const fetch::FeedItem& item : items.items) {
    if (item.url.empty()) {
      ++report_.without_address;
      continue;
    }
    const std::string address = url::canonical(item.url);
    if (!taken.insert(address).second || PM_TRY(is_known(address))) continue;
    const bool is_old = follow_.only_new && !item.date.empty() && iso_time(item.date) < follow_.added;
    if (is_baseline || is_old) {
      passed.push_back(address);
    } else if (chosen_.size() < follower_.options_.most) {
      chosen_.push_back(item);
    } else {
      ++report_.waiting;
    }
  }
  return archive_.set_seen(follow_.id, passed);
}

// The oldest first, as they appeared.
Result<void> Follower::Round::capture_all() {
  PoliteQueue<fetch::FeedItem> queue(follower_.politeness_);
  std::ranges::reverse(chosen_);
  for (const fetch::FeedItem& item : chosen_) queue.add(item.url, item);
  while (const auto item = queue.next()) PM_TRY(capture(*item, queue));
  for (const auto& [host, items] : queue.left()) report_.waiting += items.size();
  return {};
}

Result<void> Follower::Round::capture(const fetch::FeedItem& item, PoliteQueue<fetch::FeedItem>& queue) {
  const std::string address = url::canonical(item.url);
  // Another process may have captured it while this one waited for the host's turn.
  if (PM_TRY(is_known(address))) {
    queue.done(200);
    ++report_.unchanged;
    return {};
  }
  auto kept = base::within_memory([&]() -> Result<Kept> {
    PM_TRY(follower_.check_robots(item.url));
    return save_url(archive_, item.url, follower_.options_.save);
  });
  queue.done(!kept && may_be_had_later(kept.error().code) ? 503 : 200);
  if (!kept && kept.error().code == Code::kOutputFailed) return std::unexpected(kept.error());
  if (kept) {
    PM_TRY(set_seen(address));
    ++(kept->saved.unchanged ? report_.unchanged : report_.saved);
    return follower_.tell_({.url = item.url, .saved = std::move(kept->saved), .error = {}});
  }
  ++report_.failed;
  if (may_be_had_later(kept.error().code)) {
    has_to_retry_ = true;
  } else {
    PM_TRY(set_seen(address));
  }
  return follower_.tell_({.url = item.url, .saved = {}, .error = std::move(kept).error()});
}

Result<void> Follower::Round::note() {
  const Time now = std::chrono::system_clock::now();
  poll_.looked = warc::format_date(now);
  poll_.captured += static_cast<std::int64_t>(report_.saved);
  poll_.failures = report_.error ? poll_.failures + 1 : 0;
  poll_.result = report_.error ? std::string(report_.error->reason.text()) : "";
  std::chrono::seconds wait = follow_.every * (1 << std::clamp(poll_.failures - 1, 0, 10));
  if (report_.waiting > 0) wait = std::min<std::chrono::seconds>(wait, 10min);
  Time due = now + std::clamp<std::chrono::seconds>(wait, 0s, kLongest);
  // Nor before its server wishes (Retry-After): the next look may be of another process, which does not know of that.
  if (const auto turn = follower_.politeness_.next(host_of(follow_.url), now)) due = std::max(due, *turn);
  poll_.due = warc::format_date(due);
  const bool is_gone = report_.error && report_.error->code == Code::kGone;
  if (is_gone || poll_.failures > kMostFailures) poll_.due.clear();
  return archive_.set_poll(follow_.id, poll_);
}

Follower::Follower(archive::Archive& archive, FollowOptions options, Tell tell)
    : archive_(archive), options_(std::move(options)), tell_(std::move(tell)) {}

// A server that can't say what it allows is asked again another time.
// https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1.4
Result<void> Follower::check_robots(std::string_view url) {
  const std::string host = host_of(url);
  auto known = robots_.find(host);
  if (known == robots_.end()) {
    const auto answer = fetch::exchange(url::resolve("/robots.txt", url).value_or(""), options_.save.fetch);
    if (!answer) return std::unexpected(answer.error());
    if (const int status = answer->response.status; status == 429 || status >= 500) {
      return std::unexpected(error(Code::kRetryLater, "its server can't say now what robots.txt allows").about(url));
    }
    if (robots_.size() > kMostRobots) robots_.clear();
    known = robots_.emplace(host, fetch::Robots::of(answer)).first;
    if (const auto delay = known->second.crawl_delay(fetch::kProductToken)) politeness_.set_delay(host, *delay);
  }
  if (known->second.allows(fetch::kProductToken, path_of(url))) return {};
  return std::unexpected(error(Code::kBlocked, "robots.txt of the site does not allow it").about(url));
}

Result<FollowReport> Follower::look_at(const archive::Followed& followed) { return Round(*this, followed).run(); }

bool is_due(const archive::Followed& followed) {
  const archive::Poll& poll = followed.poll;
  return poll.looked.empty() || (!poll.due.empty() && poll.due <= warc::format_date(std::chrono::system_clock::now()));
}

}  // namespace pressmark::keep
