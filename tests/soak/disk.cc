// A disk that fails or is watched: preloaded (LD_PRELOAD) into a program, for its calls on files below $PM_DISK_ROOT.
//   PM_DISK_FAIL=N PM_DISK_ERROR=ENOSPC|EIO|EINTR|SHORT   the N-th call fails so (SHORT: writes half)
//   PM_DISK_COUNT=FILE    how many calls there were, when the program ends
//   PM_DISK_LOG=FILE      each call with its bytes, for tests/soak/power_cut.py
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

const char* variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

struct Disk {
  std::string root = variable("PM_DISK_ROOT"), error = variable("PM_DISK_ERROR");
  long fails_at = std::atol(variable("PM_DISK_FAIL"));
  long calls = 0;
  int log = -1;
  std::array<std::string, 4096> paths{};  // by descriptor

  Disk() {
    if (*variable("PM_DISK_LOG")) log = real<int(const char*, int, ...)>("open")(variable("PM_DISK_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
  ~Disk() {
    if (!*variable("PM_DISK_COUNT")) return;
    const int file = real<int(const char*, int, ...)>("open")(variable("PM_DISK_COUNT"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const std::string text = std::to_string(calls);
    if (real<ssize_t(int, const void*, size_t)>("write")(file, text.data(), text.size()) < 0) std::abort();
  }

  bool holds(const char* path) const { return !root.empty() && std::strncmp(path, root.c_str(), root.size()) == 0; }
  bool holds(int file) const { return file >= 0 && static_cast<std::size_t>(file) < paths.size() && !paths[static_cast<std::size_t>(file)].empty(); }
  const std::string& path(int file) const { return paths[static_cast<std::size_t>(file)]; }

  // The error of this call, or 0. -1 stands for a short write.
  int next() {
    if (++calls != fails_at) return 0;
    if (error == "ENOSPC") return ENOSPC;
    if (error == "EIO") return EIO;
    if (error == "EINTR") return EINTR;
    return -1;
  }

  // kind, path, other path, offset, bytes: each length in 8 bytes before what it is of.
  void note(char kind, const std::string& path, const std::string& other, std::uint64_t offset, const void* bytes, std::size_t size) const {
    if (log < 0) return;
    std::string record(1, kind);
    const auto number = [&record](std::uint64_t value) { record.append(reinterpret_cast<const char*>(&value), sizeof value); };
    number(path.size());
    record += path;
    number(other.size());
    record += other;
    number(offset);
    number(size);
    record.append(static_cast<const char*>(bytes), size);
    if (real<ssize_t(int, const void*, size_t)>("write")(log, record.data(), record.size()) < 0) std::abort();
  }
};

Disk& disk() {
  static Disk one;
  return one;
}

// What a call does that takes no bytes: fails when it is its turn, else is noted when it went well.
template <class Call>
int plain(bool is_ours, char kind, const std::string& path, const std::string& other, std::uint64_t offset, Call call) {
  if (!is_ours) return call();
  if (const int error = disk().next(); error > 0) {
    errno = error;
    return -1;
  }
  const int outcome = call();
  if (outcome >= 0) disk().note(kind, path, other, offset, "", 0);
  return outcome;
}

template <class Call>
ssize_t written(int file, const void* bytes, std::size_t size, std::int64_t offset, Call call) {
  if (file == 1 && disk().log >= 0) disk().note('A', "", "", 0, bytes, size);  // acknowledged
  if (!disk().holds(file)) return call(size);
  const int error = disk().next();
  if (error > 0) {
    errno = error;
    return -1;
  }
  if (error < 0 && size > 1) size /= 2;
  if (offset < 0) {
    struct stat status{};
    ::fstat(file, &status);
    offset = status.st_size;  // All that write() is used for is opened with O_APPEND.
  }
  const ssize_t outcome = call(size);
  if (outcome > 0) disk().note('W', disk().path(file), "", static_cast<std::uint64_t>(offset), bytes, static_cast<std::size_t>(outcome));
  return outcome;
}

int opened(const char* name, const char* path, int flags, mode_t mode) {
  const bool is_ours = disk().holds(path);
  const bool is_new = is_ours && (flags & O_CREAT) != 0 && ::access(path, F_OK) != 0;
  const int file = plain(is_ours && (flags & (O_WRONLY | O_RDWR)) != 0, is_new ? 'C' : 'O', path, "", 0,
                         [&] { return real<int(const char*, int, ...)>(name)(path, flags, mode); });
  if (file >= 0 && static_cast<std::size_t>(file) < disk().paths.size()) disk().paths[static_cast<std::size_t>(file)] = is_ours ? path : "";
  if (file >= 0 && is_ours && (flags & O_TRUNC) != 0) disk().note('T', path, "", 0, "", 0);
  return file;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = static_cast<mode_t>(va_arg(rest, int));
  va_end(rest);
  return opened("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = static_cast<mode_t>(va_arg(rest, int));
  va_end(rest);
  return opened("open64", path, flags, mode);
}
int close(int file) {
  if (disk().holds(file)) disk().paths[static_cast<std::size_t>(file)].clear();
  return real<int(int)>("close")(file);
}
ssize_t write(int file, const void* bytes, size_t size) {
  return written(file, bytes, size, -1, [&](size_t now) { return real<ssize_t(int, const void*, size_t)>("write")(file, bytes, now); });
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  return written(file, bytes, size, offset, [&](size_t now) { return real<ssize_t(int, const void*, size_t, off_t)>("pwrite")(file, bytes, now, offset); });
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) {
  return written(file, bytes, size, offset, [&](size_t now) { return real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(file, bytes, now, offset); });
}
int fsync(int file) {
  const bool is_ours = disk().holds(file);
  return plain(is_ours, 'S', is_ours ? disk().path(file) : "", "", 0, [&] { return real<int(int)>("fsync")(file); });
}
int fdatasync(int file) {
  const bool is_ours = disk().holds(file);
  return plain(is_ours, 'S', is_ours ? disk().path(file) : "", "", 0, [&] { return real<int(int)>("fdatasync")(file); });
}
int ftruncate(int file, off_t size) {
  const bool is_ours = disk().holds(file);
  return plain(is_ours, 'T', is_ours ? disk().path(file) : "", "", static_cast<std::uint64_t>(size), [&] { return real<int(int, off_t)>("ftruncate")(file, size); });
}
int ftruncate64(int file, off64_t size) {
  const bool is_ours = disk().holds(file);
  return plain(is_ours, 'T', is_ours ? disk().path(file) : "", "", static_cast<std::uint64_t>(size), [&] { return real<int(int, off64_t)>("ftruncate64")(file, size); });
}
int rename(const char* from, const char* to) {
  return plain(disk().holds(from), 'R', from, to, 0, [&] { return real<int(const char*, const char*)>("rename")(from, to); });
}
int unlink(const char* path) {
  return plain(disk().holds(path), 'U', path, "", 0, [&] { return real<int(const char*)>("unlink")(path); });
}
int mkdir(const char* path, mode_t mode) {
  return plain(disk().holds(path), 'D', path, "", 0, [&] { return real<int(const char*, mode_t)>("mkdir")(path, mode); });
}

}  // extern "C"
