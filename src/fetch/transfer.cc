#include "fetch/transfer.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>

#include "fetch/guard.h"

namespace pressmark::fetch {
namespace {

constexpr char kUserAgent[] = "pressmark/0.1";
constexpr long kMinRate = 1000;       // bytes a second,
constexpr long kMinRateSeconds = 20;  // on average over so long
constexpr long kConnectSeconds = 20;
constexpr std::uint64_t kMaxUnwanted = 64u << 10;  // of a body that nobody wants, to keep the connection

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
    if (session.stop_ == Stop::kAddress || !may_connect(peer->addr, session.options_)) {
      session.stop_ = Stop::kAddress;
      session.refused_ = to_text(peer->addr);
      return CURL_SOCKET_BAD;
    }
    return ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
  }

  static std::size_t header(char*, std::size_t, std::size_t size, void* user) {
    auto& session = *static_cast<Session*>(user);
    session.header_bytes_ += size;
    if (session.header_bytes_ <= session.options_.max_header) return size;
    session.stop_ = Stop::kHeader;
    return 0;
  }

  static std::size_t body(char* data, std::size_t, std::size_t size, void* user) {
    auto& session = *static_cast<Session*>(user);
    if (const int status = session.status(); status < 200 || status > 299) {
      session.unwanted_bytes_ += size;
      if (session.unwanted_bytes_ <= kMaxUnwanted) return size;
      session.stop_ = Stop::kUnwanted;
      return 0;
    }
    if (session.body_.size() + size > session.options_.max_inflated) {
      session.stop_ = Stop::kInflated;
      return 0;
    }
    const auto* const bytes = reinterpret_cast<const std::byte*>(data);
    session.body_.insert(session.body_.end(), bytes, bytes + size);
    return size;
  }

  // libcurl counts here what came over the wire, before decoding.
  static int progress(void* user, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) {
    auto& session = *static_cast<Session*>(user);
    if (static_cast<std::uint64_t>(received) <= session.options_.max_body) return 0;
    session.stop_ = Stop::kBody;
    return 1;
  }
};

Session::Session(const Options& options)
    : options_(options),
      deadline_(std::chrono::steady_clock::now() + std::chrono::seconds(options.total_seconds)),
      curl_(initialize_curl() ? curl_easy_init() : nullptr),
      message_(CURL_ERROR_SIZE) {
  if (curl_) prepare();
}

Session::~Session() {
  curl_easy_cleanup(curl_);
  curl_slist_free_all(static_cast<curl_slist*>(request_headers_));
}

// Cookies, Alt-Svc, HSTS and redirects are off in libcurl unless asked for. Proxies and .netrc are not: the guard could
// not see through a proxy.
void Session::prepare() {
  CURL* const curl = curl_;
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, kUserAgent);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kMinRate);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kMinRateSeconds);
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options_.max_body));
  if (const auto referer = url::Url::parse(options_.referer)) {  // Only a URL, lest it add headers of its own.
    curl_easy_setopt(curl, CURLOPT_REFERER, std::string(referer->href()).c_str());
  }
  request_headers_ = curl_slist_append(nullptr, "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, static_cast<curl_slist*>(request_headers_));

  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message_.data());
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Callbacks::header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Callbacks::body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Callbacks::progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
}

Result<Reply> Session::get(const url::Url& url) {
  using std::chrono::milliseconds;
  if (!curl_) return fail(Code::kRetryLater, "libcurl can't be started");
  const auto left = std::chrono::duration_cast<milliseconds>(deadline_ - std::chrono::steady_clock::now()).count();
  if (left <= 0) return std::unexpected(explain(CURLE_OPERATION_TIMEDOUT));
  stop_ = Stop::kNone;
  refused_.clear();
  header_bytes_ = unwanted_bytes_ = 0;
  body_.clear();
  message_.assign(message_.size(), '\0');
  const std::string address(url.href().substr(0, url.href().find('#')));
  curl_easy_setopt(curl_, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, static_cast<long>(left));
  const CURLcode code = curl_easy_perform(curl_);
  const int answered = stop_ == Stop::kHeader ? 0 : status();
  // An answer that is not 2xx has been given with its header, whatever became of its body.
  if (code != CURLE_OK && answered < 300) return std::unexpected(explain(code));
  return Reply{answered, header("location"), header("content-type"), std::move(body_)};
}

int Session::status() const {
  long status = 0;
  curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

// The last one of that name in the last response.
std::string Session::header(const char* name) const {
  curl_header* found = nullptr;
  if (curl_easy_header(curl_, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
  if (found->amount > 1) curl_easy_header(curl_, name, found->amount - 1, CURLH_HEADER, -1, &found);
  return found->value;
}

Error Session::explain(int curl_code) const {
  const std::string_view detail = message_[0] ? message_.data() : curl_easy_strerror(static_cast<CURLcode>(curl_code));
  switch (stop_) {
    case Stop::kNone:
    case Stop::kUnwanted: break;
    case Stop::kAddress:
      return error(Code::kRefused, "the host's address {} is not public", refused_)
          .with_remedy("use --allow-private if you trust where the address leads");
    case Stop::kHeader: return error(Code::kUnreadable, "the header is over {} bytes", options_.max_header);
    case Stop::kBody: return error(Code::kUnreadable, "the page is over {} bytes", options_.max_body);
    case Stop::kInflated:
      return error(Code::kUnreadable, "the page decompresses to over {} bytes", options_.max_inflated);
  }
  switch (static_cast<CURLcode>(curl_code)) {
    case CURLE_FILESIZE_EXCEEDED: return error(Code::kUnreadable, "the page is over {} bytes", options_.max_body);
    case CURLE_COULDNT_RESOLVE_HOST: return error(Code::kNotFound, "no such host");
    case CURLE_OPERATION_TIMEDOUT: return error(Code::kRetryLater, "no complete answer in time");
    case CURLE_BAD_CONTENT_ENCODING: return error(Code::kUnreadable, "the page's compression is damaged: {}", detail);
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
