#include "keep/import.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "keep/import/zip.h"
#include "keep/import_keep.h"

namespace pressmark::keep {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHead = std::size_t{64} << 10;

// Those that say surest what they are stand first.
constexpr auto kFormats = std::to_array<ImportFormat>({
    {"archive", is_archive, read_archive},
    {"jsonl", is_lines, read_lines},
    {"omnivore", is_omnivore, read_omnivore},
    {"readeck", is_readeck, read_readeck},
    {"wacz", is_wacz, read_wacz},
    {"pocket-zip", is_pocket_zip, read_pocket_zip},
    {"warc", is_warc, read_warc},
    {"wallabag", is_wallabag, read_wallabag},
    {"karakeep", is_karakeep, read_karakeep},
    {"linkwarden", is_linkwarden, read_linkwarden},
    {"bookmarks", is_bookmarks, read_bookmarks},
    {"singlefile", is_single_file, read_single_file},
    {"opml", is_opml, read_opml},
    {"pocket-html", is_pocket_html, read_pocket_html},
    {"pocket", is_pocket, read_pocket},
    {"instapaper", is_instapaper, read_instapaper},
    {"readwise", is_readwise, read_readwise},
    {"markdown", is_folder, read_folder},
});

std::string list_of_formats() {
  std::string list;
  for (const ImportFormat& format : kFormats) list.append(list.empty() ? "" : ", ").append(format.name);
  return list;
}

Result<Input> look_at(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (status.type() == fs::file_type::not_found) {
    return std::unexpected(error(Code::kNotFound, "there is no such file").with_remedy("check the name").about(path));
  }
  Input input{.path = path, .is_folder = fs::is_directory(status)};
  if (input.is_folder) return input;
  std::ifstream file(path, std::ios::binary);
  input.head.resize(kHead);
  file.read(input.head.data(), static_cast<std::streamsize>(kHead));
  if (file.bad() || !file.is_open()) {
    return std::unexpected(error(Code::kUnreadable, "can't be read").about(path));
  }
  input.head.resize(static_cast<std::size_t>(file.gcount()));
  if (input.head.starts_with("PK")) input.names = PM_TRY(Zip::open(path)).names();
  return input;
}

Result<const ImportFormat*> format_of(const Input& input, std::string_view name) {
  const auto found = std::ranges::find_if(kFormats, [&](const ImportFormat& format) {
    return name.empty() ? format.recognises(input) : format.name == name;
  });
  if (found != kFormats.end()) return &*found;
  if (!name.empty()) {
    return std::unexpected(
        error(Code::kUsage, "there is no format \"{}\"", name).with_remedy("known are {}", list_of_formats()));
  }
  return std::unexpected(error(Code::kUnreadable, "it is no export that is known")
                             .with_remedy("say with --from which it is: {}", list_of_formats())
                             .about(input.path));
}

}  // namespace

std::vector<std::string_view> import_formats() {
  std::vector<std::string_view> names;
  for (const ImportFormat& format : kFormats) names.push_back(format.name);
  return names;
}

Result<ImportReport> import_file(archive::Archive& archive, const std::string& path, const ImportOptions& options,
                                 const std::function<Result<void>(const Imported&)>& tell) {
  const Input input = PM_TRY(look_at(path));
  const ImportFormat* const format = PM_TRY(format_of(input, options.format));
  Importer importer(archive, options, tell);
  const auto read = format->read(input, importer);
  if (!read && read.error().code == Code::kOutputFailed) return std::unexpected(read.error());
  ImportReport report = PM_TRY(importer.finish());
  report.format = format->name;
  if (!read) report.damage = Error(read.error()).about(path);
  return report;
}

}  // namespace pressmark::keep
