// Files and folders of an archive: private, whole or not there, on the disk when said so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"
#include "base/descriptor.h"

namespace pressmark::archive {

using base::Descriptor;

// kOutputFailed (kUnreadable where nothing was to be written), with the system's reason and what helps against it.
std::unexpected<Error> cannot_write(const std::string& path, int reason);
std::unexpected<Error> cannot_read(const std::string& path, int reason);

// The folder, its owner's alone (0700), and its name on the disk. One that exists is taken as it is.
Result<void> make_folder(const std::string& path);
// What was named, renamed or removed in the folder is on the disk.
Result<void> sync_folder(const std::string& path);

// Under its name the file is whole, with its bytes on the disk, or as it was before. The name is on the disk only once
// the folder was synced.
Result<void> put_file(const std::string& path, std::span<const std::byte> bytes);
Result<std::vector<std::byte>> whole_file(const std::string& path, std::uint64_t most);
// Overwrites bytes in their place, and they are on the disk.
Result<void> overwrite(const std::string& path, std::uint64_t offset, std::span<const std::byte> bytes);
// One that is not there is fine.
Result<void> remove_file(const std::string& path);
// Cuts the file at that size, and it is so on the disk.
Result<void> cut_file(const std::string& path, std::uint64_t size);
// 0 where there is none.
Result<std::uint64_t> size_of(const std::string& path);

inline std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
inline std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The one writer of an archive, among all processes, until it is destroyed.
class Lock {
 public:
  // Waits. Errors: kOutputFailed, as on a read-only disk.
  static Result<Lock> acquire(const std::string& path);

 private:
  explicit Lock(Descriptor file) : file_(std::move(file)) {}
  Descriptor file_;
};

}  // namespace pressmark::archive
