// Where results go: standard output, or a file that appears under its name only when it is whole.
#pragma once

#include <string>
#include <string_view>

#include "pressmark/result.h"

namespace pressmark::cli {

// Writes to a temporary file beside `path` and renames it in finish(); without finish(), and on SIGINT, SIGTERM or
// SIGHUP, the temporary file is removed. "-" and "" are standard output; what is there and no regular file (/dev/full,
// a pipe) is written straight.
class Output {
 public:
  static Result<Output> open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  // Buffered. Errors: kOutputFailed, naming the file and the system's reason.
  Result<void> write(std::string_view text);
  // Writes the rest, syncs, and gives the file its name.
  Result<void> finish();

 private:
  Output(int descriptor, std::string path, std::string temporary);
  Result<void> flush();
  std::unexpected<Error> failed(int reason) const;

  int descriptor_;
  std::string path_;       // "" for standard output
  std::string temporary_;  // "" when written straight
  std::string buffer_{};
};

}  // namespace pressmark::cli
