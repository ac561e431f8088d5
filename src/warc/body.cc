#include "warc/body.h"

#include "base/ascii.h"
#include "coding/content_coding.h"
#include "warc/dechunk.h"

namespace pressmark::warc {
namespace {

// The values of the fields of that name, as one list.
std::string list_of(const Fields& fields, std::string_view name) {
  std::string list;
  for (const Field& field : fields) {
    if (ascii::equals_ignoring_case(field.name, name)) list.append(list.empty() ? "" : ",").append(field.value);
  }
  return list;
}

bool is_markup(std::span<const std::byte> bytes) { return !bytes.empty() && bytes.front() == std::byte{'<'}; }

// Many archives keep a body decoded, and its header as it was.
Result<std::vector<std::byte>> undo_one(std::string_view coding, std::vector<std::byte> bytes, std::size_t received,
                                        const PayloadLimits& limits) {
  if (coding == "chunked") return without_chunks(bytes).value_or(bytes);
  if (!coding::begins_as(coding, bytes)) return bytes;
  const bool may_be_plain = is_markup(bytes) && (coding == "deflate" || coding == "br");
  if (!may_be_plain) return coding::undo(coding, std::move(bytes), received, {limits.size, limits.ratio});
  auto undone = coding::undo(coding, bytes, received, {limits.size, limits.ratio});
  return undone ? std::move(undone) : bytes;
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
  std::vector<std::string> codings = PM_TRY(
      coding::listed(list_of(message.fields, "content-encoding") + "," + list_of(message.fields, "transfer-encoding")));
  std::vector<std::byte> bytes(body.begin(), body.end());
  for (; !codings.empty(); codings.pop_back()) {
    bytes = PM_TRY(undo_one(codings.back(), std::move(bytes), body.size(), limits));
  }
  if (bytes.size() > limits.size) {
    return fail(Code::kUnreadable, "the body unpacks to over {} bytes", limits.size);
  }
  return bytes;
}

}  // namespace pressmark::warc
