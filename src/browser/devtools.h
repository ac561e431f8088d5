// Talk with a browser over its DevTools pipe. https://chromedevtools.github.io/devtools-protocol/
#pragma once

#include <chrono>
#include <deque>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "pressmark/result.h"

namespace pressmark::browser {

using Json = nlohmann::json;

class DevTools {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // The pipe's ends, which must outlive it. A message longer than `most` bytes ends the talk, and so does `deadline`.
  DevTools(int to, int from, std::size_t most, Time deadline)
      : to_(to), from_(from), most_(most), deadline_(deadline) {}

  // What comes is of this session from then on, and what is sent to it.
  void set_session(std::string session) { session_ = std::move(session); }

  // The result of a command. Events that come in between wait for next_event(). Errors: kUnreadable for what the
  // browser refuses, with its word, and for a message that is too long; kRetryLater when it ended or has no time.
  Result<Json> call(std::string_view method, Json parameters = Json::object());

  // The next event that has come by `until`; null when none has. Errors: as call().
  Result<Json> next_event(Time until);

 private:
  Result<void> send(const Json& message);
  Result<Json> receive(Time until);

  int to_, from_;
  std::size_t most_;
  Time deadline_;
  std::string session_{};
  std::int64_t last_ = 0;  // the number of the last command
  std::string buffer_{};
  std::size_t searched_ = 0;  // of the buffer, without a NUL
  std::deque<Json> events_{};
};

}  // namespace pressmark::browser
