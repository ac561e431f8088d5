// What is in the archive.
#include <bit>

#include "archive/entry_row.h"
#include "archive/fingerprint.h"
#include "archive/state.h"

namespace pressmark::archive {
namespace {

// Fingerprints that differ in at most three bits have one of four quarters in common.
Result<void> add_near(Database& index, EntryRow& read) {
  constexpr int kMostNear = 20;
  if (read.fingerprint == 0) return {};
  const auto band = [&read](int place) { return static_cast<std::int64_t>(read.fingerprint >> (16 * place) & 0xFFFF); };
  Query query =
      PM_TRY(index.query("SELECT DISTINCT id, fingerprint FROM band JOIN article ON band.article = article.row WHERE "
                         "article.row != ? AND trashed = 0 "
                         "AND ((place = 0 AND value = ?) OR (place = 1 AND value = ?) OR (place = 2 AND value = ?) OR "
                         "(place = 3 AND value = ?)) "
                         "LIMIT 10000",
                         read.row, band(0), band(1), band(2), band(3)));
  while (read.entry.near.size() < kMostNear && PM_TRY(query.next())) {
    const auto other = static_cast<std::uint64_t>(query.number(1));
    if (std::popcount(other ^ read.fingerprint) <= kNearBits) read.entry.near.emplace_back(query.text(0));
  }
  return {};
}

Result<std::vector<Version>> versions_of(Database& index, const std::string& id) {
  const std::int64_t row = PM_TRY(row_of(index, id));
  Query query = PM_TRY(index.query(std::string(kVersionColumns) + "WHERE article = ? ORDER BY number", row));
  std::vector<Version> versions;
  while (PM_TRY(query.next())) versions.push_back(read_version(query));
  return versions;
}

}  // namespace

Result<std::string> Archive::resolve(std::string_view text) {
  std::string after(text);
  if (!after.empty()) after.back() = static_cast<char>(after.back() + 1);
  Query query =
      PM_TRY(state_->index.query("SELECT id FROM article WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", text, after));
  if (text.empty() || !PM_TRY(query.next())) {
    return std::unexpected(
        error(Code::kNotFound, "there is no article \"{}\"", text).with_remedy("pressmark list and find show the IDs"));
  }
  std::string id(query.text(0));
  if (id != text && PM_TRY(query.next())) {
    return std::unexpected(error(Code::kUsage, "several articles have an ID that begins with \"{}\"", text)
                               .with_remedy("write more of it"));
  }
  return id;
}

Result<std::optional<std::string>> Archive::find_url(std::string_view url) {
  Query query =
      PM_TRY(state_->index.query("SELECT id FROM address JOIN article ON article = row WHERE address.url = ?", url));
  if (!PM_TRY(query.next())) return std::nullopt;
  return std::string(query.text(0));
}

Result<Entry> Archive::entry(const std::string& id) {
  static_cast<void>(PM_TRY(row_of(state_->index, id)));
  Query query = PM_TRY(state_->index.query(std::string(kEntryColumns) + "WHERE id = ?", id));
  static_cast<void>(PM_TRY(query.next()));
  EntryRow read = read_row(query);
  PM_TRY(add_tags(state_->index, read));
  PM_TRY(add_near(state_->index, read));
  return std::move(read.entry);
}

Result<std::vector<Entry>> Archive::list(const Filter& filter) {
  const std::int64_t most = filter.limit == 0 ? -1 : static_cast<std::int64_t>(filter.limit);
  Query query = PM_TRY(state_->index.query(
      std::string(kEntryColumns) + "WHERE trashed = ? ORDER BY saved DESC, row DESC LIMIT ?", filter.trashed, most));
  std::vector<Entry> entries;
  while (PM_TRY(query.next())) {
    EntryRow read = read_row(query);
    PM_TRY(add_tags(state_->index, read));
    entries.push_back(std::move(read.entry));
  }
  return entries;
}

Result<std::vector<Version>> Archive::versions(const std::string& id) { return versions_of(state_->index, id); }

Result<Version> Archive::version(const std::string& id, int number) {
  std::vector<Version> versions = PM_TRY(versions_of(state_->index, id));
  for (Version& one : versions) {
    if (one.number == number || (number == 0 && &one == &versions.back())) return std::move(one);
  }
  return std::unexpected(error(Code::kNotFound, "there is no version {} of \"{}\"", number, id)
                             .with_remedy("pressmark show {} --versions lists them", id));
}

Result<Article> Archive::article(const std::string& id, int version) {
  const Version found = PM_TRY(this->version(id, version));
  return article_from_json(text_of(PM_TRY(state_->blobs.get(found.article))));
}

// Never other bytes than the log says were captured.
Result<Raw> Archive::raw(const std::string& id, int number) {
  const Version version = PM_TRY(this->version(id, number));
  Raw raw{PM_TRY(payload_at(state_->paths.warc(version.warc), version.page_offset)), version.url, version.content_type,
          version.charset, version.time};
  if (digest_of(raw.bytes) == version.payload) return raw;
  return std::unexpected(error(Code::kUnreadable, "the page kept there is damaged")
                             .with_remedy("see what pressmark verify --read-data says")
                             .about(state_->paths.warc(version.warc)));
}

Result<std::vector<std::byte>> payload_at(const std::string& path, std::uint64_t offset) {
  constexpr std::uint64_t kMostRecord = std::uint64_t{1} << 30;
  warc::Reader reader = PM_TRY(warc::Reader::open(path));
  reader.seek(offset);
  const auto record = PM_TRY(reader.next());
  if (!record || record->offset != offset) {
    return std::unexpected(error(Code::kUnreadable, "has no record at byte {}", offset).about(path));
  }
  std::vector<std::byte> block = PM_TRY(reader.read_rest(kMostRecord));
  if (record->type != warc::Type::kResponse) return block;
  const warc::HttpMessage message = PM_TRY(warc::parse_http(block));
  return warc::decode_body(message, std::span(block).subspan(message.body));
}

Result<std::vector<std::pair<std::string, std::string>>> Archive::images(const std::string& id, int number) {
  const Version version = PM_TRY(this->version(id, number));
  Query query = PM_TRY(state_->index.query(
      "SELECT image.url, digest FROM image JOIN article ON article = row WHERE id = ? AND version = ?", id,
      version.number));
  std::vector<std::pair<std::string, std::string>> images;
  while (PM_TRY(query.next())) images.emplace_back(query.text(0), query.text(1));
  return images;
}

Result<std::vector<std::byte>> Archive::blob(std::string_view digest) {
  if (!is_digest(digest)) return fail(Code::kUsage, "\"{}\" is no SHA-256", digest);
  return state_->blobs.get(digest);
}

Result<std::vector<Highlight>> Archive::highlights(const std::string& id) {
  const std::int64_t row = PM_TRY(row_of(state_->index, id));
  Query query = PM_TRY(
      state_->index.query("SELECT id, exact, prefix, suffix, start, finish, note, colour, created FROM highlight "
                          "WHERE article = ? ORDER BY start, id",
                          row));
  std::vector<Highlight> highlights;
  while (PM_TRY(query.next())) {
    highlights.push_back({std::string(query.text(0)), std::string(query.text(1)), std::string(query.text(2)),
                          std::string(query.text(3)), query.number(4), query.number(5), std::string(query.text(6)),
                          std::string(query.text(7)), std::string(query.text(8))});
  }
  return highlights;
}

Result<std::vector<std::pair<std::string, std::string>>> Archive::collections() {
  Query query = PM_TRY(state_->index.query("SELECT name, query FROM collection ORDER BY name"));
  std::vector<std::pair<std::string, std::string>> collections;
  while (PM_TRY(query.next())) collections.emplace_back(query.text(0), query.text(1));
  return collections;
}

}  // namespace pressmark::archive
