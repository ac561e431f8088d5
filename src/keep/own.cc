#include "keep/own.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/ascii.h"
#include "keep/export/spans.h"
#include "keep/own_json.h"
#include "pressmark/url.h"

namespace pressmark::keep {
namespace {

constexpr std::size_t kMostTags = 200, kMostTagBytes = 200;  // of an article, of a tag

std::vector<std::string> clean_tags(const std::vector<std::string>& tags) {
  std::vector<std::string> clean;
  for (std::string_view tag : tags) {
    tag = ascii::trimmed(tag);
    while (tag.starts_with('#')) tag.remove_prefix(1);
    if (tag.empty() || tag.size() > kMostTagBytes || clean.size() >= kMostTags) continue;
    if (std::ranges::find(clean, tag) == clean.end()) clean.emplace_back(tag);
  }
  return clean;
}

bool is_yes(std::string_view text) { return text == "true" || text == "yes" || text == "1"; }

// Where the pictures' own addresses are told, the article has those again, and their files are asked for by them.
void point_to_web(Item& item, Article& article, const std::map<std::string, std::string>& pictures) {
  if (pictures.empty()) return;
  std::map<std::string, std::string> addresses, files;
  for (const auto& [file, address] : pictures) {
    addresses.emplace(url::resolve(file, article.metadata.url).value_or(file), address);
    files.emplace(address, file);
  }
  change_spans(article, [&addresses](Span& span) {
    const auto found = span.kind == Span::Kind::kImage ? addresses.find(span.source) : addresses.end();
    if (found != addresses.end()) span.source = found->second;
  });
  if (!item.picture) return;
  item.picture = [files, read = std::move(item.picture)](const std::string& address) {
    const auto found = files.find(address);
    auto image = read(found == files.end() ? address : found->second);
    if (image) image->url = address;
    return image;
  };
}

double share_of(const std::string& text) {
  const double share = std::strtod(text.c_str(), nullptr);
  return share > 0 && share <= 1 ? share : 0;
}

}  // namespace

void take_own(Item& item, Article& article) {
  Metadata& metadata = article.metadata;
  std::ranges::move(metadata.tags, std::back_inserter(item.tags));
  metadata.tags.clear();
  std::map<std::string, std::string> pictures;
  std::erase_if(metadata.others, [&](const std::pair<std::string, std::string>& field) {
    const auto& [name, value] = field;
    if (name == "id")
      item.id = value;
    else if (name == "saved")
      item.saved = value;
    else if (name == "captured")
      item.captured = value;
    else if (name == "note")
      item.note = value;
    else if (name == "progress")
      item.progress = share_of(value);
    else if (name == "read")
      item.read = is_yes(value);
    else if (name == "favourite")
      item.favourite = is_yes(value);
    else if (name == "liked")
      item.liked = is_yes(value);
    else if (name == "recommended")
      item.recommended = is_yes(value);
    else if (name == "archived")
      item.archived = is_yes(value);
    else if (name == "page_tags")
      metadata.tags = read_list(value);
    else if (name == "highlights")
      item.highlights = read_highlights(value);
    else if (name == "pictures")
      pictures = read_map(value);
    else
      return false;
    return true;
  });
  point_to_web(item, article, pictures);
}

archive::Change own_of(const Item& item) {
  archive::Change own{.add_tags = clean_tags(item.tags)};
  if (item.read) own.read = true;
  if (item.favourite) own.favourite = true;
  if (item.archived) own.archived = true;
  if (item.progress > 0) own.progress = std::min(item.progress, 1.0);
  if (item.liked) own.liked = true;
  if (item.recommended) own.recommended = true;
  if (item.trashed) own.trashed = true;
  if (!item.note.empty()) own.note = item.note;
  return own;
}

}  // namespace pressmark::keep
