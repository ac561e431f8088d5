#include "archive/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace pressmark::archive {
namespace {

// Linux moves at most 0x7ffff000 bytes a call.
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;

template <class Call>
auto retried(Call call) {
  auto outcome = call();
  while (outcome < 0 && errno == EINTR) outcome = call();
  return outcome;
}

// 0, or the reason of the failure.
int write_all(int file, std::span<const std::byte> bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const std::size_t now = std::min(bytes.size(), kMostAtOnce);
    const ssize_t written = retried([&] { return ::pwrite(file, bytes.data(), now, static_cast<off_t>(offset)); });
    if (written <= 0) return written < 0 ? errno : EIO;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return 0;
}

int sync_file(int file) {
  return retried([&] { return ::fsync(file); }) == 0 ? 0 : errno;
}

}  // namespace

std::unexpected<Error> cannot_write(const std::string& path, int reason) {
  Error failure = error(Code::kOutputFailed, "can't be written: {}", std::strerror(reason));
  if (reason == ENOSPC || reason == EDQUOT) {
    static_cast<void>(std::move(failure).with_remedy("make room on that disk and try again"));
  } else if (reason == EROFS || reason == EACCES || reason == EPERM) {
    static_cast<void>(std::move(failure).with_remedy("the archive can be read there, but not added to"));
  }
  return std::unexpected(std::move(failure).about(path));
}

std::unexpected<Error> cannot_read(const std::string& path, int reason) {
  if (reason == ENOENT) return std::unexpected(error(Code::kNotFound, "there is no such file").about(path));
  return std::unexpected(error(Code::kUnreadable, "can't be read: {}", std::strerror(reason)).about(path));
}

Result<void> make_folder(const std::string& path) {
  if (retried([&] { return ::mkdir(path.c_str(), 0700); }) != 0) {
    const int reason = errno;
    std::error_code ignored;
    if (reason == EEXIST && std::filesystem::is_directory(path, ignored)) return {};
    return cannot_write(path, reason);
  }
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  return sync_folder(parent.empty() ? "." : parent.string());
}

Result<void> sync_folder(const std::string& path) {
  const Descriptor folder(retried([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (folder.number() < 0) return cannot_write(path, errno);
  // Some file systems have no fsync for folders (EINVAL): their names need none.
  if (const int reason = sync_file(folder.number()); reason != 0 && reason != EINVAL) return cannot_write(path, reason);
  return {};
}

Result<void> put_file(const std::string& path, std::span<const std::byte> bytes) {
  const std::string temporary = path + ".new";
  const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  const Descriptor file(retried([&] { return ::open(temporary.c_str(), flags, 0600); }));
  int reason = file.number() < 0 ? errno : write_all(file.number(), bytes, 0);
  if (reason == 0) reason = sync_file(file.number());
  if (reason == 0 && retried([&] { return std::rename(temporary.c_str(), path.c_str()); }) != 0) reason = errno;
  if (reason == 0) return {};
  ::unlink(temporary.c_str());
  return cannot_write(path, reason);
}

Result<std::vector<std::byte>> whole_file(const std::string& path, std::uint64_t most) {
  const Descriptor file(retried([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
  struct stat status{};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return cannot_read(path, errno);
  if (!S_ISREG(status.st_mode)) return cannot_read(path, EINVAL);
  if (static_cast<std::uint64_t>(status.st_size) > most) return cannot_read(path, EFBIG);
  std::vector<std::byte> bytes(static_cast<std::size_t>(status.st_size));
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = retried([&] { return ::read(file.number(), bytes.data() + filled, bytes.size() - filled); });
    if (got < 0) return cannot_read(path, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

Result<void> overwrite(const std::string& path, std::uint64_t offset, std::span<const std::byte> bytes) {
  const Descriptor file(retried([&] { return ::open(path.c_str(), O_WRONLY | O_CLOEXEC); }));
  int reason = file.number() < 0 ? errno : write_all(file.number(), bytes, offset);
  if (reason == 0) reason = sync_file(file.number());
  if (reason != 0) return cannot_write(path, reason);
  return {};
}

Result<void> remove_file(const std::string& path) {
  if (retried([&] { return ::unlink(path.c_str()); }) != 0 && errno != ENOENT) return cannot_write(path, errno);
  return {};
}

Result<void> cut_file(const std::string& path, std::uint64_t size) {
  const Descriptor file(retried([&] { return ::open(path.c_str(), O_WRONLY | O_CLOEXEC); }));
  if (file.number() < 0) return cannot_write(path, errno);
  if (retried([&] { return ::ftruncate(file.number(), static_cast<off_t>(size)); }) != 0) {
    return cannot_write(path, errno);
  }
  if (const int reason = sync_file(file.number()); reason != 0) return cannot_write(path, reason);
  return {};
}

Result<std::uint64_t> size_of(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0) return static_cast<std::uint64_t>(status.st_size);
  if (errno == ENOENT) return 0;
  return cannot_read(path, errno);
}

Result<Lock> Lock::acquire(const std::string& path) {
  Descriptor file(retried([&] { return ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); }));
  if (file.number() < 0) return cannot_write(path, errno);
  if (retried([&] { return ::flock(file.number(), LOCK_EX); }) != 0) return cannot_write(path, errno);
  return Lock(std::move(file));
}

}  // namespace pressmark::archive
