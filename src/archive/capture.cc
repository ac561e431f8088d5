// A version as it was captured, put together again from its records: for another archive, or another format.
#include <algorithm>

#include "archive/state.h"

namespace pressmark::archive {
namespace {

constexpr std::uint64_t kMostRecord = std::uint64_t{1} << 30;

std::unexpected<Error> no_record(const std::string& path, std::uint64_t offset) {
  return std::unexpected(error(Code::kUnreadable, "has no record at byte {}", offset)
                             .with_remedy("see what pressmark verify --read-data says")
                             .about(path));
}

Time time_of(std::string_view date) { return warc::parse_date(date).value_or(Time()); }

std::string field_of(const warc::Record& record, std::string_view name) {
  return std::string(warc::value_of(record.fields, name).value_or(""));
}

// A response with the request that stands behind it, or a resource.
struct Piece {
  std::optional<Exchange> exchange{};
  std::optional<Resource> resource{};
};

Piece begin_piece(const warc::Record& record, std::vector<std::byte> block) {
  if (record.type == warc::Type::kResource) {
    return {.resource =
                Resource{record.target_uri, time_of(record.date), field_of(record, "Content-Type"), std::move(block)}};
  }
  return {.exchange = Exchange{.url = record.target_uri,
                               .date = time_of(record.date),
                               .response = std::move(block),
                               .ip_address = field_of(record, "WARC-IP-Address")}};
}

// The pieces whose first record begins from `first` to `last`.
Result<std::vector<Piece>> pieces_of(const std::string& path, std::uint64_t first, std::uint64_t last) {
  warc::Reader reader = PM_TRY(warc::Reader::open(path));
  reader.seek(first);
  std::vector<Piece> pieces;
  while (const auto record = PM_TRY(reader.next())) {
    const bool is_request = record->type == warc::Type::kRequest;
    if (record->offset > last && !is_request) break;
    std::vector<std::byte> block = PM_TRY(reader.read_rest(kMostRecord));
    if (is_request && !pieces.empty() && pieces.back().exchange) {
      pieces.back().exchange->request = text_of(block);
      if (record->offset > last) break;
    } else if (record->type == warc::Type::kResponse || record->type == warc::Type::kResource) {
      pieces.push_back(begin_piece(*record, std::move(block)));
    }
  }
  if (pieces.empty()) return no_record(path, last);
  return pieces;
}

}  // namespace

Result<Capture> Archive::capture(const std::string& id, int number) {
  const Entry said = PM_TRY(entry(id));
  const Version version = PM_TRY(this->version(id, number));
  Capture capture{.url = version.url,
                  .time = time_of(version.time),
                  .charset = version.charset,
                  .engine = version.engine,
                  .article = PM_TRY(article(id, version.number)),
                  .id = id,
                  .saved = said.saved};
  for (Piece& piece : PM_TRY(pieces_of(state_->paths.warc(version.warc), version.offset, version.page_offset))) {
    if (piece.exchange) capture.exchanges.push_back(*std::move(piece.exchange));
    if (piece.resource) capture.resource = std::move(piece.resource);
  }
  Query query = PM_TRY(
      state_->index.query("SELECT image.url, digest, media_type, warc, start FROM image JOIN article ON article = row "
                          "WHERE id = ? AND version = ? ORDER BY start, image.url",
                          id, version.number));
  while (PM_TRY(query.next())) {
    Image image{std::string(query.text(0)), std::string(query.text(2)), PM_TRY(state_->blobs.get(query.text(1)))};
    const auto start = static_cast<std::uint64_t>(query.number(4));
    image.exchange = std::move(PM_TRY(pieces_of(state_->paths.warc(query.text(3)), start, start)).front().exchange);
    capture.images.push_back(std::move(image));
  }
  Query addresses = PM_TRY(state_->index.query(
      "SELECT address.url FROM address JOIN article ON article = row WHERE id = ? AND address.url <> ? ORDER BY 1", id,
      capture.article.metadata.canonical));
  if (PM_TRY(addresses.next())) capture.asked = addresses.text(0);
  return capture;
}

}  // namespace pressmark::archive
