// What the person adds to the articles: a line each, as for all else.
#include <sodium.h>

#include <array>
#include <chrono>

#include "archive/state.h"

namespace pressmark::archive {

std::string random_name() {
  std::array<unsigned char, 8> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  return to_hex(bytes);
}

Result<std::int64_t> row_of(Database& index, const std::string& id) {
  Query query = PM_TRY(index.query("SELECT row FROM article WHERE id = ?", id));
  if (PM_TRY(query.next())) return query.number(0);
  return std::unexpected(
      error(Code::kNotFound, "there is no article \"{}\"", id).with_remedy("pressmark list and find show the IDs"));
}

Result<void> Archive::change(const std::string& id, const Change& change) {
  if (change.progress && !(*change.progress >= 0 && *change.progress <= 1)) {
    return fail(Code::kUsage, "a progress is from 0 to 1, not {}", *change.progress);
  }
  Commit commit = PM_TRY(Commit::begin(*state_));
  static_cast<void>(PM_TRY(row_of(state_->index, id)));
  PM_TRY(commit.add(change_event(id, change)));
  return commit.finish();
}

Result<std::string> Archive::highlight(const std::string& id, Highlight highlight) {
  if (highlight.exact.empty()) return fail(Code::kUsage, "a highlight needs the passage's text");
  if (highlight.id.empty()) highlight.id = random_name();
  if (highlight.created.empty()) highlight.created = warc::format_date(std::chrono::system_clock::now());
  Commit commit = PM_TRY(Commit::begin(*state_));
  static_cast<void>(PM_TRY(row_of(state_->index, id)));
  PM_TRY(commit.add(highlight_event(id, highlight.id, &highlight)));
  PM_TRY(commit.finish());
  return highlight.id;
}

Result<void> Archive::remove_highlight(const std::string& id, const std::string& highlight) {
  Commit commit = PM_TRY(Commit::begin(*state_));
  static_cast<void>(PM_TRY(row_of(state_->index, id)));
  PM_TRY(commit.add(highlight_event(id, highlight, nullptr)));
  return commit.finish();
}

Result<void> Archive::set_collection(const std::string& name, const std::string& query) {
  if (name.empty()) return fail(Code::kUsage, "a collection needs a name");
  Commit commit = PM_TRY(Commit::begin(*state_));
  PM_TRY(commit.add(collection_event(name, query)));
  return commit.finish();
}

Result<void> Archive::reread(const std::string& id, int version, const Article& article, const std::string& engine) {
  Commit commit = PM_TRY(Commit::begin(*state_));
  static_cast<void>(PM_TRY(row_of(state_->index, id)));
  const std::string digest = PM_TRY(state_->blobs.put(bytes_of(to_json(article, JsonStyle::kOneLine))));
  PM_TRY(commit.add(to_event(RereadBody{id, version, article.metadata.title, engine, digest, content_digest(article)}),
                    &article));
  return commit.finish();
}

// The new key is stored under its name only after the log said so: until then the old one signs.
Result<void> Archive::renew_key(std::string_view passphrase, std::string_view reason) {
  if (!state_->is_writable) return cannot_write(state_->paths.folder, EROFS);
  const Key key = Key::make();
  const std::string path = state_->paths.key();
  {
    const Lock lock = PM_TRY(Lock::acquire(state_->paths.lock()));
    PM_TRY(catch_up(*state_));
    // Found out now rather than behind the line that speaks of it.
    PM_TRY(key.store(path + ".next", passphrase));
    const LogEnd end = PM_TRY(applied_end(state_->index));
    LogWriter log = PM_TRY(LogWriter::open(state_->paths.log(), end, key));
    log.append(key_event(key.public_key(), reason));
    PM_TRY(log.commit());
    PM_TRY(key.store(path, passphrase));
    PM_TRY(catch_up(*state_));
  }
  state_->passphrase = passphrase;
  state_->key.reset();
  return {};
}

}  // namespace pressmark::archive
