#include "keep/export/pack.h"

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <memory>

namespace pressmark::keep {
namespace {

namespace fs = std::filesystem;

struct Discard {
  void operator()(::zip* file) const { zip_discard(file); }
};

std::unexpected<Error> cannot_write(const std::string& path, const std::string& reason) {
  return std::unexpected(error(Code::kOutputFailed, "can't be written: {}", reason)
                             .with_remedy("make room on that disk, or choose another place with -o")
                             .about(path));
}

Result<void> sync(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_synced = file >= 0 && ::fsync(file) == 0;
  const std::string reason = std::generic_category().message(errno);
  if (file >= 0) ::close(file);
  return is_synced ? Result<void>() : cannot_write(path, reason);
}

Result<void> add(::zip* file, const fs::path& folder, const Spool::Entry& entry) {
  constexpr zip_uint16_t kMidnight = 0, kFirstOf1980 = 1 << 5 | 1;  // no clock of whoever writes it
  zip_source_t* const source = entry.path.empty()
                                   ? zip_source_file(file, (folder / entry.name).c_str(), 0, -1)
                                   : zip_source_file(file, entry.path.c_str(), 0, static_cast<zip_int64_t>(entry.size));
  const zip_int64_t at = source ? zip_file_add(file, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
  if (at < 0) {
    if (source) zip_source_free(source);
    return cannot_write(entry.name, zip_strerror(file));
  }
  const auto index = static_cast<zip_uint64_t>(at);
  zip_set_file_compression(file, index, entry.is_packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
  zip_file_set_dostime(file, index, kMidnight, kFirstOf1980, 0);
  return {};
}

}  // namespace

Result<Spool> Spool::beside(const std::string& path) {
  std::error_code wrong;
  if (fs::exists(path, wrong)) {
    return std::unexpected(error(Code::kUsage, "is there already").with_remedy("name a new file").about(path));
  }
  Spool spool(path, path + ".parts");
  fs::remove_all(spool.folder_, wrong);
  fs::create_directories(spool.folder_, wrong);
  if (wrong) return cannot_write(path, wrong.message());
  return spool;
}

Spool::~Spool() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

Result<void> Spool::write(const std::string& name, std::string_view content) {
  const fs::path place = fs::path(folder_) / name;
  std::error_code ignored;
  fs::create_directories(place.parent_path(), ignored);
  std::ofstream file(place, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  return file ? Result<void>() : cannot_write(path_, std::generic_category().message(errno));
}

Result<void> Spool::pack(const std::vector<Entry>& entries) const {
  const std::string unfinished = folder_ + "/whole.zip";
  int reason = 0;
  std::unique_ptr<::zip, Discard> file(zip_open(unfinished.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &reason));
  if (!file) return cannot_write(path_, std::generic_category().message(errno));
  for (const Entry& entry : entries) PM_TRY(add(file.get(), folder_, entry));
  if (zip_close(file.get()) != 0) return cannot_write(path_, zip_strerror(file.get()));
  static_cast<void>(file.release());
  PM_TRY(sync(unfinished));
  std::error_code wrong;
  fs::rename(unfinished, path_, wrong);
  if (wrong) return cannot_write(path_, wrong.message());
  const fs::path parent = fs::path(path_).parent_path();
  return sync(parent.empty() ? "." : parent.string());
}

}  // namespace pressmark::keep
