#include "archive/search_index.h"

#include <zstd.h>

#include <charconv>
#include <chrono>
#include <memory>
#include <vector>

#include "archive/files.h"

namespace pressmark::archive {
namespace {

constexpr int kLevel = 3;
constexpr std::size_t kChecksum = 4;  // bytes
constexpr unsigned long long kMostText = 1ULL << 30;

struct Indexed {
  std::string title, source, tags, text;
};

std::vector<std::byte> packed(std::string_view text) {
  std::vector<std::byte> bytes(ZSTD_compressBound(text.size()) + kChecksum);
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> packer(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(packer.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(packer.get(), ZSTD_c_checksumFlag, 1);
  const std::size_t size = ZSTD_compress2(packer.get(), bytes.data(), bytes.size(), text.data(), text.size());
  bytes.resize(ZSTD_isError(size) ? 0 : size);
  return bytes;
}

Result<std::string> unpacked(std::span<const std::byte> bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  std::string text(size > kMostText ? 0 : static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(text.data(), text.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) || got != size) {
    return std::unexpected(error(Code::kUnreadable, "the index is damaged: {}", "a text can't be unpacked")
                               .with_remedy("pressmark rebuild makes it anew; nothing of the archive is lost"));
  }
  return text;
}

Result<std::optional<Indexed>> indexed(Database& index, std::int64_t row) {
  Query query = PM_TRY(index.query("SELECT title, source, tags, text FROM indexed WHERE article = ?", row));
  if (!PM_TRY(query.next())) return std::nullopt;
  return Indexed{std::string(query.text(0)), std::string(query.text(1)), std::string(query.text(2)),
                 PM_TRY(unpacked(query.bytes(3)))};
}

// What the article's rows say now, but for its text.
Result<Indexed> wanted(Database& index, std::int64_t row) {
  Query query = PM_TRY(index.query("SELECT title, source, author, site, note FROM article WHERE row = ?", row));
  Indexed now;
  if (!PM_TRY(query.next())) return now;
  now.title = query.text(0);
  now.source = std::string(query.text(1)) + "\n" + std::string(query.text(2)) + "\n" + std::string(query.text(3));
  Query tags = PM_TRY(index.query("SELECT name FROM tag WHERE article = ? ORDER BY name", row));
  while (PM_TRY(tags.next())) now.tags += std::string(tags.text(0)) + "\n";
  now.tags += query.text(4);
  return now;
}

Result<void> take_out(Database& index, std::int64_t row, const Indexed& before) {
  return index.run("INSERT INTO search (search, rowid, title, source, tags, text) VALUES ('delete', ?, ?, ?, ?, ?)",
                   row, before.title, before.source, before.tags, before.text);
}

}  // namespace

Result<void> index_article(Database& index, std::int64_t row, std::optional<std::string_view> text) {
  const std::optional<Indexed> before = PM_TRY(indexed(index, row));
  Indexed now = PM_TRY(wanted(index, row));
  if (text) {
    now.text = *text;
  } else if (before) {
    now.text = before->text;
  }
  if (before) PM_TRY(take_out(index, row, *before));
  PM_TRY(index.run("INSERT INTO search (rowid, title, source, tags, text) VALUES (?, ?, ?, ?, ?)", row, now.title,
                   now.source, now.tags, now.text));
  return index.run("INSERT OR REPLACE INTO indexed (article, title, source, tags, text) VALUES (?, ?, ?, ?, ?)", row,
                   now.title, now.source, now.tags, packed(now.text));
}

Result<void> remove_from_index(Database& index, std::int64_t row) {
  const std::optional<Indexed> before = PM_TRY(indexed(index, row));
  if (before) PM_TRY(take_out(index, row, *before));
  return index.run("DELETE FROM indexed WHERE article = ?", row);
}

Result<std::string> indexed_text(Database& index, std::int64_t row) {
  std::optional<Indexed> found = PM_TRY(indexed(index, row));
  return found ? std::move(found->text) : std::string();
}

Result<std::array<IndexedColumn, 4>> indexed_columns(Database& index, std::int64_t row) {
  Indexed found = PM_TRY(indexed(index, row)).value_or(Indexed());
  return std::array<IndexedColumn, 4>{{{"title", std::move(found.title)},
                                       {"source", std::move(found.source)},
                                       {"tags", std::move(found.tags)},
                                       {"text", std::move(found.text)}}};
}

int day_of(std::string_view date) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (date.size() < 10) return 0;
  std::from_chars(date.data(), date.data() + 4, year);
  std::from_chars(date.data() + 5, date.data() + 7, month);
  std::from_chars(date.data() + 8, date.data() + 10, day);
  const auto ymd = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  return ymd.ok() ? static_cast<int>(std::chrono::sys_days(ymd).time_since_epoch().count()) : 0;
}

}  // namespace pressmark::archive
