// A copy of the archive while it is in use.
#include <algorithm>
#include <filesystem>
#include <set>

#include "archive/state.h"

namespace pressmark::archive {
namespace {

namespace fs = std::filesystem;

// The file's first `size` bytes: it may grow meanwhile.
Result<void> copy_part(const std::string& from, const std::string& to, std::uint64_t size) {
  std::error_code wrong;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, wrong);
  if (wrong) return cannot_write(to, wrong.value());
  if (PM_TRY(size_of(to)) < size) return std::unexpected(error(Code::kUnreadable, "ends too early").about(from));
  fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, wrong);
  return cut_file(to, size);
}

// The files below `folder`, by name: those that a writer has not yet given their names are none.
Result<void> list_files(const Paths& paths, const std::string& folder, std::vector<Archive::Part>& parts) {
  std::error_code wrong;
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder, wrong)) {
    std::string path = entry.path().string();
    if (entry.is_regular_file() && !path.ends_with(".new")) found.push_back(std::move(path));
  }
  if (wrong) return cannot_read(folder, wrong.value());
  std::ranges::sort(found);
  for (std::string& path : found) {
    const std::uint64_t size = PM_TRY(size_of(path));
    parts.push_back({path.substr(paths.folder.size() + 1), std::move(path), size});
  }
  return {};
}

Result<void> copy(const Archive::Part& part, const std::string& folder, std::set<std::string>& folders) {
  const std::string to = folder + "/" + part.name;
  for (std::size_t slash = folder.size(); (slash = to.find('/', slash + 1)) != std::string::npos;) {
    if (folders.insert(to.substr(0, slash)).second) PM_TRY(make_folder(to.substr(0, slash)));
  }
  return copy_part(part.path, to, part.size);
}

}  // namespace

// A line of the log is written after all that it speaks of, so what is listed after the log's size was taken has it.
Result<std::vector<Archive::Part>> Archive::parts() {
  const Paths& paths = state_->paths;
  std::uint64_t log_size = 0;
  WarcPlace last;
  {
    std::optional<Lock> lock;
    if (state_->is_writable) {
      lock.emplace(PM_TRY(Lock::acquire(paths.lock())));
      PM_TRY(catch_up(*state_));
    }
    log_size = PM_TRY(applied_end(state_->index)).bytes;
    last = PM_TRY(warc_end(state_->index));
  }
  std::vector<Part> parts;
  PM_TRY(list_files(paths, paths.warcs(), parts));
  std::erase_if(parts, [&](const Part& part) { return part.name > "warc/" + last.file; });  // begun since
  if (!parts.empty() && parts.back().name == "warc/" + last.file) parts.back().size = last.size;
  PM_TRY(list_files(paths, paths.blobs(), parts));
  parts.push_back({"log.jsonl", paths.log(), log_size});
  for (const std::string& path : {paths.read_me(), paths.marker()}) {  // Last: without the marker, it is no archive.
    const std::uint64_t size = PM_TRY(size_of(path));
    parts.push_back({path.substr(paths.folder.size() + 1), path, size});
  }
  return parts;
}

Result<void> Archive::backup(const std::string& folder) {
  std::error_code ignored;
  if (fs::exists(folder, ignored)) {
    return std::unexpected(error(Code::kUsage, "is there already").with_remedy("name a new folder").about(folder));
  }
  PM_TRY(make_folder(folder));
  std::vector<Part> parts = PM_TRY(this->parts());
  std::vector<Part> keys;
  PM_TRY(list_files(state_->paths, state_->paths.keys(), keys));
  parts.insert(parts.begin(), keys.begin(), keys.end());
  std::set<std::string> folders;
  for (const std::string& made : {Paths{folder}.warcs(), Paths{folder}.blobs()}) {
    PM_TRY(make_folder(made));
    folders.insert(made);
  }
  for (const Part& part : parts) PM_TRY(copy(part, folder, folders));
  for (const std::string& made : folders) PM_TRY(sync_folder(made));
  PM_TRY(sync_folder(folder));
  const auto opened = open(folder);  // Makes its index.
  if (!opened) return std::unexpected(opened.error());
  return {};
}

}  // namespace pressmark::archive
