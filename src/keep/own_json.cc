#include "keep/own_json.h"

#include "keep/import/json.h"
#include "pressmark/article.h"
#include "pressmark/keep.h"

namespace pressmark::keep {

std::string highlights_json(std::span<const archive::Highlight> highlights) {
  std::string out = "[";
  for (const archive::Highlight& highlight : highlights) {
    out += out.size() > 1 ? ",{" : "{";
    append_json_member(out, "id", highlight.id);
    append_json_member(out, "exact", highlight.exact);
    append_json_member(out, "prefix", highlight.prefix);
    append_json_member(out, "suffix", highlight.suffix);
    if (highlight.start >= 0) out += fmt::format(R"(,"start":{},"end":{})", highlight.start, highlight.end);
    if (!highlight.note.empty()) append_json_member(out, "note", highlight.note);
    if (!highlight.colour.empty()) append_json_member(out, "colour", highlight.colour);
    append_json_member(out, "created", highlight.created);
    out.push_back('}');
  }
  return out + "]";
}

std::vector<archive::Highlight> read_highlights(std::string_view json) {
  std::vector<archive::Highlight> highlights;
  const auto parsed = parse_json(json);
  if (!parsed) return highlights;
  for (const Json& one : elements(*parsed)) {
    highlights.push_back({.id = text_of(one, "id"),
                          .exact = text_of(one, "exact"),
                          .prefix = text_of(one, "prefix"),
                          .suffix = text_of(one, "suffix"),
                          .note = text_of(one, "note"),
                          .colour = text_of(one, "colour"),
                          .created = text_of(one, "created")});
  }
  return highlights;
}

std::string to_json(const std::map<std::string, std::string>& texts) {
  std::string out = "{";
  for (const auto& [name, text] : texts) append_json_member(out, name, text);
  return out + "}";
}

std::map<std::string, std::string> read_map(std::string_view json) {
  std::map<std::string, std::string> texts;
  const auto parsed = parse_json(json);
  if (!parsed || !parsed->is_object()) return texts;
  for (const auto& [name, value] : parsed->items()) texts.emplace(name, text_of(value));
  return texts;
}

std::string to_json(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    if (out.size() > 1) out.push_back(',');
    append_json_string(out, text);
  }
  return out + "]";
}

std::vector<std::string> read_list(std::string_view json) {
  const auto parsed = parse_json(json);
  return parsed ? texts_of(*parsed, "name") : std::vector<std::string>();
}

}  // namespace pressmark::keep
