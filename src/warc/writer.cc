#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <new>

#include "warc/append_file.h"
#include "warc/new_record.h"

namespace pressmark::warc {
namespace {

constexpr int kGzipOnly = 15 + 16;
constexpr int kMemoryLevel = 8;
constexpr std::string_view kRecordEnd = "\r\n\r\n";
constexpr std::string_view kRevisitProfile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

}  // namespace

struct Writer::State {
  State(AppendFile opened, Algorithm algorithm_) : file(std::move(opened)), algorithm(algorithm_) {
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipOnly, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { deflateEnd(&stream); }

  Result<void> deflate_part(std::span<const std::byte> bytes, int flush);
  Result<Written> append(const NewRecord& record, const std::string& id);
  Result<Written> append_and_keep(const NewRecord& record);
  Result<void> begin_file(const std::string& path, const std::string& software);

  AppendFile file;
  Algorithm algorithm;
  z_stream stream{};
  std::array<std::byte, 65536> packed;
};

// A part of the member, to the file as it is packed. (zlib counts in 32 bits.)
Result<void> Writer::State::deflate_part(std::span<const std::byte> bytes, int flush) {
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;
  bool is_done = false;
  while (!is_done) {
    const auto now = bytes.first(std::min(bytes.size(), kMostAtOnce));
    bytes = bytes.subspan(now.size());
    stream.next_in = reinterpret_cast<unsigned char*>(const_cast<std::byte*>(now.data()));
    stream.avail_in = static_cast<unsigned>(now.size());
    is_done = bytes.empty();
    do {
      stream.next_out = reinterpret_cast<unsigned char*>(packed.data());
      stream.avail_out = static_cast<unsigned>(packed.size());
      deflate(&stream, is_done ? flush : Z_NO_FLUSH);
      PM_TRY(file.append(std::span(packed).first(packed.size() - stream.avail_out)));
    } while (stream.avail_out == 0);
  }
  return {};
}

// Not kept yet; taken back when it fails.
Result<Written> Writer::State::append(const NewRecord& record, const std::string& id) {
  const std::string header = PM_TRY(compose_header(record, id, algorithm));
  const std::uint64_t offset = file.end();
  deflateReset(&stream);
  PM_TRY(deflate_part(bytes_of(header), Z_NO_FLUSH));
  PM_TRY(deflate_part(record.block, Z_NO_FLUSH));
  PM_TRY(deflate_part(bytes_of(kRecordEnd), Z_FINISH));
  return Written{id, offset, file.end() - offset};
}

Result<Written> Writer::State::append_and_keep(const NewRecord& record) {
  const std::string id = PM_TRY(new_id());
  Written written = PM_TRY(append(record, id));
  PM_TRY(file.keep());
  return written;
}

Result<void> Writer::State::begin_file(const std::string& path, const std::string& software) {
  const std::string about = "software: " + software +
                            "\r\nformat: WARC File Format 1.1\r\n"
                            "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/"
                            "warc-1.1/\r\n";
  NewRecord info{.type = Type::kWarcinfo, .date = std::chrono::system_clock::now()};
  info.content_type = "application/warc-fields";
  info.block = bytes_of(about);
  info.fields = {{"WARC-Filename", std::filesystem::path(path).filename().string()}};
  const auto written = append_and_keep(info);
  if (!written) return std::unexpected(written.error());
  return {};
}

Writer::Writer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
Writer::~Writer() = default;

Result<Writer> Writer::open(const std::string& path, const WriterOptions& options) {
  auto state = std::make_unique<State>(PM_TRY(AppendFile::open(path)), options.algorithm);
  if (state->file.size() == 0) PM_TRY(state->begin_file(path, options.software));
  return Writer(std::move(state));
}

Result<Written> Writer::write(const NewRecord& record) { return state_->append_and_keep(record); }

Result<WrittenExchange> Writer::write(const Exchange& exchange) {
  const HttpMessage answer = PM_TRY(parse_http(exchange.response));
  if (const auto question = parse_http(exchange.request); !question) return std::unexpected(question.error());
  const std::string response_id = PM_TRY(new_id()), request_id = PM_TRY(new_id());

  NewRecord response{.type = Type::kResponse, .date = exchange.date, .target_uri = exchange.target_uri};
  response.content_type = "application/http; msgtype=response";
  response.block = exchange.response;
  if (!exchange.ip_address.empty()) response.fields.push_back({"WARC-IP-Address", exchange.ip_address});
  response.fields.push_back(
      {"WARC-Payload-Digest", payload_digest(state_->algorithm, answer, exchange.response.subspan(answer.body))});
  NewRecord request{.type = Type::kRequest, .date = exchange.date, .target_uri = exchange.target_uri};
  request.content_type = "application/http; msgtype=request";
  request.block = exchange.request;
  request.fields.push_back({"WARC-Concurrent-To", "<" + response_id + ">"});

  WrittenExchange written;
  written.response = PM_TRY(state_->append(response, response_id));
  auto second = state_->append(request, request_id);
  if (!second) {
    state_->file.take_back();
    return std::unexpected(std::move(second).error());
  }
  written.request = *std::move(second);
  PM_TRY(state_->file.keep());
  return written;
}

// WARC 1.1, "revisit", profile "Identical Payload Digest": the block is cut behind the header, which is to be said.
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#revisit
Result<Written> Writer::write_revisit(const std::string& target_uri, Time date, std::span<const std::byte> message,
                                      const Earlier& earlier) {
  const HttpMessage answer = PM_TRY(parse_http(message));
  NewRecord record{.type = Type::kRevisit, .date = date, .target_uri = target_uri};
  record.content_type = "application/http; msgtype=response";
  record.block = message.first(answer.body);
  record.fields = {{"WARC-Profile", std::string(kRevisitProfile)}, {"WARC-Payload-Digest", earlier.payload_digest},
                   {"WARC-Refers-To", "<" + earlier.id + ">"},     {"WARC-Refers-To-Target-URI", earlier.target_uri},
                   {"WARC-Refers-To-Date", earlier.date},          {"WARC-Truncated", "length"}};
  return state_->append_and_keep(record);
}

Result<void> Writer::sync() { return state_->file.sync(); }
std::uint64_t Writer::size() const { return state_->file.size(); }

}  // namespace pressmark::warc
