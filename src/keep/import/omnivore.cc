// Omnivore's export: a zip of metadata_0_to_20.json ..., content/SLUG.html and highlights/SLUG.md.
// https://github.com/omnivore-app/omnivore/blob/main/packages/api/src/jobs/export.ts
#include <algorithm>

#include "base/ascii.h"
#include "keep/import.h"
#include "keep/import/json.h"
#include "keep/import/text.h"
#include "keep/import/zip.h"

namespace pressmark::keep {
namespace {

bool is_metadata(std::string_view name) { return name.starts_with("metadata_") && name.ends_with(".json"); }

// A quote ("> ...") behind which its labels may stand as " #label", then a note.
std::vector<archive::Highlight> highlights_of(std::string_view markdown) {
  std::vector<archive::Highlight> highlights;
  bool is_quote = false;
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    std::string_view line = ascii::trimmed(markdown.substr(0, end));
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
    if (line.starts_with('>')) {
      if (!is_quote) highlights.emplace_back();
      std::string& exact = highlights.back().exact;
      exact.append(exact.empty() ? "" : "\n").append(ascii::trimmed(line.substr(1)));
    } else if (!line.empty() && !highlights.empty()) {
      std::string& note = highlights.back().note;
      note.append(note.empty() ? "" : "\n").append(line);
    }
    is_quote = line.starts_with('>');
  }
  for (archive::Highlight& highlight : highlights) {
    const std::size_t labels = highlight.exact.rfind(" #");
    if (labels == std::string::npos) continue;
    const std::string_view behind = std::string_view(highlight.exact).substr(labels + 2);
    if (behind.find_first_of(" .,;:\n") == std::string_view::npos) highlight.exact.resize(labels);
  }
  return highlights;
}

class Export {
 public:
  explicit Export(Zip zip) : zip_(std::move(zip)) {}

  Result<void> read(Sink& sink) {
    for (std::size_t i = 0; i < zip_.names().size(); ++i) {
      const std::string name = zip_.names()[i];
      if (!is_metadata(name)) continue;
      if (auto done = read_metadata(i, sink); !done) {
        if (done.error().code == Code::kOutputFailed) return done;
        PM_TRY(sink.lose(name, std::move(done).error()));
      }
    }
    return {};
  }

 private:
  Result<void> read_metadata(std::size_t index, Sink& sink) {
    const std::string bytes = PM_TRY(zip_.read(index));
    const Json entries = PM_TRY(parse_json(to_text(bytes)));
    for (const Json& entry : elements(entries)) PM_TRY(read_entry(entry, sink));
    return {};
  }

  Result<void> read_entry(const Json& entry, Sink& sink) {
    Item item{.url = text_of(entry, "url"),
              .title = to_title(text_of(entry, "title")),
              .author = text_of(entry, "author"),
              .date = text_of(entry, "publishedAt"),
              .saved = text_of(entry, "savedAt"),
              .tags = texts_of(member(entry, "labels"), "name")};
    const std::string slug = text_of(entry, "slug");
    item.name = slug;
    item.archived = ascii::equals_ignoring_case(text_of(entry, "state"), "archived");
    item.progress = number_of(member(entry, "readingProgress")) / 100;
    item.read = item.progress >= 0.99;
    if (const auto page = zip_.find("content/" + slug + ".html")) {
      auto content = zip_.read(*page);
      if (!content) return sink.lose(item.url.empty() ? slug : item.url, std::move(content).error());
      item.bytes = to_text(*content);
      if (!ascii::trimmed(item.bytes).empty()) item.content = Item::Content::kFragment;
    } else if (zip_.find("content/" + slug + ".pdf")) {
      return sink.lose(item.url.empty() ? slug : item.url,
                       error(Code::kUnreadable, "{} is not supported", "a PDF document"));
    }
    if (const auto markdown = zip_.read("highlights/" + slug + ".md")) {
      item.highlights = highlights_of(to_text(*markdown));
    }
    return sink.take(std::move(item));
  }

  Zip zip_;
};

}  // namespace

bool is_omnivore(const Input& input) { return std::ranges::any_of(input.names, is_metadata); }

Result<void> read_omnivore(const Input& input, Sink& sink) { return Export(PM_TRY(Zip::open(input.path))).read(sink); }

}  // namespace pressmark::keep
