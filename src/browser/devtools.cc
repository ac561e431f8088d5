#include "browser/devtools.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace pressmark::browser {
namespace {

constexpr std::size_t kMostEvents = 100'000;  // that wait

std::unexpected<Error> ended() {
  return std::unexpected(error(Code::kRetryLater, "Chromium ended before the page was there")
                             .with_remedy("see that chromium --headless works for the user that runs this"));
}

std::unexpected<Error> too_long() { return fail(Code::kRetryLater, "no complete answer in time"); }

int milliseconds_until(DevTools::Time until) {
  using std::chrono::milliseconds;
  const auto left = std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

// A browser that is gone is an error of write(), not a signal.
class WithoutSignal {
 public:
  WithoutSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutSignal() {
    const timespec now{};
    while (::sigtimedwait(&pipe_, nullptr, &now) > 0) continue;
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{}, before_{};
};

}  // namespace

Result<void> DevTools::send(const Json& message) {
  const std::string text = message.dump(-1, ' ', true, Json::error_handler_t::replace) + '\0';
  const WithoutSignal quiet;
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t written = ::write(to_, rest.data(), rest.size());
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    if (written < 0 && errno != EINTR) return ended();
  }
  return {};
}

Result<Json> DevTools::receive(Time until) {
  until = std::min(until, deadline_);
  for (;;) {
    const std::size_t end = buffer_.find('\0', searched_);
    if (end != buffer_.npos) {
      Json message = Json::parse(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
      buffer_.erase(0, end + 1);
      searched_ = 0;
      if (message.is_object()) return message;
      continue;
    }
    searched_ = buffer_.size();
    if (buffer_.size() > most_) return fail(Code::kUnreadable, "the page is over {} bytes", most_);
    pollfd one{.fd = from_, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&one, 1, milliseconds_until(until));
    if (ready == 0 && std::chrono::steady_clock::now() >= deadline_) return too_long();
    if (ready == 0 && std::chrono::steady_clock::now() >= until) return Json();
    if (ready <= 0) continue;
    std::array<char, 65536> part;
    const ssize_t got = ::read(from_, part.data(), part.size());
    if (got == 0 || (got < 0 && errno != EINTR)) return ended();
    if (got > 0) buffer_.append(part.data(), static_cast<std::size_t>(got));
  }
}

Result<Json> DevTools::call(std::string_view method, Json parameters) {
  Json command = {{"id", ++last_}, {"method", method}, {"params", std::move(parameters)}};
  if (!session_.empty()) command["sessionId"] = session_;
  PM_TRY(send(command));
  for (;;) {
    Json message = PM_TRY(receive(deadline_));
    if (message.is_null()) return too_long();
    if (!message.contains("id")) {
      if (events_.size() < kMostEvents) events_.push_back(std::move(message));
    } else if (message["id"] == last_) {
      if (!message.contains("error")) return std::move(message["result"]);
      return fail(Code::kUnreadable, "Chromium refuses {}: {}", method, message["error"].value("message", ""));
    }
  }
}

Result<Json> DevTools::next_event(Time until) {
  while (events_.empty()) {
    Json message = PM_TRY(receive(until));
    if (message.is_null() || !message.contains("id")) return message;
  }
  Json event = std::move(events_.front());
  events_.pop_front();
  return event;
}

}  // namespace pressmark::browser
