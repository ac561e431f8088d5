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

struct Reply {
  int status = 0;
  std::string location;  // the headers as they came, "" when absent
  std::string content_type;
  std::vector<std::byte> body;  // decoded; empty unless the status is 2xx
};

// The exchanges of one fetch: they share the connection where they can, and the time.
class Session {
 public:
  explicit Session(const Options& options);  // which must outlive the session
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  // GET, without following. Only the address is checked here, as its socket is opened; check_target is the caller's.
  Result<Reply> get(const url::Url& url);

 private:
  struct Callbacks;
  enum class Stop : std::uint8_t { kNone, kAddress, kHeader, kBody, kInflated, kUnwanted };

  void prepare();
  int status() const;
  std::string header(const char* name) const;
  Error explain(int curl_code) const;

  const Options& options_;
  std::chrono::steady_clock::time_point deadline_;
  void* curl_;  // null when libcurl has no memory
  void* request_headers_ = nullptr;
  std::vector<char> message_;
  // Of the exchange that is under way:
  Stop stop_ = Stop::kNone;
  std::string refused_;
  std::uint64_t header_bytes_ = 0, unwanted_bytes_ = 0;
  std::vector<std::byte> body_;
};

}  // namespace pressmark::fetch
