#include "archive/entry_row.h"

#include "base/hash.h"

namespace pressmark::archive {

EntryRow read_row(const Query& query) {
  EntryRow read;
  read.row = query.number(0);
  Entry& entry = read.entry;
  int column = 1;
  for (std::string* place : {&entry.id, &entry.title, &entry.url, &entry.canonical, &entry.source, &entry.site,
                             &entry.author, &entry.language, &entry.date, &entry.kind, &entry.saved, &entry.captured}) {
    *place = query.text(column++);
  }
  entry.versions = static_cast<int>(query.number(column++));
  entry.words = query.number(column++);
  for (bool* place :
       {&entry.read, &entry.favourite, &entry.liked, &entry.recommended, &entry.archived, &entry.trashed}) {
    *place = query.number(column++) != 0;
  }
  entry.progress = query.real(column++);
  entry.note = query.text(column++);
  read.fingerprint = static_cast<std::uint64_t>(query.number(column++));
  read.seal = query.number(column);
  return read;
}

std::unexpected<Error> damaged_row() {
  return std::unexpected(error(Code::kUnreadable, "the index is damaged: {}", "a row is not as it was written")
                             .with_remedy("pressmark rebuild makes it anew; nothing of the archive is lost"));
}

namespace {

Result<void> add_tags(Database& index, EntryRow& read) {
  Query query = PM_TRY(index.query("SELECT name FROM tag WHERE article = ? ORDER BY name", read.row));
  while (PM_TRY(query.next())) read.entry.tags.emplace_back(query.text(0));
  return {};
}

std::int64_t seal_of(const EntryRow& read) {
  const Entry& entry = read.entry;
  std::string all;
  for (const std::string* text :
       {&entry.id, &entry.title, &entry.url, &entry.canonical, &entry.source, &entry.site, &entry.author,
        &entry.language, &entry.date, &entry.kind, &entry.saved, &entry.captured, &entry.note}) {
    all += *text;
    all += '\0';
  }
  for (const std::string& tag : entry.tags) all += tag + '\0';
  all += fmt::format("{} {} {} {} {} {} {} {} {} {}", entry.versions, entry.words, entry.read, entry.favourite,
                     entry.liked, entry.recommended, entry.archived, entry.trashed, entry.progress, read.fingerprint);
  return static_cast<std::int64_t>(base::hash(all));
}

Version version_in(const Query& query) {
  Version version;
  version.number = static_cast<int>(query.number(0));
  int column = 1;
  for (std::string* place : {&version.time, &version.url, &version.engine, &version.article, &version.content,
                             &version.payload, &version.content_type, &version.charset, &version.warc}) {
    *place = query.text(column++);
  }
  version.offset = static_cast<std::uint64_t>(query.number(column++));
  version.size = static_cast<std::uint64_t>(query.number(column++));
  version.page_offset = static_cast<std::uint64_t>(query.number(column));
  return version;
}

std::int64_t seal_of(const Version& version) {
  std::string all;
  for (const std::string* text : {&version.time, &version.url, &version.engine, &version.article, &version.content,
                                  &version.payload, &version.content_type, &version.charset, &version.warc}) {
    all += *text;
    all += '\0';
  }
  all += fmt::format("{} {} {} {}", version.number, version.offset, version.size, version.page_offset);
  return static_cast<std::int64_t>(base::hash(all));
}

}  // namespace

Result<void> complete(Database& index, EntryRow& read) {
  PM_TRY(add_tags(index, read));
  if (seal_of(read) != read.seal) return damaged_row();
  return {};
}

Result<Entry> entry_of(Database& index, std::int64_t row) {
  Query query = PM_TRY(index.query(std::string(kEntryColumns) + "WHERE row = ?", row));
  if (!PM_TRY(query.next())) return fail(Code::kUnreadable, "the index is damaged: {}", "an article is missing");
  EntryRow read = read_row(query);
  PM_TRY(complete(index, read));
  return std::move(read.entry);
}

Result<void> seal_article(Database& index, const std::string& id) {
  Query query = PM_TRY(index.query(std::string(kEntryColumns) + "WHERE id = ?", id));
  if (!PM_TRY(query.next())) return {};
  EntryRow read = read_row(query);
  PM_TRY(add_tags(index, read));
  return index.run("UPDATE article SET seal = ? WHERE row = ?", seal_of(read), read.row);
}

Result<Version> read_version(const Query& query) {
  Version version = version_in(query);
  if (seal_of(version) != query.number(13)) return damaged_row();
  return version;
}

Result<void> seal_version(Database& index, std::int64_t row, int number) {
  Query query = PM_TRY(index.query(std::string(kVersionColumns) + "WHERE article = ? AND number = ?", row, number));
  if (!PM_TRY(query.next())) return {};
  return index.run("UPDATE version SET seal = ? WHERE article = ? AND number = ?", seal_of(version_in(query)), row,
                   number);
}

}  // namespace pressmark::archive
