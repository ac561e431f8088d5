// Folders of Markdown with front matter, and of pages.
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "capture/file.h"
#include "keep/import.h"
#include "keep/import/single_file.h"

namespace pressmark::keep {
namespace {

namespace fs = std::filesystem;

struct Ending {
  std::string_view ending, type;
};
// Without a charset: that is for the file to say.
constexpr auto kEndings = std::to_array<Ending>({{".md", "text/markdown"},
                                                 {".markdown", "text/markdown"},
                                                 {".txt", "text/markdown"},
                                                 {".html", "text/html"},
                                                 {".htm", "text/html"},
                                                 {".xhtml", "text/html"}});

std::string_view type_of(const std::string& name) {
  if (name.starts_with('.')) return {};
  const auto found = std::ranges::find_if(kEndings, [&](const Ending& one) { return name.ends_with(one.ending); });
  return found == kEndings.end() ? std::string_view() : found->type;
}

// In bytewise order. Links are not followed, so there are no cycles.
Result<std::vector<fs::path>> files_of(const std::string& path) {
  std::vector<fs::path> files;
  std::error_code failed;
  fs::recursive_directory_iterator entries(path, fs::directory_options::skip_permission_denied, failed);
  for (; !failed && entries != fs::recursive_directory_iterator(); entries.increment(failed)) {
    std::error_code unknown;
    const std::string name = entries->path().filename().string();
    if (name.starts_with('.') && entries->is_directory(unknown)) entries.disable_recursion_pending();
    if (!entries->is_symlink(unknown) && entries->is_regular_file(unknown) && !type_of(name).empty())
      files.push_back(entries->path());
  }
  if (failed) {
    return std::unexpected(error(Code::kUnreadable, "the folder can't be listed: {}", failed.message()).about(path));
  }
  std::ranges::sort(files);
  return files;
}

// Below the page's own folder, and by no link: an address is a stranger's.
std::optional<archive::Image> picture_beside(const fs::path& folder, const std::string& address) {
  const fs::path name(address);
  if (address.empty() || name.is_absolute() || address.find(':') != std::string::npos) return std::nullopt;
  fs::path place = folder;
  for (const fs::path& step : name) {
    std::error_code unknown;
    place /= step;
    if (step == ".." || fs::is_symlink(place, unknown)) return std::nullopt;
  }
  auto bytes = capture::read_file(place.string());
  if (!bytes) return std::nullopt;
  return archive::Image{.url = address, .media_type = {}, .bytes = *std::move(bytes)};
}

Result<void> read_one(const fs::path& path, std::string name, Sink& sink) {
  auto bytes = capture::read_file(path.string());
  if (!bytes) return sink.lose(std::move(name), std::move(bytes).error());
  Item item{.name = std::move(name), .content = Item::Content::kPage};
  item.bytes.assign(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  item.content_type = type_of(path.filename().string());
  if (item.content_type.empty()) item.content_type = "text/markdown";
  if (item.content_type == "text/html") describe_single_file(item);
  item.picture = [folder = path.parent_path()](const std::string& address) { return picture_beside(folder, address); };
  return sink.take(std::move(item));
}

}  // namespace

bool is_folder(const Input& input) { return input.is_folder || input.head.starts_with("---"); }

Result<void> read_folder(const Input& input, Sink& sink) {
  if (!input.is_folder) return read_one(input.path, input.path, sink);
  for (const fs::path& path : PM_TRY(files_of(input.path))) {
    PM_TRY(read_one(path, path.lexically_relative(input.path).string(), sink));
  }
  return {};
}

}  // namespace pressmark::keep
