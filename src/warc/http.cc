// HTTP messages in blocks. https://www.rfc-editor.org/rfc/rfc9112#name-message-format
#include <algorithm>

#include "base/ascii.h"
#include "warc/header.h"

namespace pressmark::warc {
namespace {

int status_of(std::string_view start_line) {
  const std::size_t space = start_line.find(' ');
  if (space == start_line.npos) return 0;
  const std::string_view digits = start_line.substr(space + 1, 3);
  if (digits.size() < 3 || !std::ranges::all_of(digits, ascii::is_digit)) return 0;
  return (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
}

bool is_request_line(std::string_view line) {
  const std::size_t version = line.rfind(" HTTP/");
  const std::string_view method = line.substr(0, line.find(' '));
  return version != line.npos && version > method.size() && !method.empty() &&
         std::ranges::all_of(method, [](char c) { return ascii::is_alpha(c) || c == '-'; });
}

}  // namespace

Result<HttpMessage> parse_http(std::span<const std::byte> message, std::size_t most) {
  const std::string_view text(reinterpret_cast<const char*>(message.data()), std::min(message.size(), most));
  const std::size_t end = end_of_header(text);
  if (end == text.npos && message.size() > most) {
    return fail(Code::kUnreadable, "the HTTP header has more than {} KB", most >> 10);
  }
  HttpMessage parsed;
  parsed.body = std::min(end, text.size());  // A message that is cut off in its header has no body.
  KindSet found = 0;
  std::string_view rest = text.substr(0, parsed.body);
  parsed.start_line = ascii::trimmed(take_line(rest, found));
  const bool is_response = ascii::starts_with_ignoring_case(parsed.start_line, "http/");
  if (!is_response && !is_request_line(parsed.start_line)) return fail(Code::kUnreadable, "it is no HTTP message");
  if (is_response) parsed.status = status_of(parsed.start_line);
  parsed.fields = parse_fields(rest, found);
  return parsed;
}

}  // namespace pressmark::warc
