// A copy of the archive while it is in use.
#include <filesystem>

#include "archive/state.h"

namespace pressmark::archive {
namespace {

namespace fs = std::filesystem;

// The file, or its first `size` bytes where it may grow meanwhile.
Result<void> copy_part(const std::string& from, const std::string& to,
                       std::optional<std::uint64_t> most = std::nullopt) {
  const std::uint64_t size = most ? *most : PM_TRY(size_of(from));
  std::error_code wrong;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, wrong);
  if (wrong) return cannot_write(to, wrong.value());
  if (PM_TRY(size_of(to)) < size) return std::unexpected(error(Code::kUnreadable, "ends too early").about(from));
  fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, wrong);
  return cut_file(to, size);
}

Result<void> copy_tree(const std::string& from, const std::string& to) {
  PM_TRY(make_folder(to));
  std::error_code wrong;
  for (const auto& entry : fs::directory_iterator(from, wrong)) {
    const std::string path = entry.path().string(), copy = to + "/" + entry.path().filename().string();
    if (entry.is_directory()) {
      PM_TRY(copy_tree(path, copy));
    } else if (!path.ends_with(".new")) {
      PM_TRY(copy_part(path, copy));
    }
  }
  if (wrong) return cannot_read(from, wrong.value());
  return sync_folder(to);
}

}  // namespace

// A line of the log is written after all that it speaks of, so what is copied after the log's size was taken has it.
Result<void> Archive::backup(const std::string& folder) {
  const Paths from = state_->paths, to{folder};
  std::error_code ignored;
  if (fs::exists(folder, ignored)) {
    return std::unexpected(error(Code::kUsage, "is there already").with_remedy("name a new folder").about(folder));
  }
  std::uint64_t log_size = 0;
  WarcPlace last;
  {
    const Lock lock = PM_TRY(Lock::acquire(from.lock()));
    PM_TRY(catch_up(*state_));
    log_size = PM_TRY(size_of(from.log()));
    last = PM_TRY(warc_end(state_->index));
  }
  PM_TRY(make_folder(folder));
  PM_TRY(make_folder(to.warcs()));
  for (const auto& entry : fs::directory_iterator(from.warcs(), ignored)) {
    const std::string name = entry.path().filename().string();
    if (name > last.file) continue;  // begun since
    PM_TRY(copy_part(from.warc(name), to.warc(name), name == last.file ? std::optional(last.size) : std::nullopt));
  }
  PM_TRY(sync_folder(to.warcs()));
  PM_TRY(copy_tree(from.blobs(), to.blobs()));
  PM_TRY(copy_tree(from.keys(), to.keys()));
  PM_TRY(copy_part(from.log(), to.log(), log_size));
  PM_TRY(copy_part(from.read_me(), to.read_me()));
  PM_TRY(copy_part(from.marker(), to.marker()));  // Last: without it, it is no archive.
  PM_TRY(sync_folder(folder));
  const auto opened = open(folder);  // Makes its index.
  if (!opened) return std::unexpected(opened.error());
  return {};
}

}  // namespace pressmark::archive
