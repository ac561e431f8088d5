// pressmark open: an article in the browser.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "base/memory.h"
#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/output.h"
#include "pressmark/keep.h"

namespace pressmark::cli {
namespace {

namespace files = std::filesystem;

// Nobody else's, and gone when the machine is off where it has such a place.
Result<files::path> reading_folder() {
  const auto variable = [](const char* name) {
    const char* const value = std::getenv(name);
    return value && *value == '/' ? files::path(value) : files::path();
  };
  files::path folder = variable("XDG_RUNTIME_DIR");
  if (folder.empty()) folder = variable("XDG_CACHE_HOME");
  if (folder.empty()) folder = variable("HOME") / ".cache";
  folder /= "pressmark";
  std::error_code wrong;
  files::create_directories(folder, wrong);
  files::permissions(folder, files::perms::owner_all, wrong);
  if (wrong) return std::unexpected(error(Code::kOutputFailed, "the folder can't be made: {}", wrong.message()).about(folder.string()));
  return folder;
}

void remove_old(const files::path& folder) {
  std::error_code ignored;
  const auto limit = files::file_time_type::clock::now() - std::chrono::hours(24);
  for (const auto& entry : files::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == ".html" && entry.last_write_time(ignored) < limit) files::remove(entry.path(), ignored);
  }
}

// By no shell: the path is an argument of its own.
Result<void> show_to_person(const std::string& path) {
  const char* const chosen = std::getenv("BROWSER");
  std::string program = chosen && *chosen ? chosen : "xdg-open", file = path;
  char* const words[] = {program.data(), file.data(), nullptr};
  pid_t child = 0;
  int status = 0;
  if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, words, environ) == 0 && ::waitpid(child, &status, 0) == child &&
      WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    return {};
  }
  return std::unexpected(error(Code::kNotFound, "\"{}\" can't show it", program)
                             .with_remedy("name a browser in $BROWSER, or open the page yourself: --print says where it is")
                             .about(path));
}

Result<void> open_one(const Session& session, archive::Archive& archive, const std::string& operand, bool only_print) {
  const Reference reference = PM_TRY(resolve(archive, operand));
  const std::string page = PM_TRY(keep::single_page(archive, reference.id, reference.version));
  const files::path folder = PM_TRY(reading_folder());
  remove_old(folder);
  const std::string path = (folder / (reference.id + ".html")).string();
  Output output = PM_TRY(Output::open(path));
  PM_TRY(output.write(page));
  PM_TRY(output.finish());
  return only_print ? say(session, path + "\n") : show_to_person(path);
}

}  // namespace

int run_open(const Session& session, const Arguments& arguments) {
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  return for_each(session, arguments.operands, [&](const std::string& operand) {
    return base::within_memory([&] { return open_one(session, *archive, operand, arguments.has("print")); });
  });
}

}  // namespace pressmark::cli
