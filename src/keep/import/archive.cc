// Another archive of pressmark, as one file (export_archive) or its folder.
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/ascii.h"
#include "keep/import.h"
#include "keep/import/zip.h"

namespace pressmark::keep {
namespace {

namespace fs = std::filesystem;

// A folder of nobody else's, gone with this object.
class Unpacked {
 public:
  static Result<Unpacked> make() {
    std::string pattern = (fs::temp_directory_path() / "pressmark-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) return fail(Code::kOutputFailed, "the folder can't be made: {}", pattern);
    return Unpacked(std::move(pattern));
  }
  Unpacked(Unpacked&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  Unpacked& operator=(Unpacked&&) = delete;
  ~Unpacked() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  const std::string& folder() const { return folder_; }

 private:
  explicit Unpacked(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

bool is_all(std::string_view text, bool (*is)(char)) { return !text.empty() && std::ranges::all_of(text, is); }
bool is_hex(char c) { return ascii::is_digit(c) || (c >= 'a' && c <= 'f'); }
bool is_digit(char c) { return ascii::is_digit(c); }

// Only names that an archive has ever become files. docs/formats/archive.md
bool is_part(std::string_view name) {
  if (name == "archive.json" || name == "log.jsonl") return true;
  if (name.starts_with("warc/") && name.ends_with(".warc.gz")) {
    return name.size() < 40 && is_all(name.substr(5, name.size() - 13), is_digit);
  }
  return name.size() == 77 && name.starts_with("blobs/") && name[8] == '/' && name.ends_with(".zst") &&
         is_all(name.substr(6, 2), is_hex) && is_all(name.substr(9, 64), is_hex);
}

Result<void> unpack(const std::string& path, const std::string& folder) {
  Zip zip = PM_TRY(Zip::open(path));
  for (std::size_t i = 0; i < zip.names().size(); ++i) {
    const std::string& name = zip.names()[i];
    if (!is_part(name)) continue;
    const fs::path place = fs::path(folder) / name;
    std::error_code wrong;
    fs::create_directories(place.parent_path(), wrong);
    PM_TRY(zip.extract(i, place.string()));
  }
  return {};
}

class Articles {
 public:
  Articles(archive::Archive& from, Sink& sink) : from_(from), sink_(sink) {}

  // The oldest first.
  Result<void> take_all() {
    std::vector<archive::Entry> entries = PM_TRY(from_.list());
    std::ranges::move(PM_TRY(from_.list({.trashed = true})), std::back_inserter(entries));
    std::ranges::sort(entries, {}, [](const archive::Entry& entry) { return std::tie(entry.saved, entry.id); });
    for (const archive::Entry& entry : entries) PM_TRY(take(entry));
    for (auto& [name, query] : PM_TRY(from_.collections())) PM_TRY(sink_.collection(name, query));
    for (archive::Followed& followed : PM_TRY(from_.follows())) {
      PM_TRY(sink_.feed(followed.follow.url, followed.follow.title));
    }
    return {};
  }

 private:
  Result<void> take(const archive::Entry& entry) {
    for (int number = 1; number <= entry.versions; ++number) {
      auto item = item_of(entry, number);
      if (item) {
        PM_TRY(sink_.take(*std::move(item)));
      } else {
        PM_TRY(sink_.lose(entry.title.empty() ? entry.id : entry.title, std::move(item).error()));
      }
    }
    return {};
  }

  // What the person said goes with the last version: highlights have their places in that.
  Result<Item> item_of(const archive::Entry& entry, int number) {
    Item item{.name = entry.title,
              .url = entry.url,
              .tags = entry.tags,
              .read = entry.read,
              .favourite = entry.favourite,
              .archived = entry.archived,
              .liked = entry.liked,
              .recommended = entry.recommended,
              .trashed = entry.trashed,
              .progress = entry.progress,
              .note = entry.note,
              .content = Item::Content::kCapture};
    item.capture = PM_TRY(from_.capture(entry.id, number));
    if (number == entry.versions) item.highlights = PM_TRY(from_.highlights(entry.id));
    return item;
  }

  archive::Archive& from_;
  Sink& sink_;
};

}  // namespace

bool is_archive(const Input& input) {
  std::error_code ignored;
  if (input.is_folder) return fs::exists(fs::path(input.path) / "archive.json", ignored);
  return std::ranges::find(input.names, "archive.json") != input.names.end();
}

Result<void> read_archive(const Input& input, Sink& sink) {
  std::optional<Unpacked> unpacked;
  if (!input.is_folder) {
    unpacked.emplace(PM_TRY(Unpacked::make()));
    PM_TRY(unpack(input.path, unpacked->folder()));
  }
  archive::Archive from = PM_TRY(archive::Archive::open(unpacked ? unpacked->folder() : input.path));
  return Articles(from, sink).take_all();
}

}  // namespace pressmark::keep
