// One page over HTTP, guarded: https://... to bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::fetch {

struct Options {
  bool allow_private = false;       // Also loopback, private, link-local and other special addresses, and any port.
  std::uint64_t max_body = 32u << 20;       // bytes as received
  std::uint64_t max_inflated = 64u << 20;   // bytes after Content-Encoding
  std::uint32_t max_redirects = 20;
  std::uint32_t max_header = 64u << 10;     // bytes of one response's header
  std::uint32_t total_seconds = 60;
  std::string_view referer{};
};

struct Response {
  std::string url;           // after redirects
  int status = 0;
  std::string content_type;  // essence, lower case: "text/html"
  std::string charset;       // label, "" when none
  std::vector<std::byte> body;
  std::string fetch_date;    // ISO 8601 with offset, when the response came
};

// GET. The address that is connected to is checked at socket open, at every hop. Errors: kUsage (not a URL), kRefused (scheme, port or
// address), kNotFound (404, no such host), kGone (410, 451), kRetryLater (429, 5xx, no answer in time), kBlocked (401, 403), kUnreadable (over a limit).
Result<Response> get(std::string_view url, const Options& options = {});

// Whether `address` ("127.0.0.1", "::ffff:7f00:1") may be connected to without Options::allow_private.
bool is_public_address(std::string_view address);

}  // namespace pressmark::fetch
