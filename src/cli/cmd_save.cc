// pressmark save: pages into the archive.
#include <unistd.h>

#include "base/memory.h"
#include "capture/file.h"
#include "cli/archive.h"
#include "cli/choice.h"
#include "cli/cmd.h"
#include "cli/network.h"
#include "cli/page_url.h"
#include "pressmark/keep.h"

namespace pressmark::cli {
namespace {

Result<keep::Options> options_of(const Arguments& arguments, extract::Recipes& recipes) {
  keep::Options options;
  PM_TRY(set_choice(arguments, options.read, recipes));
  options.images = !arguments.has("no-images");
  options.render = arguments.has("render");
  options.fetch = PM_TRY(network_options(arguments));
  if (arguments.has("url") && !is_page_url(arguments.value("url"))) {
    return std::unexpected(error(Code::kUsage, "\"{}\" is no address of a page", arguments.value("url"))
                               .with_remedy("write it whole, as in https://example.org/")
                               .about("--url"));
  }
  return options;
}

Result<keep::Kept> save_file(archive::Archive& archive, const std::string& path, std::string_view url,
                             const keep::Options& options) {
  const std::vector<std::byte> page = PM_TRY(capture::read_file(path));
  return keep::save_page(archive, page, url, path, options);
}

Result<void> save_one(const Session& session, archive::Archive& archive, const std::string& input,
                      const Arguments& arguments, const keep::Options& options) {
  const bool is_url = input.find("://") != std::string::npos;
  const keep::Kept kept = PM_TRY(is_url ? keep::save_url(archive, input, options)
                                        : save_file(archive, input, arguments.value("url"), options));
  for (const keep::Missing& missing : kept.missing) session.warn(missing.what, missing.reason);
  const archive::Saved& saved = kept.saved;
  if (arguments.has("tag")) {
    PM_TRY(archive.change(saved.id, {.add_tags = {std::string(arguments.value("tag"))}}));
  }
  return say_saved(session, saved);
}

}  // namespace

int run_save(const Session& session, const Arguments& arguments) {
  extract::Recipes recipes;
  const auto options = options_of(arguments, recipes);
  if (!options) return session.complain(options.error());
  auto archive = open_archive(arguments, IfMissing::kMake);
  if (!archive) return session.complain(archive.error());
  return for_each(session, arguments.operands, [&](const std::string& input) {
    return base::within_memory([&] { return save_one(session, *archive, input, arguments, *options); });
  });
}

}  // namespace pressmark::cli
