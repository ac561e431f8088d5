// Articles out of the archive, for other programs and for people.
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/utf8.h"
#include "capture/picture.h"
#include "keep/export/spans.h"
#include "keep/own_json.h"
#include "pressmark/keep.h"
#include "pressmark/render.h"

namespace pressmark::keep {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostName = 80;  // bytes of a title in a file's name

// What a file system, a shell or a person could stumble over becomes a hyphen.
std::string name_of(const archive::Entry& entry) {
  std::string name;
  for (std::size_t at = 0; at < entry.title.size();) {
    const utf8::Character c = utf8::next(entry.title, at);
    const bool is_plain =
        c.valid && (c.code_point >= 0x80 ? c.code_point > 0xA0 && (c.code_point < 0x2000 || c.code_point > 0x206F)
                                         : std::isalnum(static_cast<int>(c.code_point)) != 0);
    if (name.size() + c.size > kMostName) break;
    if (is_plain) {
      name.append(entry.title, at, c.size);
    } else if (!name.empty() && name.back() != '-') {
      name.push_back('-');
    }
    at += c.size;
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? entry.id : name + "-" + entry.id;
}

Result<void> write_file(const fs::path& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (file) return {};
  return std::unexpected(
      error(Code::kOutputFailed, "can't be written: {}", "the disk may be full").about(path.string()));
}

class Folder {
 public:
  Folder(archive::Archive& archive, fs::path place) : archive_(archive), place_(std::move(place)) {}

  // Points the article's pictures to their files, which are written once each. Gives each file's own address.
  Result<std::map<std::string, std::string>> keep_pictures(const std::string& id, Article& article) {
    std::map<std::string, std::string> files, addresses;
    for (const auto& [url, digest] : PM_TRY(archive_.images(id))) {
      const std::vector<std::byte> bytes = PM_TRY(archive_.blob(digest));
      const std::string name = "images/" + digest.substr(0, 16) + std::string(capture::picture_kind(bytes).extension);
      if (written_.insert(name).second) {
        std::error_code ignored;
        fs::create_directories(place_ / "images", ignored);
        PM_TRY(write_file(place_ / name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
      }
      files.emplace(url, name);
    }
    change_spans(article, [&](Span& span) {
      const auto found = span.kind == Span::Kind::kImage ? files.find(span.source) : files.end();
      if (found == files.end()) return;
      addresses.emplace(found->second, found->first);
      span.source = found->second;
    });
    return addresses;
  }

  Result<void> write(const std::string& name, std::string_view content) { return write_file(place_ / name, content); }

 private:
  archive::Archive& archive_;
  fs::path place_;
  std::set<std::string> written_{};
};

// What the person says of the article goes with it, in the front matter, and what Markdown has no place for: so that
// import_file() gives the same again.
void add_own(const archive::Entry& entry, Metadata& metadata) {
  const auto add = [&metadata](std::string name, std::string value) {
    if (!value.empty()) metadata.others.emplace_back(std::move(name), std::move(value));
  };
  add("id", entry.id);
  add("saved", entry.saved);
  add("captured", entry.captured);
  if (!metadata.tags.empty()) add("page_tags", to_json(metadata.tags));
  metadata.tags = entry.tags;
  add("note", entry.note);
  if (entry.progress > 0) add("progress", fmt::format("{}", entry.progress));
  for (const auto& [name, flag] :
       {std::pair{"read", entry.read}, std::pair{"favourite", entry.favourite}, std::pair{"liked", entry.liked},
        std::pair{"recommended", entry.recommended}, std::pair{"archived", entry.archived}}) {
    if (flag) add(name, "true");
  }
}

Result<void> export_one(archive::Archive& archive, Folder& folder, const std::string& id, Form form) {
  const archive::Entry entry = PM_TRY(archive.entry(id));
  Article article = PM_TRY(archive.article(id));
  const auto pictures = PM_TRY(folder.keep_pictures(id, article));
  if (form == Form::kHtml) return folder.write(name_of(entry) + ".html", render::html(article));
  add_own(entry, article.metadata);
  auto& others = article.metadata.others;
  if (const auto highlights = PM_TRY(archive.highlights(id)); !highlights.empty()) {
    others.emplace_back("highlights", highlights_json(highlights));
  }
  if (!pictures.empty()) others.emplace_back("pictures", to_json(pictures));
  return folder.write(name_of(entry) + ".md", render::markdown(article));
}

}  // namespace

Result<void> export_folder(archive::Archive& archive, std::span<const std::string> ids, const std::string& path,
                           Form form) {
  std::error_code wrong;
  if (fs::exists(path, wrong)) {
    return std::unexpected(error(Code::kUsage, "is there already").with_remedy("name a new folder").about(path));
  }
  const std::string unfinished = path + ".new";
  fs::remove_all(unfinished, wrong);
  fs::create_directories(unfinished, wrong);
  if (wrong)
    return std::unexpected(error(Code::kOutputFailed, "the folder can't be made: {}", wrong.message()).about(path));
  Folder folder(archive, unfinished);
  for (const std::string& id : ids) {
    if (auto done = export_one(archive, folder, id, form); !done) {
      fs::remove_all(unfinished, wrong);
      return std::unexpected(std::move(done).error().about(id));
    }
  }
  fs::rename(unfinished, path, wrong);
  if (wrong) return std::unexpected(error(Code::kOutputFailed, "can't be written: {}", wrong.message()).about(path));
  return {};
}

}  // namespace pressmark::keep
