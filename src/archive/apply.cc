#include "archive/apply.h"

#include <charconv>
#include <optional>

#include "archive/entry_row.h"
#include "archive/files.h"
#include "archive/fingerprint.h"
#include "archive/follows.h"
#include "archive/search_index.h"
#include "pressmark/render.h"
#include "pressmark/search.h"
#include "pressmark/url.h"

namespace pressmark::archive {
namespace {

std::uint64_t to_number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string site_of(std::string_view address) {
  const auto parsed = url::Url::parse(address);
  return parsed ? std::string(url::display_host(*parsed)) : std::string();
}

std::optional<Article> kept_article(const Blobs& blobs, const std::string& digest) {
  const auto bytes = blobs.get(digest);
  if (!bytes) return std::nullopt;
  auto article = article_from_json(text_of(*bytes));
  return article ? std::optional(*std::move(article)) : std::nullopt;
}

// The article's row, or nullopt.
Result<std::optional<std::int64_t>> row_of(Database& index, const std::string& id) {
  Query query = PM_TRY(index.query("SELECT row FROM article WHERE id = ?", id));
  if (!PM_TRY(query.next())) return std::nullopt;
  return query.number(0);
}

Result<void> set_bands(Database& index, std::int64_t row, std::uint64_t fingerprint) {
  PM_TRY(index.run("DELETE FROM band WHERE article = ?", row));
  if (fingerprint == 0) return {};
  for (int place = 0; place < 4; ++place) {
    const auto value = static_cast<std::int64_t>(fingerprint >> (16 * place) & 0xFFFF);
    PM_TRY(index.run("INSERT INTO band (place, value, article) VALUES (?, ?, ?)", place, value, row));
  }
  return {};
}

// What the row says of the article that is its present one.
Result<void> describe(Database& index, std::int64_t row, const Article& article, std::string_view address,
                      std::string_view saved) {
  const Metadata& metadata = article.metadata;
  const std::string text = render::text(article);
  const Fingerprint fingerprint = fingerprint_of(text);
  PM_TRY(
      index.run("UPDATE article SET title = ?, url = ?, canonical = ?, source = ?, site = ?, author = ?, language = ?, "
                "date = ?, kind = ?, words = ?, fingerprint = ? WHERE row = ?",
                metadata.title, metadata.url, metadata.canonical, metadata.source, site_of(address), metadata.author,
                metadata.language, metadata.date, metadata.kind, fingerprint.words, fingerprint.bits, row));
  PM_TRY(index.run("UPDATE article SET source_folded = ?, author_folded = ?, length = ?, day = ? WHERE row = ?",
                   search::folded(metadata.source), search::folded(metadata.author), text.size(),
                   day_of(metadata.date.empty() ? saved : metadata.date), row));
  PM_TRY(index_article(index, row, text));
  return set_bands(index, row, fingerprint.bits);
}

Result<void> set_own(Database& index, std::int64_t row, const Change& change) {
  for (const std::string& tag : change.remove_tags) {
    PM_TRY(index.run("DELETE FROM tag WHERE article = ? AND name = ?", row, tag));
  }
  for (const std::string& tag : change.add_tags) {
    PM_TRY(
        index.run("INSERT OR IGNORE INTO tag (article, name, folded) VALUES (?, ?, ?)", row, tag, search::folded(tag)));
  }
  return index.run(
      "UPDATE article SET is_read = ifnull(?, is_read), favourite = ifnull(?, favourite), liked = ifnull(?, liked), "
      "recommended = ifnull(?, recommended), archived = ifnull(?, archived), trashed = ifnull(?, trashed), "
      "progress = ifnull(?, progress), note = ifnull(?, note) WHERE row = ?",
      change.read, change.favourite, change.liked, change.recommended, change.archived, change.trashed, change.progress,
      change.note, row);
}

Result<void> apply_capture(Database& index, const Blobs& blobs, const CaptureBody& body, const Article* known) {
  PM_TRY(
      index.run("INSERT INTO article (id, title, url, canonical, saved) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                body.id, body.title, body.url, body.canonical, body.saved));
  const auto row = PM_TRY(row_of(index, body.id));
  if (!row) return {};
  PM_TRY(index.run("UPDATE article SET captured = ?, versions = ? WHERE row = ? AND versions < ?", body.time,
                   body.version, *row, body.version));
  PM_TRY(
      index.run("INSERT OR REPLACE INTO version (article, number, time, url, engine, json, content, payload, "
                "content_type, charset, warc, start, size, page) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *row, body.version, body.time, body.url, body.engine, body.article, body.content, body.payload,
                body.content_type, body.charset, body.warc.file, body.warc.offset, body.warc.size, body.page));
  for (const KeptImage& image : body.images) {
    PM_TRY(
        index.run("INSERT OR REPLACE INTO image (article, version, url, digest, media_type, warc, start) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?)",
                  *row, body.version, image.url, image.blob, image.media_type, image.file, image.offset));
  }
  for (const std::string& address : {body.canonical, body.asked}) {
    if (!address.empty())
      PM_TRY(index.run("INSERT OR IGNORE INTO address (url, article) VALUES (?, ?)", address, *row));
  }
  PM_TRY(set_own(index, *row, body.own));
  const std::optional<Article> kept = known ? std::nullopt : kept_article(blobs, body.article);
  if (kept) known = &*kept;
  return known ? describe(index, *row, *known, body.canonical, body.saved) : Result<void>{};
}

Result<void> apply_reread(Database& index, const Blobs& blobs, const RereadBody& body, const Article* known) {
  const auto row = PM_TRY(row_of(index, body.id));
  if (!row) return {};
  PM_TRY(index.run("UPDATE version SET engine = ?, json = ?, content = ? WHERE article = ? AND number = ?", body.engine,
                   body.article, body.content, *row, body.version));
  Query query = PM_TRY(index.query("SELECT versions, canonical, saved FROM article WHERE row = ?", *row));
  if (!PM_TRY(query.next()) || query.number(0) != body.version) return {};
  const std::optional<Article> kept = known ? std::nullopt : kept_article(blobs, body.article);
  if (kept) known = &*kept;
  return known ? describe(index, *row, *known, std::string(query.text(1)), std::string(query.text(2))) : Result<void>{};
}

Result<void> apply_change(Database& index, const ChangeBody& body) {
  const auto row = PM_TRY(row_of(index, body.id));
  if (!row) return {};
  const Change& change = body.change;
  PM_TRY(set_own(index, *row, change));
  const bool is_searched = change.note || !change.add_tags.empty() || !change.remove_tags.empty();
  return is_searched ? index_article(index, *row, std::nullopt) : Result<void>{};
}

Result<void> apply_highlight(Database& index, const HighlightBody& body) {
  const Highlight& highlight = body.highlight;
  const auto row = PM_TRY(row_of(index, body.id));
  if (!row) return {};
  if (body.removed) return index.run("DELETE FROM highlight WHERE id = ? AND article = ?", highlight.id, *row);
  return index.run(
      "INSERT OR REPLACE INTO highlight (id, article, exact, prefix, suffix, start, finish, note, colour, created) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      highlight.id, *row, highlight.exact, highlight.prefix, highlight.suffix, highlight.start, highlight.end,
      highlight.note, highlight.colour, highlight.created);
}

// Names of WARC files grow as their numbers do. In a rebuild the capture that wrote the last records may be purged:
// then only the purge says where they end.
Result<void> note_warc_end(Database& index, const WarcPlace& place) {
  const WarcPlace before = PM_TRY(warc_end(index));
  if (std::pair(place.file, place.offset + place.size) <= std::pair(before.file, before.size)) return {};
  PM_TRY(set_meta(index, "warc_file", place.file));
  return set_meta(index, "warc_size", std::to_string(place.offset + place.size));
}

Result<void> apply_purge(Database& index, const PurgeBody& body) {
  const std::string& id = body.id;
  for (const WarcPlace& place : body.places) {
    PM_TRY(note_warc_end(index, place));
    PM_TRY(index.run("INSERT INTO scrub (what, name, start, size) VALUES ('record', ?, ?, ?)", place.file, place.offset,
                     place.size));
  }
  PM_TRY(
      index.run("INSERT INTO scrub (what, name, start, size) SELECT 'line', '', start, 0 FROM event WHERE id = ?", id));
  PM_TRY(
      index.run("INSERT INTO scrub (what, name, start, size) SELECT 'blob', json, 0, 0 FROM version JOIN article ON "
                "article = row WHERE id = ? UNION SELECT 'blob', digest, 0, 0 FROM image JOIN article ON article = row "
                "WHERE id = ?",
                id, id));
  if (const auto row = PM_TRY(row_of(index, id))) PM_TRY(remove_from_index(index, *row));
  PM_TRY(index.run("DELETE FROM article WHERE id = ?", id));
  return index.run("DELETE FROM event WHERE id = ?", id);
}

// By the event's type.
Result<void> apply_body(Database& index, const Blobs& blobs, const Event& event, const Article* known) {
  const std::string& body = event.body;
  if (event.type == event_type::kCapture) {
    if (const auto capture = read_capture(body)) return apply_capture(index, blobs, *capture, known);
  } else if (event.type == event_type::kReread) {
    if (const auto reread = read_reread(body)) return apply_reread(index, blobs, *reread, known);
  } else if (event.type == event_type::kChange) {
    if (const auto change = read_change(body)) return apply_change(index, *change);
  } else if (event.type == event_type::kHighlight) {
    if (const auto highlight = read_highlight(body)) return apply_highlight(index, *highlight);
  } else if (event.type == event_type::kCollection) {
    const auto collection = read_collection(body);
    if (!collection) return {};
    const auto& [name, query] = *collection;
    if (query.empty()) return index.run("DELETE FROM collection WHERE name = ?", name);
    return index.run("INSERT OR REPLACE INTO collection (name, query) VALUES (?, ?)", name, query);
  } else if (event.type == event_type::kFollow) {
    const auto read = read_follow(body);
    if (!read) return {};
    return read->removed ? index.run("DELETE FROM follow WHERE id = ?", read->follow.id)
                         : put_follow(index, read->follow);
  } else if (event.type == event_type::kPurge) {
    if (const auto purge = read_purge(body)) return apply_purge(index, *purge);
  }
  return {};
}

}  // namespace

Result<std::string> meta(Database& index, std::string_view name) {
  Query query = PM_TRY(index.query("SELECT value FROM meta WHERE name = ?", name));
  if (!PM_TRY(query.next())) return std::string();
  return std::string(query.text(0));
}

Result<void> set_meta(Database& index, std::string_view name, std::string_view value) {
  return index.run("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", name, value);
}

Result<void> replay(Database& index, const Blobs& blobs, const std::string& log, std::uint64_t end) {
  Transaction transaction = PM_TRY(Transaction::begin(index));
  LogReader reader = PM_TRY(LogReader::open(log, empty_log()));
  while (reader.end().bytes < end) {
    const auto line = PM_TRY(reader.next());
    if (!line || line->fault != LineFault::kNone) break;
    PM_TRY(apply(index, blobs, line->event));
  }
  PM_TRY(set_applied_end(index, reader.end()));
  return transaction.commit();
}

Result<bool> is_image_kept(Database& index, const std::string& digest) {
  Query query = PM_TRY(index.query("SELECT 1 FROM image WHERE digest = ?", digest));
  return query.next();
}

Result<LogEnd> applied_end(Database& index) {
  const std::string head = PM_TRY(meta(index, "log_head"));
  if (head.empty()) return empty_log();
  return LogEnd{to_number(PM_TRY(meta(index, "log_bytes"))), to_number(PM_TRY(meta(index, "log_sequence"))), head};
}

Result<void> set_applied_end(Database& index, const LogEnd& end) {
  PM_TRY(set_meta(index, "log_bytes", std::to_string(end.bytes)));
  PM_TRY(set_meta(index, "log_sequence", std::to_string(end.sequence)));
  return set_meta(index, "log_head", end.head);
}

Result<WarcPlace> warc_end(Database& index) {
  return WarcPlace{PM_TRY(meta(index, "warc_file")), 0, to_number(PM_TRY(meta(index, "warc_size")))};
}

Result<void> apply(Database& index, const Blobs& blobs, const Event& event, const Article* known) {
  const std::string& body = event.body;
  if (body.empty()) return {};
  if (const auto place = warc_in(body)) PM_TRY(note_warc_end(index, *place));
  const std::string id = id_in(body);
  if (!id.empty() && event.type != event_type::kPurge) {
    PM_TRY(index.run("INSERT OR IGNORE INTO event (id, start) VALUES (?, ?)", id, event.offset));
  }
  return apply_body(index, blobs, event, known);
}

}  // namespace pressmark::archive
