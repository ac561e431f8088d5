#include "warc/body.h"

#include "base/ascii.h"
#include "warc/content_coding.h"
#include "warc/dechunk.h"

namespace pressmark::warc {
namespace {

// Each may blow up the one within: no server needs more.
constexpr std::size_t kMostCodings = 4;

// Adds the codings that the fields of that name list, in the order in which they were done.
void add_codings(std::vector<std::string>& codings, const Fields& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (!ascii::equals_ignoring_case(field.name, name)) continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      const std::size_t comma = rest.find(',');
      const std::string_view coding = ascii::trimmed(rest.substr(0, comma));
      if (!coding.empty()) codings.push_back(ascii::lowercase(coding));
      rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
    }
  }
}

}  // namespace

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

Result<std::vector<std::byte>> decode_body(const HttpMessage& message, std::span<const std::byte> body,
                                           const PayloadLimits& limits) {
  std::vector<std::string> codings;
  add_codings(codings, message.fields, "content-encoding");
  add_codings(codings, message.fields, "transfer-encoding");
  if (codings.size() > kMostCodings) {
    return fail(Code::kUnreadable, "the body is coded {} times, as no page is", codings.size());
  }
  std::vector<std::byte> bytes(body.begin(), body.end());
  for (; !codings.empty(); codings.pop_back()) {
    if (codings.back() != "chunked") {
      bytes = PM_TRY(undo_content_coding(codings.back(), std::move(bytes), limits));
    } else if (auto dechunked = without_chunks(bytes)) {
      bytes = *std::move(dechunked);
    }
  }
  if (bytes.size() > limits.size) {
    return fail(Code::kUnreadable, "the body unpacks to more than {} MB", limits.size >> 20);
  }
  return bytes;
}

}  // namespace pressmark::warc
