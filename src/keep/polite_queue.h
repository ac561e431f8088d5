// What is still to be fetched, one host's turn after another's.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "pressmark/fetch.h"
#include "pressmark/url.h"

namespace pressmark::keep {

// How long is waited for a host that asks for it, or fails.
inline constexpr std::chrono::minutes kPatience{2};

// "" for what is no URL.
inline std::string host_of(std::string_view address) {
  const auto url = url::Url::parse(address);
  return url ? std::string(url->host()) : std::string();
}

template <class Thing>
class PoliteQueue {
 public:
  explicit PoliteQueue(fetch::Politeness& politeness) : politeness_(politeness) {}

  void add(std::string_view url, Thing thing) { hosts_[host_of(url)].push_back(std::move(thing)); }

  // Of the hosts that are still to be asked, that whose turn comes first, after the wait for it. nullopt at the end, and
  // where no turn comes within kPatience: what is left then is for another time.
  std::optional<Thing> next() {
    const auto now = std::chrono::system_clock::now();
    auto first = hosts_.end();
    auto due = now + kPatience;
    for (auto host = hosts_.begin(); host != hosts_.end() && due > now; ++host) {
      if (const auto turn = politeness_.next(host->first, now).value_or(now); turn < due) first = host, due = turn;
    }
    if (first == hosts_.end()) return std::nullopt;
    if (due > now) std::this_thread::sleep_until(due);
    asked_ = first->first;
    static_cast<void>(politeness_.begin(asked_, std::chrono::system_clock::now()));
    Thing thing = std::move(first->second.front());
    first->second.pop_front();
    if (first->second.empty()) hosts_.erase(first);
    return thing;
  }

  // What became of what next() gave: the status, 0 when there was no answer.
  void done(int status, std::string_view retry_after = {}) {
    politeness_.end(asked_, std::chrono::system_clock::now(), status, retry_after);
  }

  // What next() gave up.
  std::map<std::string, std::deque<Thing>>& left() { return hosts_; }

 private:
  fetch::Politeness& politeness_;
  std::map<std::string, std::deque<Thing>> hosts_{};
  std::string asked_{};
};

}  // namespace pressmark::keep
