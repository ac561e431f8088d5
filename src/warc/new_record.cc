#include "warc/new_record.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/ascii.h"
#include "warc/body.h"
#include "warc/digest.h"

namespace pressmark::warc {
namespace {

// Those that are written of a NewRecord's other members.
constexpr std::string_view kOwnNames[] = {"warc-type",      "warc-record-id",    "warc-date",   "warc-target-uri",
                                          "content-length", "warc-block-digest", "content-type"};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#file-and-record-model: a token
bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return !is_control(c) && static_cast<unsigned char>(c) < 0x7F &&
           std::string_view(" \t()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
  });
}

bool is_value(std::string_view value) { return std::ranges::none_of(value, is_control); }

bool is_uri(std::string_view uri) {
  return is_value(uri) && uri.find(' ') == uri.npos && uri.find(':') != uri.npos && !uri.starts_with('<');
}

Result<void> check_fields(const NewRecord& record) {
  for (const Field& field : record.fields) {
    if (!is_name(field.name)) return fail(Code::kUsage, "\"{}\" is no name of a WARC field", field.name);
    if (!is_value(field.value)) return fail(Code::kUsage, "the WARC field {} can't have line ends in it", field.name);
    if (std::ranges::find(kOwnNames, ascii::lowercase(field.name)) != std::end(kOwnNames)) {
      return fail(Code::kUsage, "the WARC field {} is written by itself", field.name);
    }
  }
  return {};
}

Result<void> check(const NewRecord& record) {
  if (record.type == Type::kOther) return fail(Code::kUsage, "a WARC record needs a type");
  const bool may_lack_uri = record.type == Type::kWarcinfo || record.type == Type::kMetadata;
  if (record.target_uri.empty() ? !may_lack_uri : !is_uri(record.target_uri)) {
    return fail(Code::kUsage, "\"{}\" is no address of a WARC record", record.target_uri);
  }
  if (!is_value(record.content_type)) {
    return fail(Code::kUsage, "the WARC field {} can't have line ends in it", "Content-Type");
  }
  if (record.type == Type::kRevisit && !value_of(record.fields, "WARC-Profile")) {
    return fail(Code::kUsage, "a WARC record of the type revisit needs a WARC-Profile");
  }
  return check_fields(record);
}

// Those whose payload is their block; of requests and responses the writer states the digest.
bool has_block_as_payload(Type type) { return type == Type::kResource || type == Type::kConversion; }

void add(std::string& header, std::string_view name, std::string_view value) {
  header.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

Result<std::string> new_id() {
  std::array<unsigned char, 16> random;
  if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
    return fail(Code::kOutputFailed, "there are no random numbers: {}", std::strerror(errno));
  }
  random[6] = static_cast<unsigned char>((random[6] & 0x0F) | 0x40);  // version 4
  random[8] = static_cast<unsigned char>((random[8] & 0x3F) | 0x80);  // of the variant that the RFC defines
  std::string id = "urn:uuid:";
  for (std::size_t i = 0; i < random.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += "0123456789abcdef"[random[i] >> 4];
    id += "0123456789abcdef"[random[i] & 15];
  }
  return id;
}

std::string payload_digest(Algorithm algorithm, const HttpMessage& message, std::span<const std::byte> body) {
  const auto dechunked = is_chunked(message) ? without_chunks(body) : std::nullopt;
  return digest(algorithm, dechunked ? std::span<const std::byte>(*dechunked) : body);
}

Result<std::string> compose_header(const NewRecord& record, const std::string& id, Algorithm algorithm) {
  PM_TRY(check(record));
  std::string header = "WARC/1.1\r\n";
  add(header, "WARC-Type", name_of(record.type));
  add(header, "WARC-Record-ID", "<" + id + ">");
  add(header, "WARC-Date", format_date(record.date));
  if (!record.target_uri.empty()) add(header, "WARC-Target-URI", record.target_uri);
  for (const Field& field : record.fields) add(header, field.name, field.value);
  const std::string block_digest = digest(algorithm, record.block);
  add(header, "WARC-Block-Digest", block_digest);
  if (has_block_as_payload(record.type) && !value_of(record.fields, "WARC-Payload-Digest")) {
    add(header, "WARC-Payload-Digest", block_digest);
  }
  if (!record.content_type.empty()) add(header, "Content-Type", record.content_type);
  add(header, "Content-Length", std::to_string(record.block.size()));
  return header + "\r\n";
}

}  // namespace pressmark::warc
