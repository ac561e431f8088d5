// When a host may be asked again.
#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "fetch/date.h"
#include "pressmark/fetch.h"

namespace pressmark::fetch {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr milliseconds kLeastDelay = 1s, kMostDelay = 1min;
constexpr milliseconds kMostBackOff = 1h;
constexpr std::chrono::seconds kMostRetryAfter = 24h;

// https://www.rfc-editor.org/rfc/rfc9110#name-retry-after: seconds or a date.
milliseconds parse_retry_after(std::string_view field, Politeness::Time now) {
  field = ascii::trimmed(field);
  std::int64_t seconds = 0;
  const auto [end, failed] = std::from_chars(field.data(), field.data() + field.size(), seconds);
  if (!field.empty() && std::ranges::all_of(field, ascii::is_digit)) {
    if (failed != std::errc()) return kMostRetryAfter;  // More than fits.
    return std::min<milliseconds>(std::chrono::seconds(std::min<std::int64_t>(seconds, 1 << 30)), kMostRetryAfter);
  }
  const auto date = parse_date(field);
  if (!date) return 0ms;
  // In seconds: nanoseconds don't reach to every year that can be written.
  const std::chrono::seconds wait = *date - std::chrono::floor<std::chrono::seconds>(now);
  return std::clamp<std::chrono::seconds>(wait, 0s, kMostRetryAfter);
}

milliseconds back_off(int failures) { return std::min<milliseconds>(1s * (1 << std::min(failures, 20)), kMostBackOff); }

}  // namespace

// A clock that is set back makes nobody wait for longer.
Politeness::Time Politeness::due(const Host& host, Time now) {
  return std::max(now, std::min(host.last, now) + host.wait);
}

std::optional<Politeness::Time> Politeness::next(std::string_view host, Time now) const {
  const auto found = hosts_.find(std::string(host));
  if (found == hosts_.end()) return now;
  if (found->second.is_busy) return std::nullopt;
  return due(found->second, now);
}

Politeness::Host& Politeness::known(std::string_view host, Time now) {
  if (hosts_.size() >= most_) {
    std::erase_if(hosts_, [now](const auto& entry) {
      const Host& other = entry.second;
      return !other.is_busy && other.failures == 0 && other.delay == kLeastDelay && due(other, now) <= now;
    });
    most_ = std::max(most_, hosts_.size() * 2);
  }
  return hosts_[std::string(host)];
}

bool Politeness::begin(std::string_view host, Time now) {
  if (next(host, now) != now) return false;
  known(host, now).is_busy = true;
  return true;
}

void Politeness::end(std::string_view host, Time now, int status, std::string_view retry_after) {
  Host& asked = known(host, now);
  asked.is_busy = false;
  asked.last = now;
  const bool has_failed = status == 0 || status == 429 || status >= 500;
  asked.failures = has_failed ? std::min(asked.failures + 1, 30) : 0;
  asked.wait =
      std::max({asked.delay, has_failed ? back_off(asked.failures) : 0ms, parse_retry_after(retry_after, now)});
}

void Politeness::set_delay(std::string_view host, milliseconds delay) {
  Host& asked = hosts_[std::string(host)];
  asked.delay = std::clamp(delay, kLeastDelay, kMostDelay);
  if (asked.last > Time()) asked.wait = std::max(asked.wait, asked.delay);
}

}  // namespace pressmark::fetch
