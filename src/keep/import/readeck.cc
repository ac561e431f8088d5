// Readeck's export: a zip with bookmarks/UID/info.json, and bookmarks/UID/container/ with the text as it cleaned it.
// https://readeck.org/en/docs/backups
#include <algorithm>

#include "base/ascii.h"
#include "keep/import.h"
#include "keep/import/json.h"
#include "keep/import/text.h"
#include "keep/import/zip.h"

namespace pressmark::keep {
namespace {

constexpr std::string_view kFolder = "bookmarks/", kInfo = "/info.json";

bool is_info(std::string_view name) {
  return name.starts_with(kFolder) && name.ends_with(kInfo) && name.size() > kFolder.size() + kInfo.size();
}

// The member by its letters alone: "is_archived" is also "IsArchived", as older ones write it.
const Json& field(const Json& object, std::string_view name) {
  static const Json kNothing;
  if (!object.is_object()) return kNothing;
  const auto letters = [](std::string_view text) {
    std::string out = ascii::lowercase(text);
    std::erase(out, '_');
    return out;
  };
  const std::string sought = letters(name);
  for (auto one = object.begin(); one != object.end(); ++one) {
    if (letters(one.key()) == sought) return *one;
  }
  return kNothing;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

Item item_of(const Json& info) {
  Item item{.url = text_of(field(info, "url")),
            .title = to_title(text_of(field(info, "title"))),
            .author = joined(texts_of(field(info, "authors"), "name")),
            .date = text_of(field(info, "published")),
            .saved = text_of(field(info, "created")),
            .tags = texts_of(field(info, "labels"), "name")};
  item.name = item.title;
  item.archived = is_true(field(info, "is_archived"));
  item.favourite = is_true(field(info, "is_marked"));
  item.progress = number_of(field(info, "read_progress")) / 100;
  item.read = item.progress >= 0.99;
  for (const Json& annotation : elements(field(info, "annotations"))) {
    item.highlights.push_back({.exact = text_of(annotation, "text"),
                               .note = text_of(annotation, "note"),
                               .colour = text_of(annotation, "color"),
                               .created = text_of(annotation, "created")});
  }
  return item;
}

class Export {
 public:
  explicit Export(Zip zip) : zip_(std::move(zip)) {}

  Result<void> read(Sink& sink) {
    for (std::size_t i = 0; i < zip_.names().size(); ++i) {
      const std::string name = zip_.names()[i];
      if (!is_info(name)) continue;
      auto item = item_at(i, name.substr(0, name.size() - kInfo.size()));
      PM_TRY(item ? sink.take(*std::move(item)) : sink.lose(name, std::move(item).error()));
    }
    return {};
  }

 private:
  Result<Item> item_at(std::size_t index, const std::string& folder) {
    const std::string bytes = PM_TRY(zip_.read(index));
    const Json info = PM_TRY(parse_json(to_text(bytes)));
    Item item = item_of(info);
    std::string article = text_of(field(field(field(info, "files"), "article"), "name"));
    if (article.empty()) article = "index.html";
    const std::string page = PM_TRY(zip_.read(folder + "/container/" + article));
    item.bytes = to_text(page);
    if (!ascii::trimmed(item.bytes).empty()) item.content = Item::Content::kFragment;
    return item;
  }

  Zip zip_;
};

}  // namespace

bool is_readeck(const Input& input) { return std::ranges::any_of(input.names, is_info); }

Result<void> read_readeck(const Input& input, Sink& sink) { return Export(PM_TRY(Zip::open(input.path))).read(sink); }

}  // namespace pressmark::keep
