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
};

// The columns that read_row reads, of the table `article`.
inline constexpr std::string_view kEntryColumns =
    "SELECT row, id, title, url, canonical, source, site, author, language, date, kind, saved, captured, versions, "
    "words, "
    "is_read, favourite, liked, recommended, archived, trashed, progress, note, fingerprint FROM article ";
EntryRow read_row(const Query& query);
Result<void> add_tags(Database& index, EntryRow& read);
// The entry of that row, with its tags.
Result<Entry> entry_of(Database& index, std::int64_t row);

// The columns that read_version reads, of the table `version`.
inline constexpr std::string_view kVersionColumns =
    "SELECT number, time, url, engine, json, content, payload, content_type, charset, warc, start, size, page "
    "FROM "
    "version ";
Version read_version(const Query& query);

}  // namespace pressmark::archive
