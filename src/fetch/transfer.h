// One HTTP exchange by libcurl, under the guard and the limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "pressmark/fetch.h"
#include "pressmark/result.h"
#include "pressmark/url.h"

namespace pressmark::fetch {

// The exchanges of one fetch: they share the connection where they can, and the time.
class Session {
 public:
  explicit Session(const Options& options);  // which must outlive the session
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  // GET, without following. Only the address is checked here, as its socket is opened; check_target is the caller's.
  // Errors: a 2xx answer that is not whole, and whatever leaves no answer.
  Result<Hop> get(const url::Url& url);

 private:
  struct Callbacks;
  enum class Stop : std::uint8_t { kNone, kAddress, kHeader, kBody, kAside };

  void prepare();
  void add_request_header(const std::string& line);
  void begin(const url::Url& url);
  void finish();
  int status() const;
  Error explain(int curl_code) const;

  const Options& options_;
  std::chrono::steady_clock::time_point deadline_;
  void* curl_;  // null when libcurl has no memory
  void* request_headers_ = nullptr;
  std::vector<char> message_;
  // Of the exchange that is under way:
  Stop stop_ = Stop::kNone;
  std::string refused_;
  std::uint64_t header_bytes_ = 0;
  bool head_is_whole_ = false;
  Hop hop_;
};

}  // namespace pressmark::fetch
