// The server of the tests, and that it answers at all.
#include "fetch/loopback_server.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace pressmark::fetch {
namespace {

bool wait_for(int socket, short events, int milliseconds) {
  pollfd waiting{socket, events, 0};
  return poll(&waiting, 1, milliseconds) > 0;
}

}  // namespace

std::string respond(std::string_view status, std::string_view headers, std::string_view body) {
  std::string out = "HTTP/1.1 ";
  out.append(status).append("\r\n").append(headers);
  out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  return out;
}

LoopbackServer::LoopbackServer(std::map<std::string, Answer> answers) : answers_(std::move(answers)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(listen(listener_, 16), 0);
  EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

LoopbackServer::~LoopbackServer() {
  stop_ = true;
  thread_.join();
  close(listener_);
}

std::string LoopbackServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + port() + std::string(path);
}

std::string LoopbackServer::last_request() const {
  const std::lock_guard lock(mutex_);
  return last_request_;
}

void LoopbackServer::serve() {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!stop_ && std::chrono::steady_clock::now() < end) {
    if (!wait_for(listener_, POLLIN, 20)) continue;
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) continue;
    ++connections_;
    answer(connection);
    shutdown(connection, SHUT_WR);
    std::array<char, 4096> rest;  // Read on, lest a reset overtake the answer.
    while (!stop_ && wait_for(connection, POLLIN, 1000) && recv(connection, rest.data(), rest.size(), 0) > 0) {
    }
    close(connection);
  }
}

void LoopbackServer::answer(int connection) {
  std::string request;
  std::array<char, 4096> buffer;
  while (request.find("\r\n\r\n") == request.npos && request.size() < 65536) {
    if (!wait_for(connection, POLLIN, 2000)) return;
    const auto got = recv(connection, buffer.data(), buffer.size(), 0);
    if (got <= 0) return;
    request.append(buffer.data(), static_cast<std::size_t>(got));
  }
  {
    const std::lock_guard lock(mutex_);
    last_request_ = request;
  }
  const std::size_t start = request.find(' ') + 1;
  const auto found = answers_.find(request.substr(start, request.find(' ', start) - start));
  const Answer answer = found == answers_.end() ? Answer{respond("404 Not Found", "", "no")} : found->second;
  const auto send_all = [&](std::string_view bytes) {
    while (!stop_ && !bytes.empty() && wait_for(connection, POLLOUT, 2000)) {
      const auto sent = send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  };
  send_all(answer.bytes);
  for (auto left = answer.pause; left.count() > 0 && !stop_; left -= std::chrono::milliseconds(20)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  send_all(answer.rest);
}

}  // namespace pressmark::fetch
