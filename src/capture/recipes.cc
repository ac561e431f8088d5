#include "capture/recipes.h"

#include <algorithm>
#include <filesystem>

#include "capture/file.h"

namespace pressmark::capture {
namespace {

namespace files = std::filesystem;

constexpr int kDeepest = 16;  // folders

bool is_hidden(const files::path& path) { return path.filename().native().starts_with('.'); }

}  // namespace

Result<std::vector<std::string>> find_recipes(const std::string& path) {
  std::error_code wrong;
  if (!files::exists(path, wrong)) {
    return std::unexpected(error(Code::kNotFound, "there is no such file").with_remedy("check the name").about(path));
  }
  if (!files::is_directory(path, wrong)) return std::vector<std::string>{path};
  std::vector<std::string> found;
  files::recursive_directory_iterator at(path, wrong);
  for (; !wrong && at != files::recursive_directory_iterator(); at.increment(wrong)) {
    if (is_hidden(at->path()) || at.depth() >= kDeepest) {
      at.disable_recursion_pending();
      if (is_hidden(at->path())) continue;
    }
    std::error_code ignored;
    if (at->path().extension() == ".recipe" && at->is_regular_file(ignored)) found.push_back(at->path().string());
  }
  if (wrong) {
    return std::unexpected(error(Code::kUnreadable, "the folder can't be listed: {}", wrong.message()).about(path));
  }
  std::ranges::sort(found);
  return found;
}

Result<extract::Recipes> load_recipes(const std::string& path) {
  extract::Recipes recipes;
  for (const std::string& file : PM_TRY(find_recipes(path))) {
    const std::vector<std::byte> bytes = PM_TRY(read_file(file));
    PM_TRY(recipes.add({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file));
  }
  return recipes;
}

}  // namespace pressmark::capture
