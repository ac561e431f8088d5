#include "warc/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace pressmark::warc {

Result<Input> Input::open(const std::string& path) {
  Input input{std::span<const std::byte>{}};
  input.file_ = base::Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (input.file_.number() < 0) {
    const int reason = errno;
    if (reason == ENOENT || reason == ENOTDIR) {
      return std::unexpected(error(Code::kNotFound, "there is no such file").with_remedy("check the name").about(path));
    }
    return std::unexpected(error(Code::kUnreadable, "can't be read: {}", std::strerror(reason)).about(path));
  }
  struct stat status{};
  if (::fstat(input.file_.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return std::unexpected(error(Code::kUnreadable, "is no file that can be read at any place")
                               .with_remedy("copy it to a file of its own first")
                               .about(path));
  }
  return input;
}

Result<std::size_t> Input::read_at(std::uint64_t offset, std::span<std::byte> into) const {
  if (file_.number() < 0) {
    const std::span<const std::byte> rest = bytes_.subspan(std::min<std::uint64_t>(offset, bytes_.size()));
    const std::size_t size = std::min(rest.size(), into.size());
    std::copy_n(rest.begin(), size, into.begin());
    return size;
  }
  std::size_t filled = 0;
  while (filled < into.size()) {
    const ssize_t got =
        ::pread(file_.number(), into.data() + filled, into.size() - filled, static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Code::kUnreadable, "can't be read: {}", std::strerror(errno));
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

}  // namespace pressmark::warc
