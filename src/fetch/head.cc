#include "fetch/head.h"

#include "base/ascii.h"

namespace pressmark::fetch {
namespace {

// Takes a line off the front, with its end and with the lines that a folded value goes on in.
std::string_view take_field(std::string_view& rest) {
  std::size_t end = rest.find('\n');
  while (end != rest.npos && end + 1 < rest.size() && (rest[end + 1] == ' ' || rest[end + 1] == '\t')) {
    end = rest.find('\n', end + 1);
  }
  const std::string_view taken = rest.substr(0, end == rest.npos ? end : end + 1);
  rest.remove_prefix(taken.size());
  return taken;
}

bool is_named(std::string_view line, std::string_view name) {
  return line.size() > name.size() && ascii::starts_with_ignoring_case(line, name) && line[name.size()] == ':';
}

// https://www.rfc-editor.org/rfc/rfc9112#name-obsolete-line-folding
std::string unfolded(std::string_view value) {
  std::string out;
  for (const char c : value) out += c == '\r' || c == '\n' ? ' ' : c;
  return out;
}

}  // namespace

std::string in_http1(std::string_view start_line) {
  std::string out(start_line);
  const std::size_t version = out.rfind("HTTP/");
  if (version == out.npos || version + 5 >= out.size()) return out;
  const bool is_bare = version + 6 == out.size() || !(out[version + 6] == '.' || ascii::is_digit(out[version + 6]));
  if (is_bare && out[version + 5] >= '2' && out[version + 5] <= '9') out.replace(version + 5, 1, "1.1");
  return out;
}

int status_of(std::string_view head) {
  const std::size_t space = head.find(' ');
  if (!head.starts_with("HTTP/") || space == head.npos) return 0;
  int status = 0;
  for (std::size_t i = space + 1; i < space + 4; ++i) {
    if (i >= head.size() || !ascii::is_digit(head[i])) return 0;
    status = status * 10 + (head[i] - '0');
  }
  return status;
}

std::string field(std::string_view head, std::string_view name) {
  std::string_view value;
  while (!head.empty()) {
    if (const auto line = take_field(head); is_named(line, name)) value = line.substr(name.size() + 1);
  }
  return unfolded(ascii::trimmed(value));
}

std::string field_list(std::string_view head, std::string_view name) {
  std::string values;
  while (!head.empty()) {
    const auto line = take_field(head);
    if (!is_named(line, name)) continue;
    if (!values.empty()) values += ", ";
    values += unfolded(ascii::trimmed(line.substr(name.size() + 1)));
  }
  return values;
}

std::string without_field(std::string_view head, std::string_view name) {
  std::string out;
  while (!head.empty()) {
    if (const auto line = take_field(head); !is_named(line, name)) out += line;
  }
  return out;
}

}  // namespace pressmark::fetch
