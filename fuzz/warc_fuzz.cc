// modules: warc
// The first byte says how the rest becomes a file: as it is, in one gzip member, or cut into a member for each part.
// What the reader gives must be inside the file, its findings too, and a record read again from its own offset the
// same; what it holds, written by the writer, must come back byte for byte with its digests right.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "oracle.h"
#include "pressmark/warc.h"
#include "support/deflate.h"

namespace {

using namespace pressmark::warc;
using pressmark::fuzz::require;
using pressmark::testing::deflated;

constexpr Limits kLimits{.header = 2048, .inflated = 1 << 20, .ratio = 800};
constexpr std::size_t kMostRecords = 64;

struct Read {
  Record record;
  std::vector<std::byte> block;
  Extent extent;
};

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string file_of(unsigned how, std::string_view input) {
  if (how % 4 == 0) return std::string(input);
  if (how % 4 == 1) return deflated(input);
  std::string file;
  for (std::size_t at = 0; at < input.size();) {
    const std::size_t next = std::min(input.find("WARC/", at + 1), input.size());
    file += deflated(input.substr(at, next - at));
    at = next;
  }
  if (how % 4 == 3 && !file.empty()) file[how * 7919 % file.size()] ^= static_cast<char>(how | 1);  // damage
  return file;
}

Read rest_of(Reader& reader, Record record) {
  Read read{std::move(record), {}, {}};
  if (auto block = reader.read_rest(1 << 22)) read.block = *std::move(block);
  const auto extent = reader.finish();
  require(extent.has_value(), "memory is read without errors");
  read.extent = *extent;
  return read;
}

std::vector<Read> read_all(std::string_view file) {
  std::vector<Read> all;
  auto reader = Reader::over(bytes_of(file), kLimits);
  while (true) {
    auto next = reader->next();
    require(next.has_value(), "memory is read without errors");
    if (!*next) break;
    const Read read = rest_of(*reader, **std::move(next));
    require(read.record.offset + read.extent.size <= file.size(), "a record is inside the file");
    require(read.block.size() <= read.record.length, "a block is no longer than stated");
    require(read.extent.ending != Ending::kWhole || read.block.size() == read.record.length, "a whole block is whole");
    if (all.size() < kMostRecords) all.push_back(read);
  }
  for (const Finding& finding : reader->findings()) {
    require(finding.offset <= file.size() && finding.size <= file.size(), "a finding is inside the file");
  }
  return all;
}

void require_same_at_its_offset(std::string_view file, const Read& read) {
  if (read.record.within > 0) return;
  auto reader = Reader::over(bytes_of(file), kLimits);
  reader->seek(read.record.offset);
  auto next = reader->next();
  require(next.has_value() && next->has_value(), "a record is found at its offset");
  const Read again = rest_of(*reader, **std::move(next));
  require(again.record.id == read.record.id && again.record.length == read.record.length, "the record is the same");
  require(again.block == read.block && again.extent.size == read.extent.size, "the block is the same");
}

void check_http(std::span<const std::byte> block) {
  const auto message = parse_http(block);
  if (!message) return;
  require(message->body <= block.size(), "a body is inside its message");
  const PayloadLimits limits{.size = 1 << 20, .ratio = 200};
  const auto body = decode_body(*message, block.subspan(message->body), limits);
  require(!body || body->size() <= limits.size, "a body is within its limit");
}

void require_written_the_same(const std::vector<Read>& all) {
  static const std::string path =
      (std::filesystem::temp_directory_path() / ("pressmark-warc-fuzz-" + std::to_string(::getpid()))).string();
  std::filesystem::remove(path);
  auto writer = Writer::open(path, {.software = "fuzz"});
  require(writer.has_value(), "a file is begun");
  std::vector<const Read*> kept;
  for (const Read& read : all) {
    NewRecord record{.type = Type::kResource, .date = {}, .target_uri = read.record.target_uri};
    record.block = read.block;
    record.fields = read.record.fields;
    std::erase_if(record.fields, [](const Field& field) { return field.name != "X-Own"; });
    if (writer->write(record)) kept.push_back(&read);
  }
  auto reader = Reader::open(path);
  require(reader->next()->has_value(), "a file begins with warcinfo");
  for (const Read* const read : kept) {
    const auto next = reader->next();
    require(next && *next && (*next)->target_uri == read->record.target_uri, "what is written is read");
    const auto verified = reader->verify();
    require(verified && verified->block == Verdict::kRight && verified->payload == Verdict::kRight,
            "digests are right");
    reader->seek((*next)->offset);
    require(reader->next()->has_value() && reader->read_rest(1 << 22) == read->block, "blocks come back");
  }
  require(!reader->next()->has_value() && reader->findings().empty(), "what is written is by the format");
  std::filesystem::remove(path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string made = file_of(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  const pressmark::fuzz::PlacedCopy file(made, 0);
  const std::vector<Read> all = read_all(file.view());
  for (const Read& read : all) {
    require_same_at_its_offset(file.view(), read);
    check_http(read.block);
  }
  check_http(bytes_of(file.view()));
  if (data[0] >= 0xF0) require_written_the_same(all);
  return 0;
}
