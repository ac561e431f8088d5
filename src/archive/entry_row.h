// Rows of articles as entries.
#pragma once

#include <initializer_list>

#include "archive/database.h"
#include "pressmark/archive.h"

namespace pressmark::archive {

struct EntryRow {
  Entry entry;
  std::int64_t row = 0;
  std::uint64_t fingerprint = 0;
  std::int64_t seal = 0;
};

// The columns that read_row reads, of the table `article`.
inline constexpr std::string_view kEntryColumns =
    "SELECT row, id, title, url, canonical, source, site, author, language, date, kind, saved, captured, versions, "
    "words, "
    "is_read, favourite, liked, recommended, archived, trashed, progress, note, fingerprint, seal FROM article ";
EntryRow read_row(const Query& query);
// Adds the tags. Errors: kUnreadable where the row or a tag is not what was written.
Result<void> complete(Database& index, EntryRow& read);
// The entry of that row, with its tags.
Result<Entry> entry_of(Database& index, std::int64_t row);
// Seals the article's row and its tags as they are now.
Result<void> seal_article(Database& index, const std::string& id);

// For a row whose seal is not what its columns give.
std::unexpected<Error> damaged_row();

// The columns that read_version reads, of the table `version`.
inline constexpr std::string_view kVersionColumns =
    "SELECT number, time, url, engine, json, content, payload, content_type, charset, warc, start, size, page, seal "
    "FROM "
    "version ";
// Errors: as complete().
Result<Version> read_version(const Query& query);
Result<void> seal_version(Database& index, std::int64_t row, int number);

}  // namespace pressmark::archive
