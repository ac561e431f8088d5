// A file that only grows, by whole pieces: what is not kept is taken back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "warc/input.h"

namespace pressmark::warc {

class AppendFile {
 public:
  // Made when there is none, for its owner alone. Errors: kOutputFailed.
  static Result<AppendFile> open(const std::string& path);

  // Appends behind the end. Errors: kOutputFailed; the file is then as after the last keep(), or, where it can't be
  // cut, refuses every later call.
  Result<void> append(std::span<const std::byte> bytes);
  // What was appended stays. Fails when the file is refused.
  Result<void> keep();
  // Cuts what was appended since.
  void take_back();
  // As Writer::sync.
  Result<void> sync();

  std::uint64_t size() const { return kept_; }
  std::uint64_t end() const { return end_; }

 private:
  std::unexpected<Error> cannot_write(int reason) const;
  Result<void> sync_folder() const;

  std::string path_;
  base::Descriptor file_;
  std::uint64_t kept_ = 0, end_ = 0;
  int refused_ = 0;      // the reason of the first failure after which the file's state is not known
  bool is_new_ = false;  // its name may not be on the disk
};

}  // namespace pressmark::warc
