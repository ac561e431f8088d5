#include "fetch/transfer.h"

#include <curl/curl.h>
#include <fmt/core.h>
#include <sys/socket.h>

#include <algorithm>

#include "coding/content_coding.h"
#include "fetch/guard.h"
#include "fetch/head.h"

namespace pressmark::fetch {
namespace {

constexpr char kUserAgent[] = "pressmark/0.1";
constexpr long kConnectSeconds = 20;
constexpr std::uint64_t kMaxAside = 1u << 20;  // bytes of a body that is not the page: of a redirect, of a refusal

bool initialize_curl() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

}  // namespace

// What libcurl calls. A refusal is noted in the session, for libcurl only tells that "a callback" failed.
struct Session::Callbacks {
  static curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* peer) {
    auto& session = *static_cast<Session*>(user);
    // A name with one address that is not public is not trusted with its others either.
    if (session.stop_ == Stop::kAddress || !session.guard_.may_connect(*session.target_, peer->addr)) {
      session.stop_ = Stop::kAddress;
      session.refused_ = to_text(peer->addr);
      return CURL_SOCKET_BAD;
    }
    if (session.network_.connect) session.network_.connect(peer->addr);
    return ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
  }

  // Line by line. Interim answers (1xx) have heads of their own, and trailers come behind the body.
  static std::size_t header(char* data, std::size_t, std::size_t size, void* user) {
    auto& session = *static_cast<Session*>(user);
    session.header_bytes_ += size;
    if (session.header_bytes_ > session.options_.max_header) {
      session.stop_ = Stop::kHeader;
      return 0;
    }
    const std::string_view line(data, size);
    // Of libcurl, the status would be that of the line that begins here.
    if (session.head_is_whole_ && status_of(session.hop_.head) >= 200) return size;
    if (line.starts_with("HTTP/")) session.hop_.head.clear();
    session.hop_.head += line.starts_with("HTTP/") ? in_http1(line) : line;
    session.head_is_whole_ = line == "\r\n" || line == "\n";
    return size;
  }

  static std::size_t body(char* data, std::size_t, std::size_t size, void* user) {
    auto& session = *static_cast<Session*>(user);
    const int status = session.status();
    const bool is_page = status >= 200 && status <= 299;
    std::vector<std::byte>& body = session.hop_.body;
    if (const auto most = is_page ? session.options_.max_body : kMaxAside; body.size() + size > most) {
      session.stop_ = is_page ? Stop::kBody : Stop::kAside;
      return 0;
    }
    const auto* const bytes = reinterpret_cast<const std::byte*>(data);
    body.insert(body.end(), bytes, bytes + size);
    return size;
  }

  // The request as it is sent; again from its start where a kept connection turned out to be closed.
  static int trace(CURL*, curl_infotype kind, char* data, std::size_t size, void* user) {
    if (kind != CURLINFO_HEADER_OUT) return 0;
    std::string& request = static_cast<Session*>(user)->hop_.request;
    const std::string_view text(data, size);
    if (text.starts_with("GET ")) request.clear();
    request += text;
    return 0;
  }
};

Session::Session(const Options& options, const Guard& guard, const std::vector<Cookie>& cookies, const Network& network)
    : options_(options),
      guard_(guard),
      cookies_(cookies),
      network_(network),
      deadline_(std::chrono::steady_clock::now() + std::chrono::seconds(options.total_seconds)),
      curl_(initialize_curl() ? curl_easy_init() : nullptr),
      message_(CURL_ERROR_SIZE) {
  if (curl_) prepare();
}

Session::~Session() {
  curl_easy_cleanup(curl_);
  curl_slist_free_all(static_cast<curl_slist*>(request_headers_));
  curl_slist_free_all(static_cast<curl_slist*>(names_));
}

// Cookies of servers, Alt-Svc, HSTS and redirects are off in libcurl unless asked for. Proxies and .netrc are not: the
// guard could not see through a proxy.
void Session::prepare() {
  CURL* const curl = curl_;
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, kUserAgent);
  for (const std::string& name : network_.names) {
    names_ = curl_slist_append(static_cast<curl_slist*>(names_), name.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_RESOLVE, static_cast<curl_slist*>(names_));
  if (const auto referer = url::Url::parse(options_.referer)) {  // Only a URL, lest it add headers of its own.
    curl_easy_setopt(curl, CURLOPT_REFERER, std::string(referer->href()).c_str());
  }
  add_request_header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  // Not CURLOPT_ACCEPT_ENCODING: libcurl would decode, without bounds, and hide what was received.
  add_request_header("Accept-Encoding", coding::kAccepted);
  add_request_header("If-None-Match", options_.etag);
  add_request_header("If-Modified-Since", options_.last_modified);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, static_cast<curl_slist*>(request_headers_));
  set_limits();
  set_callbacks();
}

void Session::set_limits() {
  CURL* const curl = curl_;
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options_.min_rate));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.min_rate_seconds));
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options_.max_body));
}

void Session::set_callbacks() {
  CURL* const curl = curl_;
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message_.data());
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Callbacks::header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Callbacks::body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);  // for the request; without a function of ours it would be on stderr
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, &Callbacks::trace);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, this);
}

// A value may come from a server of earlier: none that would begin another field is sent.
void Session::add_request_header(std::string_view name, std::string_view value) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; };
  if (value.empty() || std::ranges::any_of(value, is_control)) return;
  const std::string line = fmt::format("{}: {}", name, value);
  request_headers_ = curl_slist_append(static_cast<curl_slist*>(request_headers_), line.c_str());
}

Result<Hop> Session::get(const url::Url& url) {
  using std::chrono::milliseconds;
  if (!curl_) return fail(Code::kRetryLater, "libcurl can't be started");
  const auto left = std::chrono::duration_cast<milliseconds>(deadline_ - std::chrono::steady_clock::now()).count();
  if (left <= 0) return std::unexpected(explain(CURLE_OPERATION_TIMEDOUT));
  begin(url);
  curl_easy_setopt(curl_, CURLOPT_URL, hop_.url.c_str());
  curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, static_cast<long>(left));
  const std::string cookies = cookies_for(cookies_, url, hop_.date);
  curl_easy_setopt(curl_, CURLOPT_COOKIE, cookies.empty() ? nullptr : cookies.c_str());
  const CURLcode code = curl_easy_perform(curl_);
  const int answered = head_is_whole_ ? status() : 0;
  // An answer that is not 2xx has been given with its header, whatever became of its body.
  if (code != CURLE_OK && answered < 300) return std::unexpected(explain(code));
  if (answered < 200) return std::unexpected(explain(CURLE_WEIRD_SERVER_REPLY));  // a head that is cut off
  hop_.status = answered;
  hop_.truncated = code != CURLE_OK;
  finish();
  return std::move(hop_);
}

void Session::begin(const url::Url& url) {
  target_ = &url;
  stop_ = Stop::kNone;
  refused_.clear();
  header_bytes_ = 0;
  head_is_whole_ = false;
  message_.assign(message_.size(), '\0');
  hop_ = {.url = std::string(url.href().substr(0, url.href().find('#'))), .date = std::chrono::system_clock::now()};
}

void Session::finish() {
  const char* address = nullptr;
  curl_easy_getinfo(curl_, CURLINFO_PRIMARY_IP, &address);
  if (address) hop_.ip_address = address;
  const std::size_t line = std::min(hop_.request.find('\n'), hop_.request.size());
  hop_.request.replace(0, line, in_http1(std::string_view(hop_.request).substr(0, line)));
  hop_.request = without_field(hop_.request, "cookie");  // A log-in is no evidence, and opens what it was for.
  // libcurl always undoes transfer codings; answers of these two kinds have no body. They may say how one would come.
  if (hop_.status != 204 && hop_.status != 304) hop_.head = without_field(hop_.head, "transfer-encoding");
}

int Session::status() const {
  long status = 0;
  curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

Error Session::explain(int curl_code) const {
  const std::string_view detail = message_[0] ? message_.data() : curl_easy_strerror(static_cast<CURLcode>(curl_code));
  switch (stop_) {
    case Stop::kNone:
    case Stop::kAside: break;
    case Stop::kAddress:
      return error(Code::kRefused, "the host's address {} is not public", refused_)
          .with_remedy("use --allow HOST if you trust where the address leads");
    case Stop::kHeader: return error(Code::kUnreadable, "the header is over {} bytes", options_.max_header);
    case Stop::kBody: return error(Code::kUnreadable, "the page is over {} bytes", options_.max_body);
  }
  switch (static_cast<CURLcode>(curl_code)) {
    case CURLE_FILESIZE_EXCEEDED: return error(Code::kUnreadable, "the page is over {} bytes", options_.max_body);
    case CURLE_COULDNT_RESOLVE_HOST: return error(Code::kNotFound, "no such host");
    case CURLE_OPERATION_TIMEDOUT: return error(Code::kRetryLater, "no complete answer in time");
    case CURLE_BAD_CONTENT_ENCODING:  // of a transfer coding
      return error(Code::kUnreadable, "the page's compression is damaged: {}", detail);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR: return error(Code::kUnreadable, "no trusted connection to the server: {}", detail);
    case CURLE_URL_MALFORMAT: return error(Code::kUsage, "not a URL that can be fetched: {}", detail);
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9, that is anything at all
    case CURLE_WEIRD_SERVER_REPLY: return error(Code::kUnreadable, "the server's answer is not HTTP: {}", detail);
    default: return error(Code::kRetryLater, "the connection failed: {}", detail);
  }
}

}  // namespace pressmark::fetch
