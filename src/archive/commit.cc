#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "archive/state.h"
#include "warc/digest.h"

namespace pressmark::archive {
namespace {

constexpr std::size_t kReadAtOnce = std::size_t{256} << 10;
constexpr std::uint64_t kMostWarc = std::uint64_t{1} << 30;  // bytes of a file before the next is begun

std::string numbered(int number) { return fmt::format("{:06}.warc.gz", number); }

int number_of(const std::string& name) { return std::atoi(name.c_str()); }

std::unexpected<Error> damaged(const std::string& path, Message how) {
  return std::unexpected(
      Error{Code::kUnreadable, std::move(how)}.with_remedy("see what pressmark verify says").about(path));
}

}  // namespace

Result<std::string> digest_of_part(const std::string& path, std::uint64_t offset, std::uint64_t size) {
  const warc::Input input = PM_TRY(warc::Input::open(path));
  warc::Hasher hasher(warc::Algorithm::kSha256);
  std::vector<std::byte> buffer(kReadAtOnce);
  while (size > 0) {
    const std::size_t now = static_cast<std::size_t>(std::min<std::uint64_t>(size, buffer.size()));
    const std::size_t got = PM_TRY(input.read_at(offset, std::span(buffer).first(now)));
    if (got == 0) return std::unexpected(error(Code::kUnreadable, "ends too early").about(path));
    hasher.update(std::span(buffer).first(got));
    offset += got;
    size -= got;
  }
  return hasher.finish().substr(std::string_view("sha256:").size());
}

Result<const Key*> Archive::State::signing_key() {
  if (!key) key.emplace(PM_TRY(Key::load(paths.key(), passphrase)));
  return &*key;
}

Result<void> catch_up(Archive::State& state) {
  const std::string path = state.paths.log();
  const LogEnd applied = PM_TRY(applied_end(state.index));
  const std::uint64_t size = PM_TRY(size_of(path));
  if (size == applied.bytes) return {};
  if (size < applied.bytes) return damaged(path, Message{"lines are missing at its end"});
  Transaction transaction = PM_TRY(Transaction::begin(state.index));
  LogReader reader = PM_TRY(LogReader::open(path, applied));
  while (auto line = PM_TRY(reader.next())) {
    if (line->fault == LineFault::kTorn) {
      PM_TRY(cut_file(path, line->event.offset));
      break;
    }
    if (line->fault != LineFault::kNone) return damaged(path, message_of(line->fault));
    PM_TRY(apply(state.index, state.blobs, line->event));
  }
  PM_TRY(set_applied_end(state.index, reader.end()));
  return transaction.commit();
}

Result<void> cut_records(const Archive::State& state, Database& index) {
  const WarcPlace end = PM_TRY(warc_end(index));
  if (!end.file.empty()) {
    const std::string path = state.paths.warc(end.file);
    const std::uint64_t size = PM_TRY(size_of(path));
    if (size < end.size) return damaged(path, Message{"records are missing at its end"});
    if (size > end.size) PM_TRY(cut_file(path, end.size));
  }
  const std::string next = state.paths.warc(numbered(number_of(end.file) + 1));
  return remove_file(next);
}

Result<void> recover(Archive::State& state) {
  PM_TRY(catch_up(state));
  PM_TRY(cut_records(state, state.index));
  return scrub(state);
}

Result<Commit> Commit::begin(Archive::State& state) {
  if (!state.is_writable) return cannot_write(state.paths.folder, EROFS);
  const Key* const key = PM_TRY(state.signing_key());
  Lock lock = PM_TRY(Lock::acquire(state.paths.lock()));
  PM_TRY(recover(state));
  const LogEnd end = PM_TRY(applied_end(state.index));
  LogWriter log = PM_TRY(LogWriter::open(state.paths.log(), end, *key));
  return Commit(state, std::move(lock), std::move(log), PM_TRY(Transaction::begin(state.index)));
}

// What can't be cut now is cut by the next commit.
Commit::~Commit() {
  if (!state_ || !warc_) return;
  warc_.reset();
  transaction_.reset();
  static_cast<void>(cut_records(*state_, state_->index));
}

Result<void> Commit::open_warc() {
  WarcPlace end = PM_TRY(warc_end(state_->index));
  is_new_warc_ = end.file.empty() || end.size > kMostWarc;
  warc_name_ = is_new_warc_ ? numbered(number_of(end.file) + 1) : end.file;
  warc_.emplace(PM_TRY(warc::Writer::open(state_->paths.warc(warc_name_), {.software = std::string(kSoftware)})));
  return {};
}

Result<warc::Writer*> Commit::warc() {
  if (!warc_) PM_TRY(open_warc());
  return &*warc_;
}

Result<std::uint64_t> Commit::warc_start() {
  const warc::Writer* const writer = PM_TRY(warc());
  return std::exchange(is_new_warc_, false) ? 0 : writer->size();
}

Result<WarcPlace> Commit::warc_since(std::uint64_t start) {
  const std::uint64_t size = warc_->size() - start;
  std::string digest = PM_TRY(digest_of_part(state_->paths.warc(warc_name_), start, size));
  return WarcPlace{warc_name_, start, size, std::move(digest)};
}

Result<Event> Commit::add(const NewEvent& event, const Article* known) {
  Event added = log_.append(event);
  PM_TRY(apply(state_->index, state_->blobs, added, known));
  return added;
}

// The order that makes an acknowledged capture safe: what a line speaks of is on the disk before the line is.
Result<void> Commit::finish() {
  if (warc_) PM_TRY(warc_->sync());
  PM_TRY(state_->blobs.sync());
  PM_TRY(set_applied_end(state_->index, log_.end()));
  PM_TRY(log_.commit());
  Archive::State& state = *state_.release();
  // It is for good now, whatever becomes of the index: what that misses, the log tells it, now or when it is next
  // opened.
  if (!transaction_->commit()) {
    transaction_.reset();
    static_cast<void>(catch_up(state));
  }
  return {};
}

}  // namespace pressmark::archive
