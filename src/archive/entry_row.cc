#include "archive/entry_row.h"

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
  read.fingerprint = static_cast<std::uint64_t>(query.number(column));
  return read;
}

Result<void> add_tags(Database& index, EntryRow& read) {
  Query query = PM_TRY(index.query("SELECT name FROM tag WHERE article = ? ORDER BY name", read.row));
  while (PM_TRY(query.next())) read.entry.tags.emplace_back(query.text(0));
  return {};
}

Version read_version(const Query& query) {
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

Result<Entry> entry_of(Database& index, std::int64_t row) {
  Query query = PM_TRY(index.query(std::string(kEntryColumns) + "WHERE row = ?", row));
  if (!PM_TRY(query.next())) return fail(Code::kUnreadable, "the index is damaged: {}", "an article is missing");
  EntryRow read = read_row(query);
  PM_TRY(add_tags(index, read));
  return std::move(read.entry);
}

}  // namespace pressmark::archive
