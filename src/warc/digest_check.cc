#include "warc/digest_check.h"

#include "base/ascii.h"
#include "warc/header.h"

namespace pressmark::warc {
namespace {

constexpr std::size_t kMostHeader = std::size_t{256} << 10;

// "application/http" of requests and responses; other schemes have no HTTP header.
bool is_http(const Record& record) {
  const auto type = value_of(record.fields, "Content-Type");
  const bool may_be = record.type == Type::kResponse || record.type == Type::kRequest;
  return may_be && (type ? ascii::starts_with_ignoring_case(*type, "application/http")
                         : ascii::starts_with_ignoring_case(record.target_uri, "http"));
}

// A segment's payload digest is that of all segments together; a revisit's that of the record it refers to.
bool has_own_payload(const Record& record) {
  return record.type != Type::kRevisit && record.type != Type::kContinuation &&
         !value_of(record.fields, "WARC-Segment-Number");
}

void begin(std::optional<Hasher>& hasher, std::string_view labelled) {
  if (const auto algorithm = algorithm_of(labelled)) hasher.emplace(*algorithm);
}

Verdict verdict(std::string_view stated, bool is_right) {
  if (stated.empty()) return Verdict::kAbsent;
  if (!algorithm_of(stated)) return Verdict::kUnknown;
  return is_right ? Verdict::kRight : Verdict::kWrong;
}

}  // namespace

DigestCheck::DigestCheck(const Record& record) : has_http_header_(is_http(record)) {
  block_digest_ = value_of(record.fields, "WARC-Block-Digest").value_or("");
  if (has_own_payload(record)) payload_digest_ = value_of(record.fields, "WARC-Payload-Digest").value_or("");
  begin(block_, block_digest_);
  begin(payload_, payload_digest_);
}

void DigestCheck::update(std::span<const std::byte> bytes) {
  if (block_) block_->update(bytes);
  if (!payload_) return;
  if (!has_http_header_) return update_payload(bytes);
  const std::size_t had = header_.size();
  header_.insert(header_.end(), bytes.begin(), bytes.end());
  const std::string_view text(reinterpret_cast<const char*>(header_.data()), header_.size());
  if (end_of_header(text, had) != text.npos || text.size() > kMostHeader) begin_body();
}

// The payload of an HTTP message is its body with any transfer coding removed: WARC 1.1, "response", for http and https
// schemes. AD-HOC: many writers hash the body as it is, and warcio compares with that; either is right here.
void DigestCheck::begin_body() {
  has_http_header_ = false;
  const auto message = parse_http(header_, kMostHeader);
  const std::span<const std::byte> all(header_);
  if (!message) return update_payload(all);
  const auto coding = value_of(message->fields, "Transfer-Encoding");
  if (coding && ascii::lowercase(*coding).ends_with("chunked")) dechunked_.emplace(payload_->algorithm());
  update_payload(all.subspan(message->body));
}

void DigestCheck::update_payload(std::span<const std::byte> bytes) {
  payload_->update(bytes);
  if (!dechunked_) return;
  while (!bytes.empty()) {
    const auto run = dechunker_.next(bytes);
    dechunked_->update(run);
  }
}

Verification DigestCheck::finish() {
  if (payload_ && has_http_header_) begin_body();
  const bool block_is_right = block_ && same_digest(block_digest_, block_->finish());
  bool payload_is_right = payload_ && same_digest(payload_digest_, payload_->finish());
  if (dechunked_ && !payload_is_right) payload_is_right = same_digest(payload_digest_, dechunked_->finish());
  return {verdict(block_digest_, block_is_right), verdict(payload_digest_, payload_is_right)};
}

}  // namespace pressmark::warc
