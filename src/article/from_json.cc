// An Article again from its JSON: docs/formats/article-json.md.
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "article/names.h"
#include "pressmark/article.h"

namespace pressmark {
namespace {

using Json = nlohmann::json;

// The reader recurses once a level, and the writer writes twice kMaxBlockDepth at most.
constexpr int kDeepest = kMaxBlockDepth * 2 + 2;

const Json* member(const Json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string text_at(const Json& object, const char* name) {
  const Json* const value = member(object, name);
  return value && value->is_string() ? value->get<std::string>() : std::string();
}

template <class Number>
Number number_at(const Json& object, const char* name, Number otherwise) {
  const Json* const value = member(object, name);
  if (!value || !value->is_number_unsigned()) return otherwise;
  return static_cast<Number>(std::min<std::uint64_t>(value->get<std::uint64_t>(), std::numeric_limits<Number>::max()));
}

bool is_true(const Json& object, const char* name) {
  const Json* const value = member(object, name);
  return value && value->is_boolean() && value->get<bool>();
}

// The array of that name; an empty one where there is none.
const Json& array_at(const Json& object, const char* name) {
  static const Json kNone = Json::array();
  const Json* const value = member(object, name);
  return value && value->is_array() ? *value : kNone;
}

Span read_span(const Json& json) {
  Span span;
  span.kind = from_name(text_at(json, "kind"), Span::Kind::kFootnote, Span::Kind::kText);
  for (const Json& name : array_at(json, "marks")) {
    for (const auto& [mark, known] : kMarkNames) {
      if (name == known) span.marks = static_cast<std::uint16_t>(span.marks | mark);
    }
  }
  span.text = text_at(json, "text");
  span.link = text_at(json, "link");
  span.source = text_at(json, "source");
  span.title = text_at(json, "title");
  return span;
}

std::vector<Span> read_spans(const Json& object, const char* name) {
  std::vector<Span> spans;
  for (const Json& span : array_at(object, name)) spans.push_back(read_span(span));
  return spans;
}

Table read_table(const Json& json) {
  Table table;
  table.header_rows = number_at<std::uint16_t>(json, "header_rows", 0);
  for (const Json& name : array_at(json, "columns")) {
    table.columns.push_back(
        from_name(name.is_string() ? name.get<std::string>() : "", Table::Align::kRight, Table::Align::kNone));
  }
  for (const Json& row : array_at(json, "rows")) {
    auto& cells = table.rows.emplace_back();
    for (const Json& cell : row) {
      cells.push_back({.spans = read_spans(cell, "spans"),
                       .column_span = number_at<std::uint16_t>(cell, "column_span", 1),
                       .row_span = number_at<std::uint16_t>(cell, "row_span", 1),
                       .is_header = is_true(cell, "header")});
    }
  }
  table.caption = read_spans(json, "caption");
  return table;
}

ByteRange read_range(const Json& json) {
  const Json& pair = array_at(json, "source");
  if (pair.size() != 2 || !pair[0].is_number_unsigned() || !pair[1].is_number_unsigned()) return {};
  return {pair[0].get<std::uint32_t>(), pair[1].get<std::uint32_t>()};
}

Block read_block(const Json& json, int depth) {
  Block block;
  block.kind = from_name(text_at(json, "kind"), Block::Kind::kFootnote, Block::Kind::kParagraph);
  block.level = number_at<std::uint8_t>(json, "level", 0);
  block.ordered = is_true(json, "ordered");
  block.start = number_at<std::uint32_t>(json, "start", 1);
  if (const Json* const checked = member(json, "checked")) block.checked = *checked == true;
  if (block.kind == Block::Kind::kFootnote) block.text = text_at(json, "label");
  if (block.kind == Block::Kind::kCode || block.kind == Block::Kind::kMath) block.text = text_at(json, "text");
  block.language = text_at(json, "language");
  block.author = text_at(json, "author");
  block.date = text_at(json, "date");
  block.rating = text_at(json, "rating");
  block.spans = read_spans(json, "spans");
  if (block.kind == Block::Kind::kTable) block.table = read_table(json);
  block.source = read_range(json);
  const Json* const keep = member(json, "keep");
  block.keep = keep && keep->is_number() ? std::clamp(keep->get<float>(), 0.0F, 1.0F) : 1.0F;
  if (depth < kDeepest) {
    for (const Json& child : array_at(json, "children")) block.children.push_back(read_block(child, depth + 1));
  }
  return block;
}

Metadata read_metadata(const Json& json) {
  Metadata metadata;
  for (const auto& [name, place] :
       {std::pair{"title", &Metadata::title}, std::pair{"url", &Metadata::url},
        std::pair{"canonical", &Metadata::canonical}, std::pair{"source", &Metadata::source},
        std::pair{"author", &Metadata::author}, std::pair{"date", &Metadata::date},
        std::pair{"date_time", &Metadata::date_time}, std::pair{"modified", &Metadata::modified},
        std::pair{"fetch_date", &Metadata::fetch_date}, std::pair{"language", &Metadata::language},
        std::pair{"description", &Metadata::description}, std::pair{"cover", &Metadata::cover},
        std::pair{"license", &Metadata::license}, std::pair{"kind", &Metadata::kind}}) {
    metadata.*place = text_at(json, name);
  }
  for (const Json& tag : array_at(json, "tags")) {
    if (tag.is_string()) metadata.tags.push_back(tag.get<std::string>());
  }
  for (const Json& pair : array_at(json, "others")) {
    if (pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string()) {
      metadata.others.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
    }
  }
  return metadata;
}

}  // namespace

Result<Article> article_from_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !member(json, "blocks")) return fail(Code::kUnreadable, "not the JSON of an article");
  if (const auto version = number_at<unsigned>(json, "version", 0); version > kFormatVersion) {
    return std::unexpected(
        error(Code::kUnreadable, "its format is version {}, which this program does not know", version)
            .with_remedy("use a newer pressmark"));
  }
  Article article;
  if (const Json* const metadata = member(json, "metadata")) article.metadata = read_metadata(*metadata);
  for (const Json& block : array_at(json, "blocks")) article.blocks.push_back(read_block(block, 1));
  for (const Json& block : array_at(json, "comments")) article.comments.push_back(read_block(block, 1));
  for (const Json& warning : array_at(json, "warnings")) {
    article.warnings.emplace_back(text_at(warning, "message"), number_at<std::uint64_t>(warning, "count", 0));
  }
  return article;
}

}  // namespace pressmark
