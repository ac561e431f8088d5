#include "keep/import/zip.h"

#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace pressmark::keep {
namespace {

constexpr zip_int64_t kMostEntries = 1'000'000;
constexpr std::uint64_t kMostRatio = 200, kSmall = std::uint64_t{1} << 20;

std::unexpected<Error> no_zip() {
  return std::unexpected(
      error(Code::kUnreadable, "it is no whole zip").with_remedy("export it again: it may be cut off"));
}

struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

}  // namespace

void Zip::Close::operator()(::zip* file) const { zip_discard(file); }

Result<Zip> Zip::open(const std::string& path) {
  int reason = 0;
  ::zip* const file = zip_open(path.c_str(), ZIP_RDONLY, &reason);
  if (!file) return no_zip();
  std::error_code unknown;
  const auto size = std::filesystem::file_size(path, unknown);
  Zip opened(file, unknown ? 0 : size);
  PM_TRY(opened.list());
  return opened;
}

Result<Zip> Zip::over(std::string_view bytes) {
  zip_error_t reason;
  zip_error_init(&reason);
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &reason);
  ::zip* const file = source ? zip_open_from_source(source, ZIP_RDONLY, &reason) : nullptr;
  zip_error_fini(&reason);
  if (!file) {
    if (source) zip_source_free(source);
    return no_zip();
  }
  Zip opened(file, bytes.size());
  PM_TRY(opened.list());
  return opened;
}

Result<void> Zip::list() {
  const zip_int64_t count = zip_get_num_entries(file_.get(), 0);
  if (count <= 0) return no_zip();
  if (count > kMostEntries) return fail(Code::kUnreadable, "the zip has too many entries");
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    const char* const name = zip_get_name(file_.get(), i, ZIP_FL_ENC_GUESS);
    places_.try_emplace(names_.emplace_back(name ? name : ""), i);
  }
  return {};
}

// Each part of an entry in its order, until it is more than `most` bytes or than any honest packing gives.
template <class Take>
Result<void> Zip::unpack(std::size_t index, std::uint64_t most, const Take& take) {
  zip_stat_t stated;
  zip_stat_init(&stated);
  if (zip_stat_index(file_.get(), index, 0, &stated) != 0 || (stated.valid & ZIP_STAT_COMP_SIZE) == 0) return no_zip();
  const std::uint64_t bound = std::min({most, std::max(stated.comp_size * kMostRatio, kSmall), left_});
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(file_.get(), index, 0));
  if (!entry) return fail(Code::kUnreadable, "the entry can't be unpacked");
  std::string part(std::size_t{64} << 10, '\0');
  std::uint64_t size = 0;
  for (;;) {
    const zip_int64_t got = zip_fread(entry.get(), part.data(), part.size());
    if (got < 0) return fail(Code::kUnreadable, "the entry can't be unpacked");
    if (got == 0) return {};
    size += static_cast<std::uint64_t>(got);
    left_ -= std::min(left_, static_cast<std::uint64_t>(got));
    if (size > bound) return fail(Code::kUnreadable, "the entry unpacks to more than is read");
    PM_TRY(take(std::string_view(part).substr(0, static_cast<std::size_t>(got))));
  }
}

Result<std::string> Zip::read(std::size_t index, std::uint64_t most) {
  std::string bytes;
  PM_TRY(unpack(index, most, [&bytes](std::string_view part) -> Result<void> {
    bytes += part;
    return {};
  }));
  return bytes;
}

Result<void> Zip::extract(std::size_t index, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  PM_TRY(unpack(index, std::uint64_t(-1), [&](std::string_view part) -> Result<void> {
    if (file.write(part.data(), static_cast<std::streamsize>(part.size()))) return {};
    return std::unexpected(error(Code::kOutputFailed, "can't be written: {}", "the disk may be full").about(path));
  }));
  file.close();
  if (file) return {};
  return std::unexpected(error(Code::kOutputFailed, "can't be written: {}", "the disk may be full").about(path));
}

std::optional<std::size_t> Zip::find(const std::string& name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

Result<std::string> Zip::read(const std::string& name) {
  const auto index = find(name);
  return index ? read(*index) : Result<std::string>("");
}

}  // namespace pressmark::keep
