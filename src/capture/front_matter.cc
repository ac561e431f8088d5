#include "capture/front_matter.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/ascii.h"
#include "base/utf8.h"
#include "extract/dates.h"

namespace pressmark::capture {
namespace {

// The line at `at`, which moves behind it.
std::string_view next_line(std::string_view text, std::size_t& at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  std::string_view line = text.substr(at, end - at);
  at = std::min(end + 1, text.size() + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_key_character(char c) {
  return ascii::is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == ' ' || (c & 0x80);
}

// The same for a key in quotes, which may hold anything.
std::size_t quoted_key_length(std::string_view line) {
  std::size_t at = 1;
  while (at < line.size() && line[at] != line[0]) at += line[0] == '"' && line[at] == '\\' ? 2 : 1;
  const bool ends = at + 1 < line.size() && line[at + 1] == ':';
  return ends && (at + 2 == line.size() || line[at + 2] == ' ' || line[at + 2] == '\t') ? at + 1 : 0;
}

// The length of the key of a "key: value" line, or 0.
std::size_t key_length(std::string_view line) {
  if (line.empty() || line[0] == ' ' || line[0] == '-' || line[0] == '#') return 0;
  if (line[0] == '"' || line[0] == '\'') return quoted_key_length(line);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 64) return 0;
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return 0;
  const std::string_view key = ascii::trimmed(line.substr(0, colon));
  return std::ranges::all_of(key, is_key_character) ? colon : 0;
}

// "\x41", "\u4E2D", "\U0001F600": so many hex digits behind the backslash and letter.
std::size_t append_hex(std::string& out, std::string_view digits, std::size_t count) {
  std::uint32_t value = 0;
  std::size_t read = 0;
  for (; read < count && read < digits.size(); ++read) {
    const char c = digits[read];
    if (!ascii::is_hex_digit(c)) break;
    value = value * 16 + ascii::hex_value(c);
  }
  utf8::append(out, value);
  return read;
}

// A double-quoted scalar from behind its quote; `at` ends behind the closing one.
std::string double_quoted(std::string_view text, std::size_t& at) {
  std::string out;
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] != '\\' || at + 1 >= text.size()) {
      out += text[at];
      continue;
    }
    const char c = text[++at];
    switch (c) {
      case 'n': out += '\n'; break;
      case 't': out += '\t'; break;
      case 'r': out += '\r'; break;
      case '0': out += ' '; break;
      case 'x': at += append_hex(out, text.substr(at + 1), 2); break;
      case 'u': at += append_hex(out, text.substr(at + 1), 4); break;
      case 'U': at += append_hex(out, text.substr(at + 1), 8); break;
      default: out += c;
    }
  }
  if (at < text.size()) ++at;
  return out;
}

std::string single_quoted(std::string_view text, std::size_t& at) {
  std::string out;
  for (; at < text.size(); ++at) {
    if (text[at] == '\'') {
      if (at + 1 >= text.size() || text[at + 1] != '\'') break;
      ++at;
    }
    out += text[at];
  }
  if (at < text.size()) ++at;
  return out;
}

// A plain scalar ends at a comment.
std::string_view plain(std::string_view text) {
  const std::size_t comment = text.find(" #");
  text = ascii::trimmed(text.substr(0, comment));
  return text == "null" || text == "~" ? std::string_view() : text;
}

std::string scalar(std::string_view text) {
  text = ascii::trimmed(text);
  std::size_t at = 1;
  if (text.starts_with('"')) return double_quoted(text, at);
  if (text.starts_with('\'')) return single_quoted(text, at);
  return std::string(plain(text));
}

std::string key_of(std::string_view text) {
  const bool is_quoted = text.starts_with('"') || text.starts_with('\'');
  return is_quoted ? scalar(text) : std::string(ascii::trimmed(text));
}

// "[a, 'b, c', "d"]"
std::vector<std::string> flow_list(std::string_view text) {
  std::vector<std::string> items;
  for (std::size_t at = 1; at < text.size() && text[at] != ']';) {
    const char c = text[at];
    if (c == ' ' || c == ',' || c == '\t') {
      ++at;
    } else if (c == '"') {
      items.push_back(double_quoted(text, ++at));
    } else if (c == '\'') {
      items.push_back(single_quoted(text, ++at));
    } else {
      const std::size_t end = std::min(text.find_first_of(",]", at), text.size());
      items.emplace_back(ascii::trimmed(text.substr(at, end - at)));
      at = end;
    }
  }
  return items;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    if (!out.empty()) out += ", ";
    out += item;
  }
  return out;
}

// The lines below a key: "- item", a block scalar's, or nested ones.
void read_below(std::string_view style, const std::vector<std::string_view>& lines, Field& field) {
  std::size_t indent = std::string_view::npos;
  for (const std::string_view line : lines) {
    const std::size_t start = line.find_first_not_of(" \t");
    if (start != std::string_view::npos) indent = std::min(indent, start);
  }
  const bool is_block = style.starts_with('|') || style.starts_with('>');
  const bool folds = style.starts_with('>') || !is_block;
  for (const std::string_view line : lines) {
    const std::string_view inner = ascii::trimmed(line);
    if (!is_block && inner.starts_with("- ")) {
      field.items.push_back(scalar(inner.substr(2)));
      continue;
    }
    if (!is_block && inner.starts_with('#')) continue;
    if (!field.value.empty()) field.value += folds && !inner.empty() ? ' ' : '\n';
    field.value +=
        is_block && !folds && indent != std::string_view::npos && line.size() > indent ? line.substr(indent) : inner;
  }
  while (field.value.ends_with('\n') || field.value.ends_with(' ')) field.value.pop_back();
  if (!field.items.empty()) field.value = joined(field.items);
}

// A plain scalar goes on in the lines below it, each of which is a space to it.
std::string plain_lines(std::string_view value, const std::vector<std::string_view>& below) {
  std::string out = scalar(value);
  for (const std::string_view line : below) {
    const std::string_view more = plain(line);
    if (more.empty() || ascii::trimmed(line).starts_with('#')) continue;
    if (!out.empty()) out += ' ';
    out += more;
  }
  return out;
}

std::string lower(std::string_view key) {
  std::string out;
  for (const char c : key) out += c == '-' || c == ' ' ? '_' : ascii::to_lower(c);
  return out;
}

bool is_day(std::string_view text) {
  const auto digit = [&](std::size_t i) { return ascii::is_digit(text[i]); };
  return text.size() >= 10 && digit(0) && digit(1) && digit(2) && digit(3) && text[4] == '-' && digit(5) && digit(6) &&
         text[7] == '-' && digit(8) && digit(9);
}

// The day as it is stated; the whole where it says more. False for what is no date.
bool set_date(Metadata& metadata, const std::string& value) {
  if (is_day(value)) {
    metadata.date = value.substr(0, 10);
    if (value.size() > 10 && metadata.date_time.empty()) metadata.date_time = value;
    return true;
  }
  const auto date = extract::read_date_field(value);
  if (!date) return false;
  metadata.date = date->day;
  if (date->has_time() && metadata.date_time.empty()) metadata.date_time = date->date_time;
  return true;
}

// Of "tags" and "keywords", where both are there. `seen` has those that are in the metadata.
void add_tags(Metadata& metadata, const Field& field, std::unordered_set<std::string>& seen) {
  const auto add = [&](std::string_view tag) {
    if (!tag.empty() && seen.emplace(tag).second) metadata.tags.emplace_back(tag);
  };
  for (const std::string& item : field.items) add(item);
  if (!field.items.empty()) return;
  for (std::size_t at = 0; at < field.value.size();) {
    const std::size_t end = std::min(field.value.find(',', at), field.value.size());
    add(ascii::trimmed(std::string_view(field.value).substr(at, end - at)));
    at = end + 1;
  }
}

struct Place {
  std::string_view key;
  std::string Metadata::* member;
};
constexpr auto kPlaces = std::to_array<Place>({{"title", &Metadata::title},
                                               {"url", &Metadata::url},
                                               {"source_url", &Metadata::url},
                                               {"source", &Metadata::source},
                                               {"site", &Metadata::source},
                                               {"account", &Metadata::source},
                                               {"author", &Metadata::author},
                                               {"authors", &Metadata::author},
                                               {"fetch_date", &Metadata::fetch_date},
                                               {"language", &Metadata::language},
                                               {"lang", &Metadata::language},
                                               {"description", &Metadata::description},
                                               {"cover", &Metadata::cover},
                                               {"canonical", &Metadata::canonical},
                                               {"license", &Metadata::license},
                                               {"date_time", &Metadata::date_time},
                                               {"kind", &Metadata::kind},
                                               {"modified", &Metadata::modified}});

}  // namespace

std::string_view front_matter_of(std::string_view text) {
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (ascii::trimmed(next_line(text, at)) != "---" || text.substr(0, 6).find("---") > 3) return {};
  bool has_key = false;
  while (at <= text.size()) {
    const std::string_view line = next_line(text, at);
    const std::string_view inner = ascii::trimmed(line);
    if (line.starts_with("---") || line.starts_with("...")) {
      const bool closes = inner == "---" || inner == "...";
      return closes && has_key ? text.substr(0, std::min(at, text.size())) : std::string_view();
    }
    has_key |= key_length(line) > 0;
    if (!has_key && !inner.empty() && !inner.starts_with('#')) return {};
  }
  return {};
}

std::vector<Field> read_front_matter(std::string_view front_matter) {
  std::vector<Field> fields;
  if (front_matter.empty()) return fields;
  std::size_t at = front_matter.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  next_line(front_matter, at);
  std::string_view line = next_line(front_matter, at);
  while (at <= front_matter.size()) {
    const std::size_t length = key_length(line);
    if (length == 0) {
      line = next_line(front_matter, at);
      continue;
    }
    Field field{.key = key_of(line.substr(0, length)), .value = {}, .items = {}};
    const std::string_view value = ascii::trimmed(line.substr(length + 1));
    std::vector<std::string_view> below;
    while (at <= front_matter.size()) {
      line = next_line(front_matter, at);
      const bool belongs = line.empty() || line[0] == ' ' || line[0] == '\t' || line.starts_with("- ");
      if (!belongs) break;
      below.push_back(line);
    }
    if (value.starts_with('[')) {
      field.items = flow_list(value);
      field.value = joined(field.items);
    } else if (value.empty() || value[0] == '|' || value[0] == '>') {
      read_below(value, below, field);
    } else if (value[0] == '"' || value[0] == '\'') {
      field.value = scalar(value);
    } else {
      field.value = plain_lines(value, below);
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

void apply_front_matter(const std::vector<Field>& fields, Metadata& metadata) {
  std::unordered_set<std::string> seen;
  for (const Field& field : fields) {
    const std::string key = lower(field.key);
    if (field.value.empty()) continue;
    const auto place = std::ranges::find(kPlaces, key, &Place::key);
    const bool is_date = key == "date" || key == "published" || key == "publish_date";
    if (is_date && metadata.date.empty() && set_date(metadata, field.value)) continue;
    if (key == "tags" || key == "keywords") {
      add_tags(metadata, field, seen);
    } else if (place != kPlaces.end() && (metadata.*(place->member)).empty()) {
      metadata.*(place->member) = field.value;
    } else {
      metadata.others.emplace_back(field.key, field.value);
    }
  }
}

}  // namespace pressmark::capture
