// An installed Chromium as a child that nothing outlives: neither its processes nor its profile.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>

#include "base/descriptor.h"
#include "pressmark/result.h"

namespace pressmark::browser {

class Chromium {
 public:
  Chromium(const Chromium&) = delete;
  Chromium& operator=(const Chromium&) = delete;
  ~Chromium();  // Ends it, and waits until its profile is gone.

  // Errors: kUsage where none is installed, kRetryLater where no process can be started.
  static Result<std::unique_ptr<Chromium>> start(std::uint16_t proxy_port);

  // The two ends of its DevTools pipe: JSON messages, each with a NUL behind it.
  int to() const { return to_.number(); }
  int from() const { return from_.number(); }

 private:
  Chromium() = default;

  base::Descriptor to_{}, from_{};
  base::Descriptor life_{};  // Once it is closed, by us or by our end, the keeper ends the browser.
  pid_t keeper_ = -1;
};

}  // namespace pressmark::browser
