// What the person wants gone, gone for good; the chain stays valid.
#include <zlib.h>

#include <algorithm>
#include <array>

#include "archive/state.h"

namespace pressmark::archive {
namespace {

// RFC 1952 and RFC 1951: a gzip member of stored blocks, whose size we choose to the byte.
constexpr std::array<unsigned char, 10> kGzipHeader = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF};
constexpr std::size_t kStored = 5, kMostStored = 0xFFFF, kTrailer = 8;

void append_little_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

// With a file name of `filling` bytes in its header, its end counted.
std::string stored_member(std::string_view content, std::size_t filling) {
  std::string member(reinterpret_cast<const char*>(kGzipHeader.data()), kGzipHeader.size());
  if (filling > 0) {
    member[3] = 8;  // FNAME
    member.append(filling - 1, '-').push_back('\0');
  }
  for (std::size_t at = 0; at < content.size(); at += kMostStored) {
    const std::string_view block = content.substr(at, kMostStored);
    member.push_back(at + block.size() == content.size() ? '\1' : '\0');
    append_little_endian(member, block.size(), 2);
    append_little_endian(member, ~block.size(), 2);
    member += block;
  }
  const auto* const bytes = reinterpret_cast<const unsigned char*>(content.data());
  append_little_endian(member, crc32_z(0, bytes, content.size()), 4);
  append_little_endian(member, content.size(), 4);
  return member;
}

std::string tombstone_record(std::size_t padding) {
  return fmt::format(
             "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:pressmark:purged>\r\nWARC-Date: "
             "1970-01-01T00:00:00Z\r\n"
             "Content-Length: {}\r\n\r\n",
             padding) +
         std::string(padding, ' ') + "\r\n\r\n";
}

// The largest record whose member has at most `size` bytes leaves few to fill.
std::string tombstone(std::size_t size) {
  const auto whole = [](std::size_t padding) {
    const std::size_t record = tombstone_record(0).size() - 1 + std::to_string(padding).size() + padding;
    return kGzipHeader.size() + (record + kMostStored - 1) / kMostStored * kStored + record + kTrailer;
  };
  if (whole(0) > size) return std::string(size, '\0');  // Too few for a record: no reader takes this for one.
  std::size_t padding = size - whole(0);
  while (whole(padding) > size) --padding;
  return stored_member(tombstone_record(padding), size - whole(padding));
}

std::string tombstone_digest(std::size_t size) { return digest_of(bytes_of(tombstone(size))); }

Result<Event> event_at(const std::string& log, std::uint64_t offset) {
  LogEnd before = empty_log();
  before.bytes = offset;
  LogReader reader = PM_TRY(LogReader::open(log, before));
  auto line = PM_TRY(reader.next());
  if (!line || line->event.body_size == 0) {
    return std::unexpected(error(Code::kUnreadable, "has no line at byte {}", offset).about(log));
  }
  return std::move(line->event);
}

// What is to be overwritten or removed, as apply() noted it down.
struct Remains {
  std::string what, name;
  std::uint64_t start = 0, size = 0;
};

Result<std::vector<Remains>> remains(Database& index) {
  Query query = PM_TRY(index.query("SELECT what, name, start, size FROM scrub"));
  std::vector<Remains> all;
  while (PM_TRY(query.next())) {
    all.push_back({std::string(query.text(0)), std::string(query.text(1)), static_cast<std::uint64_t>(query.number(2)),
                   static_cast<std::uint64_t>(query.number(3))});
  }
  return all;
}

Result<bool> is_used(Database& index, const std::string& digest) {
  Query query = PM_TRY(index.query(
      "SELECT 1 FROM version WHERE json = ? UNION ALL SELECT 1 FROM image WHERE digest = ?", digest, digest));
  return query.next();
}

Result<void> scrub_one(Archive::State& state, const Remains& one) {
  if (one.what == "line") {
    return purge_body(state.paths.log(), PM_TRY(event_at(state.paths.log(), one.start)));
  }
  if (one.what == "blob") {
    return PM_TRY(is_used(state.index, one.name)) ? Result<void>{} : state.blobs.remove(one.name);
  }
  const std::string path = state.paths.warc(one.name);
  if (PM_TRY(size_of(path)) < one.start + one.size) return {};  // Cut off since: nothing behind it was kept.
  return overwrite(path, one.start, bytes_of(tombstone(static_cast<std::size_t>(one.size))));
}

}  // namespace

Result<void> scrub(Archive::State& state) {
  const std::vector<Remains> all = PM_TRY(remains(state.index));
  if (all.empty()) return {};
  for (const Remains& one : all) PM_TRY(scrub_one(state, one));
  PM_TRY(state.blobs.sync());
  // FTS5 keeps the words of what was taken out until its parts are merged.
  PM_TRY(state.index.script("INSERT INTO search (search) VALUES ('optimize')"));
  PM_TRY(state.index.script("DELETE FROM scrub"));
  // Pages of the index that were overwritten are still in its journal.
  return state.index.script("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<void> Archive::purge(const std::string& id) {
  {
    Commit commit = PM_TRY(Commit::begin(*state_));
    static_cast<void>(PM_TRY(row_of(state_->index, id)));
    PurgeBody body{.id = id};
    Query lines = PM_TRY(state_->index.query("SELECT start FROM event WHERE id = ?", id));
    while (PM_TRY(lines.next())) {
      const Event event = PM_TRY(event_at(state_->paths.log(), static_cast<std::uint64_t>(lines.number(0))));
      auto place = warc_in(event.body);
      if (!place) continue;
      place->sha256 = tombstone_digest(static_cast<std::size_t>(place->size));
      body.places.push_back(*std::move(place));
    }
    PM_TRY(commit.add(to_event(body)));
    PM_TRY(commit.finish());
  }
  // What is left to do is known by now, and is done by the next commit if not by this one.
  Commit scrubbing = PM_TRY(Commit::begin(*state_));
  return scrubbing.finish();
}

}  // namespace pressmark::archive
