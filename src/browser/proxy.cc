#include "browser/proxy.h"

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string_view>

#include "base/ascii.h"

namespace pressmark::browser {
namespace {

constexpr int kTick = 200;  // milliseconds until a thread sees that it is to stop
constexpr int kIdleTicks = 30'000 / kTick;
constexpr int kConnectMilliseconds = 10'000;
constexpr std::size_t kMostHead = std::size_t{64} << 10;
constexpr std::uint64_t kMostUpload = std::uint64_t{16} << 20;  // bytes of a request's body

struct FreeAddresses {
  void operator()(addrinfo* all) const { ::freeaddrinfo(all); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses addresses_of(const url::Url& target) {
  std::string host(target.hostname());
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  std::string port(target.port());
  if (port.empty()) port = target.protocol() == "https:" ? "443" : "80";
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  return Addresses(::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found) == 0 ? found : nullptr);
}

bool is_ready(int descriptor, short what, int milliseconds) {
  pollfd one{.fd = descriptor, .events = what, .revents = 0};
  return ::poll(&one, 1, milliseconds) > 0;
}

base::Descriptor connected(const addrinfo& address) {
  base::Descriptor server(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol));
  if (server.number() < 0) return server;
  if (::connect(server.number(), address.ai_addr, address.ai_addrlen) == 0) return server;
  int failure = errno == EINPROGRESS ? 0 : errno;
  socklen_t size = sizeof failure;
  if (failure != 0 || !is_ready(server.number(), POLLOUT, kConnectMilliseconds) ||
      ::getsockopt(server.number(), SOL_SOCKET, SO_ERROR, &failure, &size) != 0 || failure != 0) {
    return base::Descriptor();
  }
  return server;
}

bool send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EINTR && (errno != EAGAIN || !is_ready(descriptor, POLLOUT, kTick * kIdleTicks))) {
      return false;
    }
  }
  return true;
}

void answer(int client, std::string_view status) {
  send_all(client, fmt::format("HTTP/1.1 {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status));
}

}  // namespace

// The head of a request as a browser sends it to a proxy. https://www.rfc-editor.org/rfc/rfc9112#name-request-target
struct Proxy::Request {
  std::optional<url::Url> target{};
  bool is_tunnel = false;       // CONNECT
  std::string forwarded{};      // the head as the server gets it, and what of the body came with it
  std::uint64_t body_left = 0;  // of the body, still to come from the browser

  // nullopt for what is no request that is passed on.
  static std::optional<Request> parse(std::string_view bytes, std::size_t head_size);
};

std::optional<Proxy::Request> Proxy::Request::parse(std::string_view bytes, std::size_t head_size) {
  std::string_view head = bytes.substr(0, head_size - 2);  // Of its empty line, nothing.
  const auto take_line = [&head] {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(line.size() + 2, head.size()));
    return line;
  };
  const std::string_view line = take_line();
  const std::size_t method_end = line.find(' '), target_end = line.rfind(' ');
  if (method_end == line.npos || target_end <= method_end + 1) return std::nullopt;
  const std::string_view method = line.substr(0, method_end);
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  Request request;
  request.is_tunnel = method == "CONNECT";
  request.target = url::Url::parse(request.is_tunnel ? "https://" + std::string(target) + "/" : std::string(target));
  if (!request.target) return std::nullopt;
  if (request.is_tunnel) return request;
  request.forwarded = fmt::format("{} {}{} HTTP/1.1\r\n", method, request.target->pathname(), request.target->search());
  std::uint64_t body = 0;
  while (!head.empty()) {
    const std::string_view field = take_line();
    const std::string name = ascii::lowercase(field.substr(0, field.find(':')));
    // Of a body without a length, nobody could tell where the next request begins: that would go to this server too.
    if (name == "transfer-encoding") return std::nullopt;
    if (name == "content-length") {
      const std::string_view digits = ascii::trimmed(field.substr(name.size() + 1));
      const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), body);
      if (failed != std::errc() || end != digits.data() + digits.size() || body > kMostUpload) return std::nullopt;
    }
    if (name.starts_with("proxy-") || name == "connection" || name == "upgrade") continue;
    request.forwarded.append(field).append("\r\n");
  }
  request.forwarded += "Connection: close\r\n\r\n";
  const std::string_view begun = bytes.substr(head_size).substr(0, body);
  request.forwarded += begun;
  request.body_left = body - begun.size();
  return request;
}

Proxy::~Proxy() {
  stops_ = true;
  if (accepting_.joinable()) accepting_.join();
  for (Connection& connection : connections_) connection.thread.join();
}

Result<void> Proxy::start() {
  listener_ = base::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.number(), any, size) != 0 || ::listen(listener_.number(), SOMAXCONN) != 0 ||
      ::getsockname(listener_.number(), any, &size) != 0) {
    return fail(Code::kRetryLater, "the browser's way out can't be opened on loopback");
  }
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread(&Proxy::accept_all, this);
  return {};
}

bool Proxy::has_refused(const std::string& host) const {
  const std::lock_guard lock(mutex_);
  return refused_.contains(host);
}

void Proxy::accept_all() {
  while (!stops_) {
    if (!is_ready(listener_.number(), POLLIN, kTick)) continue;
    base::Descriptor client(::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    join_done();
    if (client.number() < 0 || connections_.size() >= kMostConnections) continue;
    Connection& connection = connections_.emplace_back();
    connection.thread = std::thread([this, &connection, taken = std::move(client)] {
      serve(taken.number());
      connection.is_done = true;
    });
  }
}

void Proxy::join_done() {
  for (auto one = connections_.begin(); one != connections_.end();) {
    if (!one->is_done) {
      ++one;
      continue;
    }
    one->thread.join();
    one = connections_.erase(one);
  }
}

void Proxy::serve(int client) {
  std::string bytes;
  std::size_t end = std::string::npos;
  for (int idle = 0; end == std::string::npos; end = bytes.find("\r\n\r\n")) {
    if (stops_ || idle > kIdleTicks || bytes.size() > kMostHead) return;
    if (!is_ready(client, POLLIN, kTick)) {
      ++idle;
      continue;
    }
    std::array<char, 4096> part;
    const ssize_t got = ::recv(client, part.data(), part.size(), 0);
    if (got <= 0) return;
    bytes.append(part.data(), static_cast<std::size_t>(got));
  }
  const auto request = Request::parse(bytes, end + 4);
  if (!request) return answer(client, "400 Bad Request");
  const auto server = connect(*request->target);
  if (!server) return answer(client, "403 Forbidden");
  if (server->number() < 0) return answer(client, "502 Bad Gateway");
  const bool is_begun = request->is_tunnel ? send_all(client, "HTTP/1.1 200 Connection established\r\n\r\n")
                                           : send_all(server->number(), request->forwarded);
  if (is_begun) relay(client, server->number(), request->is_tunnel ? std::uint64_t(-1) : request->body_left);
}

// The server, or none where it can't be reached. Errors: kRefused.
Result<base::Descriptor> Proxy::connect(const url::Url& target) {
  if (auto allowed = guard_.check_target(target); !allowed) {
    refuse(target);
    return std::unexpected(std::move(allowed).error());
  }
  const Addresses addresses = addresses_of(target);
  // A name with one address that is not public is not trusted with its others either.
  for (const addrinfo* one = addresses.get(); one; one = one->ai_next) {
    if (guard_.may_connect(target, *one->ai_addr)) continue;
    refuse(target);
    return fail(Code::kRefused, "the host's address {} is not public", fetch::to_text(*one->ai_addr));
  }
  for (const addrinfo* one = addresses.get(); one && !stops_; one = one->ai_next) {
    if (base::Descriptor server = connected(*one); server.number() >= 0) return server;
  }
  return base::Descriptor();
}

void Proxy::refuse(const url::Url& target) {
  const std::lock_guard lock(mutex_);
  if (refused_.size() < kMostHead) refused_.emplace(target.hostname());
}

// Until one side has ended, both are silent, or a limit is met. Of the browser, `from_client` bytes are passed on: what
// comes behind them would be for another server.
bool Proxy::relay(int client, int server, std::uint64_t from_client) {
  for (int idle = 0; !stops_ && idle <= kIdleTicks;) {
    std::array<pollfd, 2> both = {
        {{.fd = client, .events = POLLIN, .revents = 0}, {.fd = server, .events = POLLIN, .revents = 0}}};
    if (::poll(both.data(), both.size(), kTick) <= 0) {
      ++idle;
      continue;
    }
    idle = 0;
    if (both[1].revents != 0) {
      const std::uint64_t before = received_;
      std::uint64_t left = kMostBytes - std::min(kMostBytes, before), still = left;
      if (!take(server, client, still)) return false;
      received_ += left - still;
    }
    if (both[0].revents != 0 && !take(client, server, from_client)) return false;
  }
  return true;
}

bool Proxy::take(int from, int to, std::uint64_t& most) {
  std::array<char, 32768> part;
  const ssize_t got =
      ::recv(from, part.data(), static_cast<std::size_t>(std::min<std::uint64_t>(most, part.size())), 0);
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  if (got == 0) return false;
  most -= static_cast<std::uint64_t>(got);
  return send_all(to, std::string_view(part.data(), static_cast<std::size_t>(got)));
}

}  // namespace pressmark::browser
