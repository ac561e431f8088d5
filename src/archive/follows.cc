// What is followed: said by the person, so lines of the log; and what became of looking there, so rows of the index.
#include "archive/follows.h"

#include <chrono>

#include "archive/state.h"
#include "base/hash.h"

namespace pressmark::archive {
namespace {

std::int64_t hash_of(std::string_view item) { return static_cast<std::int64_t>(base::hash(item)); }

Result<void> check(Database& index, const std::string& id) {
  Query query = PM_TRY(index.query("SELECT 1 FROM follow WHERE id = ?", id));
  if (PM_TRY(query.next())) return {};
  return std::unexpected(error(Code::kNotFound, "nothing that is followed is \"{}\"", id)
                             .with_remedy("pressmark follow list shows the IDs"));
}

// What is no line of the log is nothing that a writer of lines could wait for; SQLite keeps two such apart.
template <class Work>
Result<void> write(Archive::State& state, const Work& work) {
  if (!state.is_writable) return cannot_write(state.paths.folder, EROFS);
  Transaction transaction = PM_TRY(Transaction::begin(state.index));
  PM_TRY(work(state.index));
  return transaction.commit();
}

Result<void> put_poll(Database& index, const std::string& id, const Poll& poll) {
  return index.run(
      "INSERT OR REPLACE INTO poll (follow, looked, due, etag, last_modified, failures, result, captured) "
      "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE EXISTS (SELECT 1 FROM follow WHERE id = ?1)",
      id, poll.looked, poll.due, poll.etag, poll.last_modified, poll.failures, poll.result, poll.captured);
}

Result<void> put_seen(Database& index, const std::string& id, std::int64_t item) {
  return index.run(
      "INSERT OR IGNORE INTO seen (follow, item) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM follow WHERE id = ?1)", id,
      item);
}

Poll read_poll(const Query& query, int first) {
  return {.looked = std::string(query.text(first)),
          .due = std::string(query.text(first + 1)),
          .etag = std::string(query.text(first + 2)),
          .last_modified = std::string(query.text(first + 3)),
          .failures = static_cast<int>(query.number(first + 4)),
          .result = std::string(query.text(first + 5)),
          .captured = query.number(first + 6)};
}

Result<void> read_looks(Database& index, Looks& looks) {
  Query polls =
      PM_TRY(index.query("SELECT follow, looked, due, etag, last_modified, failures, result, captured FROM poll"));
  while (PM_TRY(polls.next())) looks.polls.emplace_back(polls.text(0), read_poll(polls, 1));
  Query seen = PM_TRY(index.query("SELECT follow, item FROM seen"));
  while (PM_TRY(seen.next())) looks.seen.emplace_back(seen.text(0), seen.number(1));
  return {};
}

}  // namespace

Looks looks_of(Database& index) {
  Looks looks;
  static_cast<void>(read_looks(index, looks));
  return looks;
}

Result<void> put_looks(Database& index, const Looks& looks) {
  Transaction transaction = PM_TRY(Transaction::begin(index));
  for (const auto& [id, poll] : looks.polls) PM_TRY(put_poll(index, id, poll));
  for (const auto& [id, item] : looks.seen) PM_TRY(put_seen(index, id, item));
  return transaction.commit();
}

Result<void> put_follow(Database& index, const Follow& follow) {
  return index.run(
      "INSERT INTO follow (id, url, title, every, only_new, added) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT DO UPDATE SET url = excluded.url, title = excluded.title, every = excluded.every, "
      "only_new = excluded.only_new, added = excluded.added",
      follow.id, follow.url, follow.title, follow.every.count(), follow.only_new, follow.added);
}

Result<std::string> Archive::follow(Follow follow) {
  if (follow.url.empty()) return fail(Code::kUsage, "what is followed needs an address");
  if (follow.id.empty()) follow.id = random_name();
  if (follow.added.empty()) follow.added = warc::format_date(std::chrono::system_clock::now());
  Commit commit = PM_TRY(Commit::begin(*state_));
  PM_TRY(commit.add(follow_event(follow)));
  PM_TRY(commit.finish());
  return follow.id;
}

Result<void> Archive::unfollow(const std::string& id) {
  Commit commit = PM_TRY(Commit::begin(*state_));
  PM_TRY(check(state_->index, id));
  PM_TRY(commit.add(unfollow_event(id)));
  return commit.finish();
}

Result<std::vector<Followed>> Archive::follows() {
  Query query =
      PM_TRY(state_->index.query("SELECT id, url, title, every, only_new, added, looked, due, etag, "
                                 "last_modified, failures, result, captured "
                                 "FROM follow LEFT JOIN poll ON follow = id ORDER BY added, id"));
  std::vector<Followed> follows;
  while (PM_TRY(query.next())) {
    const Follow follow{.id = std::string(query.text(0)),
                        .url = std::string(query.text(1)),
                        .title = std::string(query.text(2)),
                        .every = std::chrono::seconds(query.number(3)),
                        .only_new = query.number(4) != 0,
                        .added = std::string(query.text(5))};
    follows.push_back({follow, read_poll(query, 6)});
  }
  return follows;
}

Result<void> Archive::set_poll(const std::string& id, const Poll& poll) {
  return write(*state_, [&](Database& index) -> Result<void> {
    PM_TRY(check(index, id));
    return put_poll(index, id, poll);
  });
}

Result<bool> Archive::is_seen(const std::string& id, std::string_view item) {
  Query query = PM_TRY(state_->index.query("SELECT 1 FROM seen WHERE follow = ? AND item = ?", id, hash_of(item)));
  return query.next();
}

Result<void> Archive::set_seen(const std::string& id, std::span<const std::string> items) {
  return write(*state_, [&](Database& index) -> Result<void> {
    PM_TRY(check(index, id));
    for (const std::string& item : items) {
      PM_TRY(put_seen(index, id, hash_of(item)));
    }
    return {};
  });
}

}  // namespace pressmark::archive
