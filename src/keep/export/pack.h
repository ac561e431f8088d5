// A folder as one zip.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::keep {

// A folder beside `path` for what goes into the file of that name; it is gone with this object.
class Spool {
 public:
  // Errors: kUsage where `path` exists, kOutputFailed.
  static Result<Spool> beside(const std::string& path);
  Spool(Spool&& other) noexcept : path_(std::move(other.path_)), folder_(std::exchange(other.folder_, {})) {}
  Spool& operator=(Spool&&) = delete;
  ~Spool();

  const std::string& folder() const { return folder_; }
  // Writes a file of the folder, whose name may have folders of its own.
  Result<void> write(const std::string& name, std::string_view content);

  struct Entry {
    std::string name;  // in the folder, and in the zip
    bool is_packed;    // or stored as it is
    // A file elsewhere, instead of one of the folder, and how many of its bytes.
    std::string path{};
    std::uint64_t size = 0;
  };
  // The zip of these entries, in their order, under the name `path`, where it appears whole and on the disk. The same
  // bytes for the same files.
  Result<void> pack(const std::vector<Entry>& entries) const;

 private:
  Spool(std::string path, std::string folder) : path_(std::move(path)), folder_(std::move(folder)) {}
  std::string path_, folder_;
};

}  // namespace pressmark::keep
