#include "warc/body.h"

#include "base/ascii.h"
#include "warc/dechunk.h"

namespace pressmark::warc {

bool is_chunked(const HttpMessage& message) {
  // Chunks are always the last coding. https://www.rfc-editor.org/rfc/rfc9112#name-transfer-encoding
  const auto coding = value_of(message.fields, "Transfer-Encoding");
  return coding && ascii::lowercase(*coding).ends_with("chunked");
}

std::optional<std::vector<std::byte>> without_chunks(std::span<const std::byte> body) {
  std::vector<std::byte> out;
  Dechunker dechunker;
  while (!body.empty()) {
    const auto run = dechunker.next(body);
    out.insert(out.end(), run.begin(), run.end());
  }
  if (dechunker.is_broken()) return std::nullopt;
  return out;
}

}  // namespace pressmark::warc
