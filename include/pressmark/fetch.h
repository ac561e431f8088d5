// Pages over HTTP, guarded: https://... to bytes, and to what went over the wire.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::fetch {

// What robots.txt calls us; the User-Agent field begins with it.
inline constexpr std::string_view kProductToken = "pressmark";

struct Options {
  bool allow_private = false;  // Also loopback, private, link-local and other special addresses, and any port.
  // What may be asked although it is not of the public web: "nas.lan" (whatever it resolves to), "10.0.0.7",
  // "10.0.0.0/8", all on the ports of the web; "nas.lan:5000", "10.0.0.7:5000", "[::1]:5000" on that port alone.
  std::vector<std::string> allow{};
  std::uint64_t max_body = 32u << 20;      // bytes as received
  std::uint64_t max_inflated = 64u << 20;  // bytes after Content-Encoding; never over 200 times the body, above 1 MB
  std::uint32_t max_redirects = 20;
  std::uint32_t max_header = 64u << 10;  // bytes of one response's header
  std::uint32_t total_seconds = 60;      // for all hops together
  std::uint32_t min_rate = 1000;         // bytes a second, on average over
  std::uint32_t min_rate_seconds = 20;
  std::string_view referer{};
  std::string_view etag{}, last_modified{};  // of what one has: the answer may then be 304, without a body
  std::string cookies{};                     // a cookies.txt; each is sent only to the hosts and paths that it names
};

struct Response {
  std::string url{};  // after redirects
  int status = 0;
  std::string content_type{};     // essence, lower case: "text/html"
  std::string charset{};          // label, "" when none
  std::vector<std::byte> body{};  // decoded; empty where the status is not 2xx and the body can't be decoded
  std::string fetch_date{};       // ISO 8601 with offset, when the response came
  std::string etag{}, last_modified{}, retry_after{};  // the fields as they came, "" when absent
};

// One request and its answer as they went over the wire, for the records of an archive. What was said in HTTP/2 is
// written in HTTP/1.1's lines.
struct Hop {
  std::string url;                               // without fragment
  std::string ip_address{};                      // that answered
  std::chrono::system_clock::time_point date{};  // of the request
  std::string request{};                         // start line and fields as sent but for cookies, with the empty line
  // Start line and fields as received, with the empty line; of interim answers (1xx) and trailers nothing. As the body
  // comes without its transfer coding, Transfer-Encoding is left out where there may be a body.
  std::string head{};
  std::vector<std::byte> body{};  // as received: with its content coding, without chunks
  int status = 0;
  bool truncated = false;  // The server had more, or meant to: of answers other than 2xx, 1 MB is kept.
};

struct Exchange {
  std::vector<Hop> hops;  // in order; the last is the answer
  Response response;      // of the last hop, whatever its status
};

// GET. The address that is connected to is checked at socket open, at every hop. An answer of any status is an
// Exchange. Errors: kUsage (not a URL, options that make no sense), kRefused (scheme, port or address), kNotFound (no
// such host), kRetryLater (no whole answer in time), kUnreadable (over a limit, not HTTP, redirects that lead nowhere,
// a page that can't be decoded).
Result<Exchange> exchange(std::string_view url, const Options& options = {});

// Why the response is not the page that was asked for, by its status, or nullopt when it is: kNotFound (404), kGone
// (410, 451), kRetryLater (408, 425, 429, 5xx), kBlocked (401, 403, 407), kUnreadable (any other that is not 2xx).
std::optional<Error> error_of(const Response& response);

// The response of exchange(), where it is the page. Errors: those of both.
Result<Response> get(std::string_view url, const Options& options = {});

// What a robots.txt allows. https://www.rfc-editor.org/rfc/rfc9309
class Robots {
 public:
  // What it says; of a text over 500 KiB, its first lines. Any text is one.
  static Robots parse(std::string_view text);
  // By the answer to the request for it: what a page says; everything where there is none (4xx); nothing where the
  // server can't tell (429, 5xx, any error).
  static Robots of(const Result<Exchange>& answer);

  // Whether a crawler of that name ("pressmark") may ask for `path`, which is path and query of a URL: "/a?b".
  bool allows(std::string_view product_token, std::string_view path) const;
  // The seconds that are asked for between two requests, up to a day.
  std::optional<std::chrono::milliseconds> crawl_delay(std::string_view product_token) const;
  // The addresses as written, at most 1,000.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    bool allows;
    std::string pattern;
  };
  struct Group {
    std::vector<std::string> agents;  // product tokens in lower case, and "*"
    std::vector<Rule> rules;
    std::optional<std::chrono::milliseconds> delay;
  };
  class Parser;
  std::vector<const Group*> groups_for(std::string_view product_token) const;

  std::vector<Group> groups_;
  std::vector<std::string> sitemaps_;
};

// The rules for that URL, asked of its server. A page that a person names is fetched without.
Robots robots_for(std::string_view url, const Options& options = {});

// When each host may be asked next: one request at a time, a second between two unless it asks for more, and longer
// each time that it fails. Knows no clock but the times that it is told. Not for several threads at once.
class Politeness {
 public:
  using Time = std::chrono::system_clock::time_point;

  // The earliest time from `now` on; nullopt while a request is under way.
  std::optional<Time> next(std::string_view host, Time now) const;
  // Takes the host's turn, to be given back by end(); false when it has none now.
  bool begin(std::string_view host, Time now);
  // What became of the request: the status, 0 when there was no answer, and the Retry-After field. After 429, 5xx and 0
  // the host is left alone for 2 seconds, then 4, 8, up to an hour; in any case as long as it asks for, up to a day.
  void end(std::string_view host, Time now, int status, std::string_view retry_after = {});
  // The host's own wish (Robots::crawl_delay): never under a second, at most a minute.
  void set_delay(std::string_view host, std::chrono::milliseconds delay);

 private:
  struct Host {
    bool is_busy = false;
    Time last{};                            // when its last request ended
    std::chrono::milliseconds wait{0};      // from then on
    std::chrono::milliseconds delay{1000};  // between two requests when all is well
    int failures = 0;                       // one after another
  };
  Host& known(std::string_view host, Time now);
  static Time due(const Host& host, Time now);

  std::unordered_map<std::string, Host> hosts_;
  std::size_t most_ = 10000;  // hosts; beyond, those with nothing to remember are forgotten
};

struct FeedItem {
  std::string url;    // "" when it has none that is http(s)
  std::string title;  // plain text
  std::string date;   // of publication, else of the last change; ISO 8601, "" when unknown
  std::string id;     // as the feed has it, else the URL
};
struct Feed {
  std::string title, url;  // of the site
  std::vector<FeedItem> items;
};
// RSS 2, RDF (RSS 1), Atom or JSON Feed. URLs are resolved against `url`, the feed's own; `charset` is that of the
// transport. Malformed ones are read as far as they make sense; of items, the first 50,000. Errors: kUnreadable for
// what is no feed.
Result<Feed> parse_feed(std::span<const std::byte> body, std::string_view url, std::string_view charset = {});

struct SitemapEntry {
  std::string url;
  std::string last_modified;  // ISO 8601, "" when unknown
};
struct Sitemap {
  bool is_index = false;  // The entries are sitemaps.
  std::vector<SitemapEntry> entries;
};
// The first 50,000 entries of a sitemap or an index of sitemaps, gzipped or not. https://www.sitemaps.org/protocol.html
// Errors: kUnreadable for what is no sitemap.
Result<Sitemap> parse_sitemap(std::span<const std::byte> body, std::string_view url, std::string_view charset = {});

// Whether `address` ("127.0.0.1", "::ffff:7f00:1") may be connected to without Options::allow.
bool is_public_address(std::string_view address);

}  // namespace pressmark::fetch
