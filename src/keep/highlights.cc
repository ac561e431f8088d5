// What a person marked in an article, in the text that it has now.
#include "keep/places.h"
#include "pressmark/keep.h"
#include "pressmark/render.h"

namespace pressmark::keep {
namespace {

// Code points, as a TextPositionSelector counts. https://www.w3.org/TR/annotation-model/#text-position-selector
std::int64_t code_points(std::string_view text) {
  std::int64_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string annotation(const archive::Highlight& highlight, const archive::Entry& entry, std::string_view text) {
  std::string out = R"({"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","motivation":"highlighting")";
  append_json_member(out, "id", "urn:pressmark:" + entry.id + ":" + highlight.id);
  append_json_member(out, "created", highlight.created);
  if (!highlight.note.empty()) {
    out += R"(,"body":{"type":"TextualBody","purpose":"commenting")";
    append_json_member(out, "value", highlight.note);
    out += "}";
  }
  if (!highlight.colour.empty()) append_json_member(out, "colour", highlight.colour);
  out += R"(,"target":{"source":)";
  append_json_string(out, entry.url.empty() ? "urn:pressmark:" + entry.id : entry.url);
  out += R"(,"selector":[{"type":"TextQuoteSelector")";
  append_json_member(out, "exact", highlight.exact);
  append_json_member(out, "prefix", highlight.prefix);
  append_json_member(out, "suffix", highlight.suffix);
  out += "}";
  if (highlight.start >= 0) {
    const auto begin = static_cast<std::size_t>(highlight.start), end = static_cast<std::size_t>(highlight.end);
    const std::int64_t start = code_points(text.substr(0, begin));
    out += fmt::format(R"(,{{"type":"TextPositionSelector","start":{},"end":{}}})", start,
                       start + code_points(text.substr(begin, end - begin)));
  }
  return out + "]}}";
}

}  // namespace

Result<std::vector<archive::Highlight>> highlights(archive::Archive& archive, const std::string& id) {
  std::vector<archive::Highlight> found = PM_TRY(archive.highlights(id));
  if (found.empty()) return found;
  const std::string text = render::text(PM_TRY(archive.article(id)));
  Places places(text);
  for (archive::Highlight& highlight : found) places.place(highlight);
  return found;
}

Result<std::string> add_highlight(archive::Archive& archive, const std::string& id, archive::Highlight highlight,
                                  std::size_t which, std::size_t& count) {
  const std::string text = render::text(PM_TRY(archive.article(id)));
  Places places(text);
  const std::vector<Places::Place> all = places.all(highlight.exact);
  count = all.size();
  if (which == 0 || which > count) {
    return std::unexpected(error(Code::kNotFound, "the passage is {} times in the text", count)
                               .with_remedy("write it as pressmark show --format text has it"));
  }
  highlight.start = static_cast<std::int64_t>(all[which - 1].begin);
  highlight.exact = text.substr(all[which - 1].begin, all[which - 1].end - all[which - 1].begin);
  places.place(highlight);
  return archive.highlight(id, std::move(highlight));
}

Result<std::vector<std::string>> annotations(archive::Archive& archive, const std::string& id) {
  const archive::Entry entry = PM_TRY(archive.entry(id));
  const std::string text = render::text(PM_TRY(archive.article(id)));
  std::vector<std::string> lines;
  for (const archive::Highlight& highlight : PM_TRY(highlights(archive, id))) {
    lines.push_back(annotation(highlight, entry, text));
  }
  return lines;
}

}  // namespace pressmark::keep
