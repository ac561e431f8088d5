#include "warc/header.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/ascii.h"

namespace pressmark::warc {
namespace {

constexpr std::string_view kTypes[] = {"warcinfo", "response", "resource",   "request",
                                       "metadata", "revisit",  "conversion", "continuation"};

// WARC 1.1, named fields. https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#named-fields
constexpr std::string_view kNames[] = {"WARC-Type",
                                       "WARC-Record-ID",
                                       "WARC-Date",
                                       "Content-Length",
                                       "Content-Type",
                                       "WARC-Concurrent-To",
                                       "WARC-Block-Digest",
                                       "WARC-Payload-Digest",
                                       "WARC-IP-Address",
                                       "WARC-Refers-To",
                                       "WARC-Target-URI",
                                       "WARC-Truncated",
                                       "WARC-Warcinfo-ID",
                                       "WARC-Filename",
                                       "WARC-Profile",
                                       "WARC-Identified-Payload-Type",
                                       "WARC-Segment-Number",
                                       "WARC-Segment-Origin-ID",
                                       "WARC-Segment-Total-Length",
                                       "WARC-Refers-To-Target-URI",
                                       "WARC-Refers-To-Date"};

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ascii::to_lower, ascii::to_lower);
}

std::string_view without_brackets(std::string_view uri) {
  const bool bracketed = uri.size() >= 2 && uri.front() == '<' && uri.back() == '>';
  return bracketed ? uri.substr(1, uri.size() - 2) : uri;
}

Type type_of(std::string_view name) {
  const auto found = std::ranges::find_if(kTypes, [name](std::string_view type) { return same_name(name, type); });
  return static_cast<Type>(found - std::begin(kTypes));
}

bool is_miswritten(std::string_view name) {
  return std::ranges::any_of(kNames,
                             [name](std::string_view known) { return name != known && same_name(name, known); });
}

bool parse_length(std::string_view text, std::uint64_t& length) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), length);
  return failed == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::optional<std::string_view> value_of(const Fields& fields, std::string_view name) {
  const auto found = std::ranges::find_if(fields, [name](const Field& field) { return same_name(field.name, name); });
  if (found == fields.end()) return std::nullopt;
  return found->value;
}

std::string_view name_of(Type type) { return type == Type::kOther ? "" : kTypes[static_cast<std::size_t>(type)]; }

std::string_view name_of(Finding::Kind kind) {
  constexpr std::string_view kKindNames[] = {
      "line-feeds", "folded",     "bracketed-uri", "letter-case", "bad-line",  "separator", "shared-member",
      "stray",      "bad-header", "short-block",   "damaged",     "too-large", "truncated"};
  static_assert(std::size(kKindNames) == Finding::kKinds);
  return kKindNames[static_cast<std::size_t>(kind)];
}

std::size_t end_of_header(std::string_view text, std::size_t from) {
  // A line end, and then at once another.
  for (std::size_t at = text.find('\n', from > 2 ? from - 2 : 0); at != text.npos; at = text.find('\n', at + 1)) {
    const std::string_view rest = text.substr(at + 1, 2);
    if (rest.starts_with('\n')) return at + 2;
    if (rest == "\r\n") return at + 3;
  }
  return text.npos;
}

std::string_view take_line(std::string_view& text, KindSet& found) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  } else if (end != text.npos) {
    found |= bit(Finding::Kind::kLineFeeds);
  }
  return line;
}

Fields parse_fields(std::string_view text, KindSet& found) {
  Fields fields;
  while (!text.empty()) {
    const std::string_view line = take_line(text, found);
    if (line.empty()) continue;
    if ((line.front() == ' ' || line.front() == '\t') && !fields.empty()) {
      found |= bit(Finding::Kind::kFolded);
      fields.back().value.append(" ").append(ascii::trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = ascii::trimmed(line.substr(0, colon));
    if (colon == line.npos || name.empty()) {
      found |= bit(Finding::Kind::kBadLine);
      continue;
    }
    fields.push_back({std::string(name), std::string(ascii::trimmed(line.substr(colon + 1)))});
  }
  return fields;
}

bool parse_record(std::string_view text, Record& record, KindSet& found) {
  const std::string_view line = ascii::trimmed(take_line(text, found));
  if (!ascii::starts_with_ignoring_case(line, "warc/")) return false;
  record.version = line.substr(5);
  record.fields = parse_fields(text, found);
  for (const Field& field : record.fields) {
    if (is_miswritten(field.name)) found |= bit(Finding::Kind::kLetterCase);
  }
  const auto value = [&](std::string_view name) { return value_of(record.fields, name).value_or(std::string_view{}); };
  record.type = type_of(value("WARC-Type"));
  record.id = without_brackets(value("WARC-Record-ID"));
  record.date = value("WARC-Date");
  record.target_uri = without_brackets(value("WARC-Target-URI"));
  if (record.target_uri.size() != value("WARC-Target-URI").size()) found |= bit(Finding::Kind::kBracketedUri);
  return parse_length(value("Content-Length"), record.length);
}

}  // namespace pressmark::warc
