// The header of a record to write.
#pragma once

#include <string>

#include "pressmark/warc.h"

namespace pressmark::warc {

// "urn:uuid:" and a random UUID of version 4. https://www.rfc-editor.org/rfc/rfc9562#section-5.4
Result<std::string> new_id();

// Up to the blank line. Errors: kUsage for what the format does not allow.
Result<std::string> compose_header(const NewRecord& record, const std::string& id, Algorithm algorithm);

// The payload of an HTTP message: its body with the transfer coding removed, where it has one.
std::string payload_digest(Algorithm algorithm, const HttpMessage& message, std::span<const std::byte> body);

}  // namespace pressmark::warc
