// A server on 127.0.0.1 for the length of a test: a thread, one connection at a time, answers written out in full.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace pressmark::fetch {

// What is sent for a path: the bytes, then after a pause the rest.
struct Answer {
  std::string bytes;
  std::chrono::milliseconds pause{0};
  std::string rest{};
};

class LoopbackServer {
 public:
  // Paths that are not in `answers` get a 404. Serves until destroyed, at most a minute.
  explicit LoopbackServer(std::map<std::string, Answer> answers);
  ~LoopbackServer();

  std::string url(std::string_view path) const;
  std::string port() const { return std::to_string(port_); }
  int connections() const { return connections_; }
  std::string last_request() const;

 private:
  void serve();
  void answer(int connection);

  std::map<std::string, Answer> answers_;
  int listener_ = -1;
  unsigned port_ = 0;
  std::atomic<bool> stop_ = false;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::string last_request_;
  std::thread thread_;
};

// "HTTP/1.1 200 OK", the headers (each ended with CRLF), Content-Length and the body.
std::string respond(std::string_view status, std::string_view headers, std::string_view body);

}  // namespace pressmark::fetch
