// One HTTP exchange by libcurl, under the guard and the limits.
#pragma once

#include <sys/socket.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "fetch/cookies.h"
#include "fetch/guard.h"
#include "pressmark/fetch.h"
#include "pressmark/result.h"
#include "pressmark/url.h"

namespace pressmark::fetch {

// The network below libcurl, for tests to stand in for.
struct Network {
  std::vector<std::string> names{};  // "host:port:address,address", asked before the resolver
  // Called for each address that the guard lets pass, before a socket is opened for it; may put another of the same
  // family in its place.
  std::function<void(sockaddr&)> connect{};
};

// exchange() over that network.
Result<Exchange> exchange_over(const Network& network, std::string_view url, const Options& options);

// The exchanges of one fetch: they share the connection where they can, and the time.
class Session {
 public:
  // All of which must outlive the session.
  Session(const Options& options, const Guard& guard, const std::vector<Cookie>& cookies, const Network& network);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  // GET, without following. Only the address is checked here, as its socket is opened; Guard::check_target is the
  // caller's. Errors: a 2xx answer that is not whole, and whatever leaves no answer.
  Result<Hop> get(const url::Url& url);

 private:
  struct Callbacks;
  enum class Stop : std::uint8_t { kNone, kAddress, kHeader, kBody, kAside };

  void prepare();
  void set_limits();
  void set_callbacks();
  void add_request_header(std::string_view name, std::string_view value);
  void begin(const url::Url& url);
  void finish();
  int status() const;
  Error explain(int curl_code) const;

  const Options& options_;
  const Guard& guard_;
  const std::vector<Cookie>& cookies_;
  const Network& network_;
  std::chrono::steady_clock::time_point deadline_;
  void* curl_;  // null when libcurl has no memory
  void* request_headers_ = nullptr;
  void* names_ = nullptr;
  std::vector<char> message_;
  // Of the exchange that is under way:
  const url::Url* target_ = nullptr;
  Stop stop_ = Stop::kNone;
  std::string refused_;
  std::uint64_t header_bytes_ = 0;
  bool head_is_whole_ = false;
  Hop hop_;
};

}  // namespace pressmark::fetch
