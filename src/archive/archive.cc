// Making and opening an archive.
#include "pressmark/archive.h"

#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "archive/follows.h"
#include "archive/schema.h"
#include "archive/state.h"

namespace pressmark::archive {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostMarker = 4096;

constexpr std::string_view kReadMe =
    R"(This folder is an archive of pressmark. It can be read without that program:

  warc/*.warc.gz    each page and picture as it came over the wire, in WARC 1.1 (ISO 28500)
  blobs/xx/*.zst    articles (JSON) and pictures, named after the SHA-256 of their bytes, packed with Zstandard
  log.jsonl         what was done, a line of JSON each, in order: captures, tags, notes, highlights. Each line has the
                    SHA-256 of the line before and an Ed25519 signature.
  key/              the key of the signatures. It is private.
  index.sqlite      made of the above, for finding; it can be deleted
  lock              held by the one program that writes
  archive.json      the version of this format
)";

// Whether SQLite's shared memory and locks can't be trusted there.
bool is_network_disk(const std::string& folder) {
  constexpr std::array<unsigned, 4> kTypes = {0x6969, 0x517B, 0xFF534D42, 0xFE534D42};  // NFS, SMB, CIFS, SMB2
  struct statfs status{};
  if (::statfs(folder.c_str(), &status) != 0) return false;
  return std::ranges::find(kTypes, static_cast<unsigned>(status.f_type)) != kTypes.end();
}

Result<void> refuse_network_disk(const std::string& folder) {
  if (!is_network_disk(folder)) return {};
  return std::unexpected(
      error(Code::kUnreadable, "is on a network disk, where two programs could write at once")
          .with_remedy("keep the archive on a disk of this machine; pressmark backup can copy it to there")
          .about(folder));
}

Result<void> check_format(const Paths& paths) {
  const auto bytes = whole_file(paths.marker(), kMostMarker);
  if (!bytes && bytes.error().code == Code::kNotFound) {
    return std::unexpected(error(Code::kNotFound, "there is no archive")
                               .with_remedy("pressmark save makes one; name another with --archive")
                               .about(paths.folder));
  }
  if (!bytes) return std::unexpected(bytes.error());
  const Json json = Json::parse(text_of(*bytes), nullptr, /*allow_exceptions=*/false);
  const auto format = json.is_object() ? json.find("format") : json.end();
  if (!json.is_object() || format == json.end() || !format->is_number_unsigned()) {
    return std::unexpected(error(Code::kUnreadable, "does not say the archive's format")
                               .with_remedy("see what pressmark verify says")
                               .about(paths.marker()));
  }
  if (format->get<std::uint64_t>() > kFormat) {
    return std::unexpected(error(Code::kUnreadable, "the archive has format {}, and this program knows {}",
                                 format->get<std::uint64_t>(), kFormat)
                               .with_remedy("use a newer pressmark; this one changes nothing there")
                               .about(paths.folder));
  }
  return {};
}

// Only what a making that was interrupted left may be there.
Result<void> check_empty(const Paths& paths) {
  std::error_code wrong;
  for (const auto& entry : fs::directory_iterator(paths.folder, wrong)) {
    const std::string name = entry.path().filename().string();
    if (name != "lock" && name != "key" && name != "warc" && name != "blobs" && name != "log.jsonl" &&
        name != "README.txt" && !name.ends_with(".new")) {
      return std::unexpected(error(Code::kUsage, "is a folder of something else: it has \"{}\"", name)
                                 .with_remedy("name a new folder for the archive")
                                 .about(paths.folder));
    }
  }
  if (PM_TRY(size_of(paths.warc("000001.warc.gz"))) > 0) {
    return std::unexpected(error(Code::kUnreadable, "has records, but does not say the archive's format")
                               .with_remedy("bring back archive.json from a backup")
                               .about(paths.folder));
  }
  if (wrong) return cannot_read(paths.folder, wrong.value());
  return {};
}

Result<void> make(const Paths& paths, std::string_view passphrase) {
  for (const std::string& folder : {paths.keys(), paths.warcs(), paths.blobs()}) PM_TRY(make_folder(folder));
  const Key key = Key::make();
  PM_TRY(key.store(paths.key(), passphrase));
  PM_TRY(put_file(paths.read_me(), bytes_of(kReadMe)));
  if (PM_TRY(size_of(paths.log())) > 0) PM_TRY(cut_file(paths.log(), 0));
  LogWriter log = PM_TRY(LogWriter::open(paths.log(), empty_log(), key));
  log.append(archive_event(key.public_key(), kSoftware));
  PM_TRY(log.commit());
  PM_TRY(put_file(paths.marker(), bytes_of(Json{{"format", kFormat}, {"made by", kSoftware}}.dump(1) + "\n")));
  return sync_folder(paths.folder);
}

// A path in a URI of SQLite. https://www.sqlite.org/uri.html
std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      uri.push_back(c);
    }
  }
  return uri;
}

Result<Database> open_index(const Paths& paths, bool is_writable) {
  // A reader of a disk that can't be written has no use for locks there.
  if (!is_writable) {
    return Database::open(uri_of(paths.index()) + "?immutable=1", Database::Mode::kRead);
  }
  Database index = PM_TRY(Database::open(paths.index(), Database::Mode::kWrite));
  PM_TRY(migrate(index));
  return index;
}

}  // namespace

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::create(const std::string& folder, std::string_view passphrase) {
  const Paths paths{folder};
  std::error_code ignored;
  if (const fs::path parent = fs::path(folder).parent_path(); !parent.empty()) fs::create_directories(parent, ignored);
  PM_TRY(make_folder(folder));
  PM_TRY(refuse_network_disk(folder));
  {
    const Lock lock = PM_TRY(Lock::acquire(paths.lock()));
    if (!fs::exists(paths.marker(), ignored)) {
      PM_TRY(check_empty(paths));
      PM_TRY(make(paths, passphrase));
    }
  }
  return open(folder, {.passphrase = std::string(passphrase)});
}

Result<Archive> Archive::open(const std::string& folder, const OpenOptions& options) {
  const Paths paths{folder};
  PM_TRY(check_format(paths));
  const bool is_writable = ::access(folder.c_str(), W_OK) == 0 && !is_network_disk(folder);
  auto state = std::make_unique<State>(State{.paths = paths,
                                             .index = PM_TRY(open_index(paths, is_writable)),
                                             .blobs = Blobs(paths.blobs()),
                                             .is_writable = is_writable,
                                             .passphrase = options.passphrase});
  if (is_writable && PM_TRY(size_of(paths.log())) != PM_TRY(applied_end(state->index)).bytes) {
    const Lock lock = PM_TRY(Lock::acquire(paths.lock()));
    PM_TRY(catch_up(*state));
  }
  return Archive(std::move(state));
}

Result<void> Archive::rebuild(const std::string& folder) {
  const Paths paths{folder};
  PM_TRY(check_format(paths));
  Looks looks;
  {
    const Lock lock = PM_TRY(Lock::acquire(paths.lock()));
    std::error_code ignored;
    if (fs::exists(paths.index(), ignored)) {
      if (auto before = Database::open(paths.index(), Database::Mode::kWrite)) looks = looks_of(*before);
    }
    for (const std::string_view suffix : {"", "-wal", "-shm"}) {
      std::error_code wrong;
      fs::remove(paths.index() + std::string(suffix), wrong);
      if (wrong) return cannot_write(paths.index(), wrong.value());
    }
  }
  const auto opened = open(folder);
  if (!opened) return std::unexpected(opened.error());
  return put_looks(opened->state_->index, looks);
}

}  // namespace pressmark::archive
