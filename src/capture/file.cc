#include "capture/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
namespace pressmark::capture {
namespace {

// Closes what it was given, but for standard input.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

std::unexpected<Error> cannot_open(const std::string& path, int reason) {
  if (reason == ENOENT || reason == ENOTDIR) {
    return std::unexpected(error(Code::kNotFound, "there is no such file")
                               .with_remedy("check the name; a web address starts with https://")
                               .about(path));
  }
  return std::unexpected(error(Code::kUnreadable, "can't be read: {}", std::strerror(reason)).about(path));
}

std::unexpected<Error> too_large(const std::string& path) {
  return std::unexpected(error(Code::kUnreadable, "is larger than {} MB", kMaxFileBytes >> 20)
                             .with_remedy("split it, or take the page alone")
                             .about(path));
}

}  // namespace

Result<std::vector<std::byte>> read_file(const std::string& path) {
  std::vector<std::byte> bytes;
  const std::size_t size = PM_TRY(read_file(path, bytes)).size();
  bytes.resize(size);
  return bytes;
}

Result<std::span<const std::byte>> read_file(const std::string& path, std::vector<std::byte>& bytes) {
  const bool is_standard_input = path == "-";
  const Descriptor file(is_standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return cannot_open(path, errno);

  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return cannot_open(path, errno);
  if (S_ISDIR(status.st_mode)) {
    return std::unexpected(error(Code::kUnreadable, "is a folder")
                               .with_remedy("pressmark extract reads all pages of a folder")
                               .about(path));
  }
  const auto expected = S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : std::size_t{0};
  if (expected > kMaxFileBytes) return too_large(path);

  std::size_t filled = 0;
  if (bytes.size() <= expected)
    bytes.resize(expected + 1);  // One more, so that the end of a file of the expected size is seen without growing.
  while (true) {
    if (filled == bytes.size()) bytes.resize(std::min(bytes.size() * 2 + 65536, kMaxFileBytes + 1));
    const ssize_t got = ::read(file.number(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot_open(path, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > kMaxFileBytes) return too_large(path);
  }
  return std::span<const std::byte>(bytes).first(filled);
}

}  // namespace pressmark::capture
