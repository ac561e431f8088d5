// Exports that are lists of bookmarks in JSON: of Karakeep and Linkwarden.
#include <algorithm>
#include <unordered_map>

#include "keep/import.h"
#include "keep/import/json.h"
#include "keep/import/text.h"

namespace pressmark::keep {
namespace {

bool begins_with_object(const Input& input, std::initializer_list<std::string_view> members) {
  const std::size_t first = input.head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos || input.head[first] != '{') return false;
  return std::ranges::all_of(members, [&](std::string_view name) {
    return input.head.find("\"" + std::string(name) + "\"") != std::string::npos;
  });
}

Result<Json> read_json(const Input& input) {
  const std::string text = PM_TRY(read_text(input.path));
  return parse_json(text);
}

Item karakeep_item(const Json& bookmark, const std::unordered_map<std::string, std::string>& lists) {
  const Json& content = member(bookmark, "content");
  Item item{.url = text_of(content, "url"),
            .title = to_title(text_of(bookmark, "title")),
            .saved = text_of(bookmark, "createdAt"),
            .tags = texts_of(member(bookmark, "tags"), "name"),
            .archived = is_true(member(bookmark, "archived")),
            .note = text_of(bookmark, "note")};
  item.name = item.title;
  for (const std::string& list : texts_of(member(bookmark, "lists"), "id")) {
    const auto found = lists.find(list);
    item.tags.push_back(found == lists.end() ? list : found->second);
  }
  if (const std::string text = text_of(content, "text"); !text.empty()) {
    item.bytes = to_html(text);
    item.content = Item::Content::kFragment;
  }
  return item;
}

Item linkwarden_item(const Json& link, const std::string& collection) {
  Item item{.url = text_of(link, "url"),
            .title = to_title(text_of(link, "name")),
            .saved = text_of(link, "createdAt"),
            .tags = texts_of(member(link, "tags"), "name"),
            .favourite = !elements(member(link, "pinnedBy")).empty(),
            .note = text_of(link, "description")};
  item.name = item.title;
  if (!collection.empty()) item.tags.push_back(collection);
  if (const std::string text = text_of(link, "textContent"); !text.empty()) {
    item.bytes = to_html(text);
    item.content = Item::Content::kFragment;
  }
  return item;
}

}  // namespace

bool is_karakeep(const Input& input) { return begins_with_object(input, {"bookmarks", "content", "createdAt"}); }

Result<void> read_karakeep(const Input& input, Sink& sink) {
  const Json json = PM_TRY(read_json(input));
  if (!member(json, "bookmarks").is_array()) return fail(Code::kUnreadable, "it has no list of entries");
  std::unordered_map<std::string, std::string> lists;
  for (const Json& list : elements(member(json, "lists"))) lists.emplace(text_of(list, "id"), text_of(list, "name"));
  for (const Json& bookmark : member(json, "bookmarks")) PM_TRY(sink.take(karakeep_item(bookmark, lists)));
  return {};
}

bool is_linkwarden(const Input& input) { return begins_with_object(input, {"collections", "links"}); }

Result<void> read_linkwarden(const Input& input, Sink& sink) {
  const Json json = PM_TRY(read_json(input));
  if (!member(json, "collections").is_array()) return fail(Code::kUnreadable, "it has no list of entries");
  for (const Json& collection : member(json, "collections")) {
    const std::string name = text_of(collection, "name");
    const bool is_default = name == "Unorganized";
    for (const Json& link : elements(member(collection, "links"))) {
      PM_TRY(sink.take(linkwarden_item(link, is_default ? std::string() : name)));
    }
  }
  return {};
}

}  // namespace pressmark::keep
