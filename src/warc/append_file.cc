#include "warc/append_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace pressmark::warc {
namespace {

// Linux writes at most 0x7ffff000 bytes a call.
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;

int retried_fsync(int file) {
  int outcome = 0;
  do outcome = ::fsync(file);
  while (outcome != 0 && errno == EINTR);
  return outcome;
}

}  // namespace

std::unexpected<Error> AppendFile::cannot_write(int reason) const {
  Error failure = error(Code::kOutputFailed, "can't be written: {}", std::strerror(reason));
  if (reason == ENOSPC || reason == EDQUOT) {
    static_cast<void>(std::move(failure).with_remedy("make room on that disk and try again"));
  }
  return std::unexpected(std::move(failure).about(path_));
}

Result<AppendFile> AppendFile::open(const std::string& path) {
  AppendFile opened;
  opened.path_ = path;
  int number = -1;
  do number = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  while (number < 0 && errno == EINTR);
  opened.file_ = base::Descriptor(number);
  if (opened.file_.number() < 0) return opened.cannot_write(errno);
  struct stat status{};
  if (::fstat(opened.file_.number(), &status) != 0) return opened.cannot_write(errno);
  if (!S_ISREG(status.st_mode)) return opened.cannot_write(EINVAL);
  opened.kept_ = opened.end_ = static_cast<std::uint64_t>(status.st_size);
  opened.is_new_ = status.st_size == 0;
  return opened;
}

Result<void> AppendFile::append(std::span<const std::byte> bytes) {
  if (refused_ != 0) return cannot_write(refused_);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.number(), bytes.data(), std::min(bytes.size(), kMostAtOnce));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int reason = written < 0 ? errno : EIO;
      take_back();
      return cannot_write(reason);
    }
    end_ += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> AppendFile::keep() {
  if (refused_ != 0) return cannot_write(refused_);
  kept_ = end_;
  return {};
}

void AppendFile::take_back() {
  int outcome = 0;
  do outcome = ::ftruncate(file_.number(), static_cast<off_t>(kept_));
  while (outcome != 0 && errno == EINTR);
  if (outcome != 0 && refused_ == 0) refused_ = errno;
  end_ = kept_;
}

Result<void> AppendFile::sync_folder() const {
  const std::filesystem::path folder = std::filesystem::path(path_).parent_path();
  const base::Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // Some file systems have no fsync for folders (EINVAL): their names need none.
  if (opened.number() < 0 || (retried_fsync(opened.number()) != 0 && errno != EINVAL)) return cannot_write(errno);
  return {};
}

// After a failed fsync the kernel may have dropped the pages and call them clean: a later one would prove nothing.
// https://wiki.postgresql.org/wiki/Fsync_Errors
Result<void> AppendFile::sync() {
  if (refused_ != 0) return cannot_write(refused_);
  if (retried_fsync(file_.number()) != 0) {
    refused_ = errno;
    return cannot_write(refused_);
  }
  if (is_new_) PM_TRY(sync_folder());
  is_new_ = false;
  return {};
}

}  // namespace pressmark::warc
