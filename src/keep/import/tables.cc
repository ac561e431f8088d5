// Exports that are tables: of Pocket (alone or several in a zip), Instapaper, Readwise Reader.
#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "keep/import.h"
#include "keep/import/csv.h"
#include "keep/import/json.h"
#include "keep/import/text.h"
#include "keep/import/zip.h"

namespace pressmark::keep {
namespace {

// Of the first line; a byte order mark in front of it is none of it.
Csv columns_of(const Input& input) {
  std::string_view head = input.head;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  return Csv(head.substr(0, head.find('\n')));
}

bool has_columns(const Input& input, std::initializer_list<std::string_view> names) {
  if (input.is_folder || !input.names.empty() || input.head.find('\0') != std::string::npos) return false;
  const Csv csv = columns_of(input);
  return std::ranges::all_of(names, [&csv](std::string_view name) { return csv.has_column(name); });
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty() && parts.size() < 200) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    parts.emplace_back(ascii::trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// "['a', 'b']", "[\"a\"]" or "a, b", as exports of different years have tags.
std::vector<std::string> tags_of(std::string_view text) {
  text = ascii::trimmed(text);
  if (!text.starts_with('[')) return split(text, ",|");
  if (const auto json = parse_json(text)) return texts_of(*json, "name");
  std::vector<std::string> tags = split(text.substr(1, text.size() - 1 - text.ends_with(']')), ",");
  for (std::string& tag : tags) {
    const bool is_quoted = tag.size() > 1 && (tag.front() == '\'' || tag.front() == '"') && tag.back() == tag.front();
    if (is_quoted) tag = tag.substr(1, tag.size() - 2);
  }
  return tags;
}

Item item_of(const Csv& csv, std::string_view url, std::string_view title, std::string_view saved) {
  Item item{.name = fmt::format("line {}", csv.line()),
            .url = std::string(ascii::trimmed(csv.field(url))),
            .title = std::string(csv.field(title)),
            .saved = std::string(csv.field(saved))};
  return item;
}

Result<void> read_pocket_table(std::string_view text, Sink& sink) {
  Csv csv(text);
  while (csv.next()) {
    Item item = item_of(csv, "url", "title", "time_added");
    item.tags = split(csv.field("tags"), "|,");
    item.read = item.archived = ascii::equals_ignoring_case(csv.field("status"), "archive");
    PM_TRY(sink.take(std::move(item)));
  }
  return {};
}

double percent_of(std::string_view text) {
  text = ascii::trimmed(text);
  double value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong != std::errc() || !(value >= 0)) return 0;
  if (end != text.data() + text.size() && *end == '%') value /= 100;
  return std::min(value, 1.0);
}

bool is_pocket_part(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  const std::string_view file = slash == std::string_view::npos ? name : name.substr(slash + 1);
  return file.starts_with("part_") && file.ends_with(".csv");
}

// Pocket's "annotations/*.json": [{"url", "title", "highlights": [{"quote", "created_at"}]}].
Result<void> read_pocket_annotations(std::string_view text, Sink& sink) {
  const Json pages = PM_TRY(parse_json(text));
  for (const Json& page : elements(pages)) {
    Item item{.name = text_of(page, "title"), .url = text_of(page, "url"), .title = text_of(page, "title")};
    for (const Json& highlight : elements(member(page, "highlights"))) {
      item.highlights.push_back({.exact = text_of(highlight, "quote"), .created = text_of(highlight, "created_at")});
    }
    PM_TRY(sink.take(std::move(item)));
  }
  return {};
}

}  // namespace

bool is_pocket(const Input& input) { return has_columns(input, {"url", "time_added"}); }

Result<void> read_pocket(const Input& input, Sink& sink) {
  const std::string text = PM_TRY(read_text(input.path));
  return read_pocket_table(text, sink);
}

bool is_pocket_zip(const Input& input) { return std::ranges::any_of(input.names, is_pocket_part); }

Result<void> read_pocket_zip(const Input& input, Sink& sink) {
  Zip zip = PM_TRY(Zip::open(input.path));
  for (std::size_t i = 0; i < zip.names().size(); ++i) {
    const std::string name = zip.names()[i];
    const bool is_table = is_pocket_part(name);
    if (!is_table && !(name.find("annotations") != std::string::npos && name.ends_with(".json"))) continue;
    const auto bytes = zip.read(i);
    if (!bytes) {
      PM_TRY(sink.lose(name, bytes.error()));
      continue;
    }
    const std::string text = to_text(*bytes);
    const auto done = is_table ? read_pocket_table(text, sink) : read_pocket_annotations(text, sink);
    if (!done && done.error().code == Code::kOutputFailed) return done;
    if (!done) PM_TRY(sink.lose(name, done.error()));
  }
  return {};
}

bool is_instapaper(const Input& input) { return has_columns(input, {"url", "title", "selection", "folder"}); }

// Folders of one's own are tags.
Result<void> read_instapaper(const Input& input, Sink& sink) {
  const std::string text = PM_TRY(read_text(input.path));
  Csv csv(text);
  while (csv.next()) {
    Item item = item_of(csv, "url", "title", "timestamp");
    const std::string_view folder = csv.field("folder");
    item.tags = tags_of(csv.field("tags"));
    item.read = item.archived = folder == "Archive";
    item.favourite = folder == "Starred";
    if (!item.archived && !item.favourite && folder != "Unread") item.tags.emplace_back(folder);
    if (!csv.field("selection").empty()) item.highlights.push_back({.exact = std::string(csv.field("selection"))});
    PM_TRY(sink.take(std::move(item)));
  }
  return {};
}

bool is_readwise(const Input& input) { return has_columns(input, {"title", "url", "reading progress", "location"}); }

// Progress is a share of 1, in some years with "%".
Result<void> read_readwise(const Input& input, Sink& sink) {
  const std::string text = PM_TRY(read_text(input.path));
  Csv csv(text);
  while (csv.next()) {
    Item item = item_of(csv, "url", "title", "saved date");
    if (item.url.starts_with("mailto:")) item.name = std::exchange(item.url, {});
    if (csv.field("location") == "feed") {  // what came by a feed, and nobody kept
      PM_TRY(sink.lose(item.url, error(Code::kUnreadable, "it is of a feed, and was not saved there")));
      continue;
    }
    item.tags = tags_of(csv.field("document tags"));
    item.archived = csv.field("location") == "archive";
    item.progress = percent_of(csv.field("reading progress"));
    item.read = item.progress >= 0.99;
    PM_TRY(sink.take(std::move(item)));
  }
  return {};
}

}  // namespace pressmark::keep
