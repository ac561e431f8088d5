// A record's digests compared with its block, piece by piece.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "warc/dechunk.h"
#include "warc/digest.h"

namespace pressmark::warc {

class DigestCheck {
 public:
  explicit DigestCheck(const Record& record);
  void update(std::span<const std::byte> bytes);
  Verification finish();

 private:
  void update_payload(std::span<const std::byte> bytes);
  void begin_body();

  std::string block_digest_, payload_digest_;
  std::optional<Hasher> block_, payload_, dechunked_;
  Dechunker dechunker_;
  bool has_http_header_ = false;  // and it is not yet read
  std::vector<std::byte> header_;
};

}  // namespace pressmark::warc
