#include "cli/archive.h"

#include <array>
#include <charconv>
#include <cstdlib>

#include "cli/help.h"
#include "pressmark/article.h"
#include "pressmark/url.h"

namespace pressmark::cli {
namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

// Members of an object in their order; empty texts are left out.
class Object {
 public:
  void text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    begin(name);
    append_json_string(out_, value);
  }
  template <class Number>
  void number(std::string_view name, Number value) {
    begin(name);
    out_ += fmt::format("{}", value);
  }
  void flag(std::string_view name, bool value) {
    begin(name);
    out_ += value ? "true" : "false";
  }
  void texts(std::string_view name, const std::vector<std::string>& values) {
    begin(name);
    out_ += '[';
    for (const std::string& value : values) {
      if (&value != &values.front()) out_ += ',';
      append_json_string(out_, value);
    }
    out_ += ']';
  }
  std::string finish() { return out_ + "}"; }

 private:
  void begin(std::string_view name) {
    if (out_.size() > 1) out_ += ',';
    append_json_string(out_, name);
    out_ += ':';
  }
  std::string out_ = "{";
};

Result<std::string> id_of_address(archive::Archive& archive, std::string_view text) {
  const auto id = PM_TRY(archive.find_url(url::canonical(text)));
  if (id) return *id;
  return std::unexpected(error(Code::kNotFound, "there is no article from there in the archive")
                             .with_remedy("pressmark list and find show the IDs"));
}

}  // namespace

std::string archive_folder(const Arguments& arguments) {
  if (arguments.has("archive")) return std::string(arguments.value("archive"));
  if (const auto named = variable("PRESSMARK_ARCHIVE"); !named.empty()) return std::string(named);
  if (const auto data = variable("XDG_DATA_HOME"); !data.empty()) return std::string(data) + "/pressmark";
  return std::string(variable("HOME")) + "/.local/share/pressmark";
}

std::string_view passphrase_of_environment() { return variable("PRESSMARK_PASSPHRASE"); }

Result<archive::Archive> open_archive(const Arguments& arguments, IfMissing if_missing) {
  const std::string folder = archive_folder(arguments);
  const std::string_view passphrase = passphrase_of_environment();
  auto opened = archive::Archive::open(folder, {.passphrase = std::string(passphrase)});
  if (!opened && opened.error().code == Code::kNotFound && if_missing == IfMissing::kMake) {
    return archive::Archive::create(folder, passphrase);
  }
  return opened;
}

Result<Reference> resolve(archive::Archive& archive, std::string_view text) {
  Reference reference;
  if (text.contains("://")) {
    reference.id = PM_TRY(id_of_address(archive, text));
    return reference;
  }
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) {
    const std::string_view digits = text.substr(at + 1);
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), reference.version);
    if (wrong != std::errc() || end != digits.data() + digits.size() || reference.version < 1) {
      return std::unexpected(error(Code::kUsage, "\"{}\" is no version", digits).with_remedy("write ID@2 for the second"));
    }
  }
  reference.id = PM_TRY(archive.resolve(text.substr(0, at)));
  return reference;
}

std::string joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() || word.empty() ? "" : " ") + word;
  return text;
}

Result<void> say(const Session& session, const std::string& lines) {
  return print(session, lines) == 0 ? Result<void>() : fail(Code::kOutputFailed, "the list could not be said");
}

Result<void> say_saved(const Session& session, const archive::Saved& saved) {
  const std::string_view word = saved.unchanged ? "unchanged" : "saved";
  if (print(session, fmt::format("{} {} {}\n", word, saved.id, printable(saved.title))) == 0) return {};
  return fail(Code::kOutputFailed, "it is saved, but that could not be said");
}

Result<std::string> query_of(archive::Archive& archive, const Arguments& arguments) {
  std::string query;
  if (arguments.has("collection")) {
    for (auto& [name, its] : PM_TRY(archive.collections())) {
      if (name == arguments.value("collection")) query = std::move(its);
    }
    if (query.empty()) {
      return std::unexpected(error(Code::kNotFound, "there is no collection \"{}\"", arguments.value("collection"))
                                 .with_remedy("pressmark collection list shows them"));
    }
  }
  return joined(std::array{query, joined(arguments.operands)});
}

Result<std::size_t> limit_of(const Arguments& arguments, std::size_t otherwise) {
  const std::string_view text = arguments.value("limit");
  if (!arguments.has("limit")) return otherwise;
  std::size_t limit = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (wrong == std::errc() && end == text.data() + text.size()) return limit;
  return std::unexpected(error(Code::kUsage, "\"{}\" is no number", text).about("--limit"));
}

namespace {

Object object_of(const archive::Entry& entry) {
  Object object;
  object.text("id", entry.id);
  object.text("title", entry.title);
  object.text("url", entry.url);
  object.text("canonical", entry.canonical);
  object.text("source", entry.source);
  object.text("site", entry.site);
  object.text("author", entry.author);
  object.text("language", entry.language);
  object.text("date", entry.date);
  object.text("kind", entry.kind);
  object.text("saved", entry.saved);
  object.text("captured", entry.captured);
  object.number("versions", entry.versions);
  object.number("words", entry.words);
  object.flag("read", entry.read);
  object.number("progress", entry.progress);
  object.flag("favourite", entry.favourite);
  object.flag("liked", entry.liked);
  object.flag("recommended", entry.recommended);
  object.flag("archived", entry.archived);
  object.flag("trashed", entry.trashed);
  object.texts("tags", entry.tags);
  object.text("note", entry.note);
  if (!entry.near.empty()) object.texts("near", entry.near);
  return object;
}

}  // namespace

std::string to_json(const archive::Entry& entry) { return object_of(entry).finish(); }

std::string to_json(const archive::FoundEntry& found) {
  Object object = object_of(found.entry);
  object.text("snippet", found.snippet);
  return object.finish();
}

std::string to_json(const archive::Version& version) {
  Object object;
  object.number("version", version.number);
  object.text("time", version.time);
  object.text("url", version.url);
  object.text("engine", version.engine);
  object.text("article", version.article);
  object.text("content", version.content);
  object.text("payload", version.payload);
  object.text("content_type", version.content_type);
  object.text("warc", version.warc);
  object.number("offset", version.page_offset);
  return object.finish();
}

std::string to_line(const archive::Entry& entry) {
  std::string line = entry.id + "  " + entry.saved.substr(0, 10) + "  ";
  line += printable(entry.title.empty() ? entry.url : entry.title);
  for (const std::string& tag : entry.tags) line += " #" + printable(tag);
  return line;
}

}  // namespace pressmark::cli
