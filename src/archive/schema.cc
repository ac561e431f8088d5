#include "archive/schema.h"

#include <array>

namespace pressmark::archive {
namespace {

// Never edited once released: what changes is a further migration. All of it is derived from the log and the blobs.
constexpr std::array kMigrations = {
    R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE article (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- What ranking reads of every hit stands before what may be long.
  day INTEGER NOT NULL DEFAULT 0, length INTEGER NOT NULL DEFAULT 0, trashed INTEGER NOT NULL DEFAULT 0,
  is_read INTEGER NOT NULL DEFAULT 0, favourite INTEGER NOT NULL DEFAULT 0, liked INTEGER NOT NULL DEFAULT 0,
  recommended INTEGER NOT NULL DEFAULT 0, archived INTEGER NOT NULL DEFAULT 0,
  title TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '', canonical TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '', site TEXT NOT NULL DEFAULT '', author TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
  saved TEXT NOT NULL DEFAULT '', captured TEXT NOT NULL DEFAULT '',
  versions INTEGER NOT NULL DEFAULT 0, words INTEGER NOT NULL DEFAULT 0, fingerprint INTEGER NOT NULL DEFAULT 0,
  source_folded TEXT NOT NULL DEFAULT '', author_folded TEXT NOT NULL DEFAULT '',
  progress REAL NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '');
CREATE INDEX article_by_saved ON article (saved);

CREATE TABLE version (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  number INTEGER NOT NULL,
  time TEXT NOT NULL, url TEXT NOT NULL, engine TEXT NOT NULL,
  json TEXT NOT NULL, content TEXT NOT NULL, payload TEXT NOT NULL,
  content_type TEXT NOT NULL, charset TEXT NOT NULL,
  warc TEXT NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL, page INTEGER NOT NULL,
  PRIMARY KEY (article, number)) WITHOUT ROWID;
CREATE INDEX version_by_payload ON version (payload);
CREATE INDEX version_by_json ON version (json);

CREATE TABLE image (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  version INTEGER NOT NULL,
  url TEXT NOT NULL, digest TEXT NOT NULL, media_type TEXT NOT NULL,
  warc TEXT NOT NULL, start INTEGER NOT NULL,
  PRIMARY KEY (article, version, url)) WITHOUT ROWID;
CREATE INDEX image_by_digest ON image (digest);

CREATE TABLE address (
  url TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX address_by_article ON address (article);

CREATE TABLE tag (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  name TEXT NOT NULL, folded TEXT NOT NULL,
  PRIMARY KEY (article, name)) WITHOUT ROWID;
CREATE INDEX tag_by_folded ON tag (folded, article);

CREATE TABLE highlight (
  id TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
  start INTEGER NOT NULL, finish INTEGER NOT NULL,
  note TEXT NOT NULL, colour TEXT NOT NULL, created TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX highlight_by_article ON highlight (article);

CREATE TABLE collection (name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID;

-- Which lines of the log speak of which article.
CREATE TABLE event (id TEXT NOT NULL, start INTEGER NOT NULL, PRIMARY KEY (id, start)) WITHOUT ROWID;

-- What of purged articles is still to be overwritten or removed: a line of the log at `start`, records, a blob.
CREATE TABLE scrub (what TEXT NOT NULL, name TEXT NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL);

-- docs/formats/search.md. It keeps no text, and to take a row out it must be told what was put in: `indexed` has that.
CREATE VIRTUAL TABLE search USING fts5(title, source, tags, text, content='', columnsize=0, tokenize='pressmark');
CREATE TABLE indexed (
  article INTEGER PRIMARY KEY,
  title TEXT NOT NULL, source TEXT NOT NULL, tags TEXT NOT NULL,
  text BLOB NOT NULL);  -- packed with Zstandard

-- Sixteen bits each of an article's fingerprint, to find those that differ in few.
CREATE TABLE band (
  place INTEGER NOT NULL, value INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  PRIMARY KEY (place, value, article)) WITHOUT ROWID;
CREATE INDEX band_by_article ON band (article);
)sql",
    R"sql(
CREATE TABLE follow (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL, title TEXT NOT NULL, every INTEGER NOT NULL, only_new INTEGER NOT NULL, added TEXT NOT NULL) WITHOUT ROWID;
-- Not of the log: how the last look went, and hashes of the items of which no more is to be known.
CREATE TABLE poll (
  follow TEXT PRIMARY KEY REFERENCES follow ON DELETE CASCADE,
  looked TEXT NOT NULL, due TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  failures INTEGER NOT NULL, result TEXT NOT NULL, captured INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE seen (
  follow TEXT NOT NULL REFERENCES follow ON DELETE CASCADE, item INTEGER NOT NULL,
  PRIMARY KEY (follow, item)) WITHOUT ROWID;
)sql"};

Result<std::int64_t> version_of(Database& index) {
  Query query = PM_TRY(index.query("PRAGMA user_version"));
  static_cast<void>(PM_TRY(query.next()));
  return query.number(0);
}

}  // namespace

Result<void> migrate(Database& index) {
  std::int64_t version = PM_TRY(version_of(index));
  if (version == std::int64_t{kMigrations.size()}) return {};
  Transaction transaction = PM_TRY(Transaction::begin(index));
  version = PM_TRY(version_of(index));  // Another process may have been faster.
  if (version > std::int64_t{kMigrations.size()}) {
    return std::unexpected(
        error(Code::kUnreadable, "the index is of a later version, {}", version).with_remedy("use a newer pressmark"));
  }
  for (auto at = static_cast<std::size_t>(version); at < kMigrations.size(); ++at) {
    PM_TRY(index.script(kMigrations[at]));
  }
  PM_TRY(index.script(fmt::format("PRAGMA user_version = {}", kMigrations.size())));
  return transaction.commit();
}

}  // namespace pressmark::archive
