// The way out for a browser: an HTTP proxy on loopback that asks the guard about each address before it connects to it.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "base/descriptor.h"
#include "fetch/guard.h"
#include "pressmark/result.h"

namespace pressmark::browser {

class Proxy {
 public:
  static constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20;  // to the browser, of all connections
  static constexpr std::size_t kMostConnections = 64;                    // at once

  explicit Proxy(fetch::Guard guard) : guard_(std::move(guard)) {}
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;
  ~Proxy();

  // Listens from then on. Errors: kRetryLater where this machine has no socket for it.
  Result<void> start();
  std::uint16_t port() const { return port_; }
  // Whether something of that host was refused.
  bool has_refused(const std::string& host) const;

 private:
  struct Connection {
    std::thread thread{};
    std::atomic<bool> is_done = false;
  };
  struct Request;

  void accept_all();
  void join_done();
  void serve(int client);
  Result<base::Descriptor> connect(const url::Url& target);
  void refuse(const url::Url& target);
  bool relay(int client, int server, std::uint64_t from_client);
  bool take(int from, int to, std::uint64_t& most);

  fetch::Guard guard_;
  base::Descriptor listener_{};
  std::uint16_t port_ = 0;
  std::thread accepting_{};
  std::list<Connection> connections_{};  // of the accepting thread alone
  std::atomic<bool> stops_ = false;
  std::atomic<std::uint64_t> received_ = 0;
  mutable std::mutex mutex_{};
  std::set<std::string> refused_{};
};

}  // namespace pressmark::browser
