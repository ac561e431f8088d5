// What an open archive holds, and a commit to it: the one place where all its parts meet.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/apply.h"
#include "archive/blobs.h"
#include "archive/database.h"
#include "archive/files.h"
#include "archive/key.h"
#include "archive/log.h"
#include "pressmark/archive.h"
#include "pressmark/warc.h"

namespace pressmark::archive {

inline constexpr std::string_view kSoftware = "pressmark/" PRESSMARK_VERSION;
inline constexpr int kFormat = 1;  // of the folder

// The names in an archive's folder.
struct Paths {
  std::string folder;
  std::string marker() const { return folder + "/archive.json"; }
  std::string read_me() const { return folder + "/README.txt"; }
  std::string lock() const { return folder + "/lock"; }
  std::string log() const { return folder + "/log.jsonl"; }
  std::string index() const { return folder + "/index.sqlite"; }
  std::string blobs() const { return folder + "/blobs"; }
  std::string warcs() const { return folder + "/warc"; }
  std::string warc(std::string_view name) const { return warcs() + "/" + std::string(name); }
  std::string keys() const { return folder + "/key"; }
  std::string key() const { return keys() + "/signing.json"; }
};

struct Archive::State {
  Paths paths;
  Database index;
  Blobs blobs;
  bool is_writable = true;
  std::string passphrase{};
  std::optional<Key> key{};  // once it was needed

  Result<const Key*> signing_key();
};

// Each needs the lock held.
// Applies what the log has beyond the index, and cuts a line that a killed writer left half written.
Result<void> catch_up(Archive::State& state);
// Cuts the records that no line of the log speaks of: of a capture that was never acknowledged.
Result<void> cut_records(const Archive::State& state, Database& index);
// Overwrites and removes what is left of what was purged.
Result<void> scrub(Archive::State& state);
// All three: the archive is then as its log says.
Result<void> recover(Archive::State& state);

// One change of the archive: what is added is for good once finish() returned, and not there at all otherwise.
class Commit {
 public:
  // Waits for the lock. Errors: kOutputFailed, also where the archive can only be read.
  static Result<Commit> begin(Archive::State& state);
  Commit(Commit&&) noexcept = default;
  Commit& operator=(Commit&&) = delete;
  ~Commit();

  // All its records go into one file, behind all that the log speaks of.
  Result<warc::Writer*> warc();
  const std::string& warc_name() const { return warc_name_; }
  // Where the next records' place begins: a new file's first place has its warcinfo too.
  Result<std::uint64_t> warc_start();
  Result<WarcPlace> warc_since(std::uint64_t start);
  // Adds a line and its rows. `known` as in apply().
  Result<Event> add(const NewEvent& event, const Article* known = nullptr);
  Result<void> finish();

 private:
  Commit(Archive::State& state, Lock lock, LogWriter log, Transaction transaction)
      : state_(&state), lock_(std::move(lock)), log_(std::move(log)), transaction_(std::move(transaction)) {}
  Result<void> open_warc();

  struct Forget {
    void operator()(Archive::State*) const {}
  };
  std::unique_ptr<Archive::State, Forget> state_;  // null once moved from or finished
  Lock lock_;
  LogWriter log_;
  std::optional<Transaction> transaction_;
  std::optional<warc::Writer> warc_{};
  std::string warc_name_{};
  bool is_new_warc_ = false;  // nothing in the file belongs to a place yet
};

// SHA-256 of bytes of a file. Errors: kNotFound, kUnreadable; fewer bytes than asked for are one.
Result<std::string> digest_of_part(const std::string& path, std::uint64_t offset, std::uint64_t size);

// For what the person adds to the archive.
std::string random_name();

// A row of `article`, by ID.
Result<std::int64_t> row_of(Database& index, const std::string& id);

// The page or picture that a record has, without what is of its way over the wire.
Result<std::vector<std::byte>> payload_at(const std::string& path, std::uint64_t offset);

// What an article says, for comparing: SHA-256 over its title, writer, day and Markdown.
std::string content_digest(const Article& article);

}  // namespace pressmark::archive
