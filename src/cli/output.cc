#include "cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <utility>

namespace pressmark::cli {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;

// What the signal handler removes: a plain buffer, since a handler may touch nothing that allocates.
std::array<char, 4096> unfinished_file{};  // NOLINT: the one global; only one Output is open at a time.

void remove_unfinished_and_end(int signal) {
  if (unfinished_file[0] != '\0') ::unlink(unfinished_file.data());
  // The default action, so that a shell sees what ended the program.
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void guard_unfinished(const std::string& path) {
  if (path.size() >= unfinished_file.size()) return;
  std::memcpy(unfinished_file.data(), path.c_str(), path.size() + 1);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, remove_unfinished_and_end);
}

// Opens a new file by that pattern. A signal that comes meanwhile is heard once its name is known.
int make_guarded(std::string& pattern) {
  sigset_t ends, before;
  sigemptyset(&ends);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, signal);
  ::pthread_sigmask(SIG_BLOCK, &ends, &before);
  const int descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
  const int reason = errno;
  if (descriptor >= 0) guard_unfinished(pattern);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = reason;
  return descriptor;
}

std::unexpected<Error> cannot_write(const std::string& path, int reason) {
  Error failure = error(Code::kOutputFailed, "can't be written: {}", std::strerror(reason));
  if (path.empty())
    return std::unexpected(std::move(failure).with_remedy("write to a file with -o").about("standard output"));
  return std::unexpected(
      std::move(failure).with_remedy("nothing was left under that name; choose another place with -o").about(path));
}

// Where a chain of links ends, whether or not a file is there.
std::string followed(const std::string& path) {
  constexpr int kMostLinks = 40;  // as Linux
  std::filesystem::path target = path;
  std::error_code failed;
  for (int i = 0; i < kMostLinks; ++i) {
    const std::filesystem::path to = std::filesystem::read_symlink(target, failed);
    if (failed) break;
    target = target.parent_path() / to;
  }
  return target.string();
}

mode_t mode_for_new_file() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return static_cast<mode_t>(0666 & ~mask);
}

}  // namespace

Output::Output(int descriptor, std::string path, std::string temporary)
    : descriptor_(descriptor), path_(std::move(path)), temporary_(std::move(temporary)) {}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      buffer_(std::move(other.buffer_)) {}

Output::~Output() {
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
    unfinished_file[0] = '\0';
  }
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

Result<Output> Output::open(const std::string& path) {
  if (path.empty() || path == "-") return Output(STDOUT_FILENO, "", "");

  struct stat status{};
  const bool is_there = ::stat(path.c_str(), &status) == 0;
  if (is_there && S_ISDIR(status.st_mode)) return cannot_write(path, EISDIR);
  if (is_there && !S_ISREG(status.st_mode)) {
    const int straight = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (straight < 0) return cannot_write(path, errno);
    return Output(straight, path, "");
  }
  // A link is followed, so that the file it points to is replaced and the link stays.
  const std::string target = followed(path);
  std::string temporary = target + ".XXXXXX";
  const int descriptor = make_guarded(temporary);
  if (descriptor < 0) return cannot_write(path, errno);
  ::fchmod(descriptor, is_there ? status.st_mode & 07777 : mode_for_new_file());
  return Output(descriptor, target, std::move(temporary));
}

std::unexpected<Error> Output::failed(int reason) const { return cannot_write(path_, reason); }

Result<void> Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) return flush();
  return {};
}

Result<void> Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed(errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Result<void> Output::finish() {
  PM_TRY(flush());
  if (temporary_.empty()) return {};
  if (::fsync(descriptor_) != 0) return failed(errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return failed(errno);
  unfinished_file[0] = '\0';
  temporary_.clear();
  return {};
}

}  // namespace pressmark::cli
