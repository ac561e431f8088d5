#include "bulk/pages.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace pressmark::bulk {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kEndings = {".html", ".htm", ".xhtml", ".md", ".txt"};

bool is_page_name(std::string_view name) {
  if (name.starts_with('.')) return false;
  if (name.ends_with(".gz")) name.remove_suffix(3);
  return std::ranges::any_of(kEndings, [&](std::string_view ending) { return name.ends_with(ending); });
}

Page page_at(const fs::path& path) {
  const std::string name = path.filename().string();
  return {path.string(), name.substr(0, name.find('.'))};
}

std::unexpected<Error> cannot_list(const std::string& path, const std::error_code& reason) {
  return std::unexpected(error(Code::kUnreadable, "the folder can't be listed: {}", reason.message()).about(path));
}

}  // namespace

Result<std::vector<Page>> find_pages(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (status.type() == fs::file_type::not_found) {
    return std::unexpected(error(Code::kNotFound, "there is no such file").with_remedy("check the name").about(path));
  }
  if (!fs::is_directory(status)) return std::vector{page_at(path)};

  std::vector<Page> pages;
  // Depth is bounded by the longest path that the system allows; links are not followed, so there are no cycles.
  std::vector<fs::path> folders = {path};
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    fs::directory_iterator entries(folder, failed);
    if (failed) return cannot_list(folder.string(), failed);
    for (; entries != fs::directory_iterator(); entries.increment(failed)) {
      const fs::directory_entry& entry = *entries;
      const std::string name = entry.path().filename().string();
      if (name.starts_with('.') || entry.is_symlink(failed)) continue;
      if (entry.is_directory(failed)) {
        folders.push_back(entry.path());
      } else if (entry.is_regular_file(failed) && is_page_name(name)) {
        pages.push_back(page_at(entry.path()));
      }
    }
    if (failed) return cannot_list(folder.string(), failed);
  }
  std::ranges::sort(pages, {}, &Page::path);
  return pages;
}

}  // namespace pressmark::bulk
