// wallabag's export, JSON v2: an array of entries with their cleaned text.
// https://doc.wallabag.org/en/user/import/wallabag
#include "keep/import.h"
#include "keep/import/json.h"
#include "keep/import/text.h"

namespace pressmark::keep {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

Item item_of(const Json& entry) {
  Item item{.url = text_of(entry, "url"),
            .title = to_title(text_of(entry, "title")),
            .author = joined(texts_of(member(entry, "published_by"), "name")),
            .date = text_of(entry, "published_at"),
            .saved = text_of(entry, "created_at"),
            .tags = texts_of(member(entry, "tags"), "label")};
  if (const std::string given = text_of(entry, "given_url"); item.url.empty()) item.url = given;
  item.name = item.title;
  item.archived = item.read = is_true(member(entry, "is_archived"));
  item.favourite = is_true(member(entry, "is_starred"));
  for (const Json& annotation : elements(member(entry, "annotations"))) {
    item.highlights.push_back({.exact = text_of(annotation, "quote"),
                               .note = text_of(annotation, "text"),
                               .created = text_of(annotation, "created_at")});
  }
  item.bytes = text_of(entry, "content");
  if (!item.bytes.empty()) item.content = Item::Content::kFragment;
  return item;
}

}  // namespace

bool is_wallabag(const Input& input) {
  const std::string& head = input.head;
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string::npos && head[first] == '[' && head.find("\"is_archived\"") != std::string::npos;
}

Result<void> read_wallabag(const Input& input, Sink& sink) {
  const std::string text = PM_TRY(read_text(input.path));
  const Json json = PM_TRY(parse_json(text));
  const Json& entries = json.is_array() ? json : member(member(json, "_embedded"), "items");  // as the API gives them
  if (!entries.is_array()) return fail(Code::kUnreadable, "it has no list of entries");
  for (const Json& entry : entries) PM_TRY(sink.take(item_of(entry)));
  return {};
}

}  // namespace pressmark::keep
