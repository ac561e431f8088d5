// The Article as JSON: docs/formats/article-json.md.
#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstring>

#include "article/names.h"
#include "base/utf8.h"
#include "pressmark/article.h"

namespace pressmark {
namespace {

void append_unicode_escape(std::string& out, char32_t unit) {
  constexpr char kHex[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kHex[(unit >> shift) & 0xF]);
}

void append_control(std::string& out, char c) {
  switch (c) {
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: append_unicode_escape(out, static_cast<unsigned char>(c));
  }
}

// Bytes that stand for themselves in a JSON string: ASCII but controls, DEL, '"' and '\'.
constexpr bool is_plain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

// Whether eight bytes are all plain: in each the top bit tells, as in "Determine if a word has a zero byte" and "a byte
// less than n". https://graphics.stanford.edu/~seander/bithacks.html
bool are_plain(const char* from) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kTops = kOnes * 0x80;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, sizeof bytes);
  const auto has = [bytes](char c) {
    const std::uint64_t differs = bytes ^ (kOnes * static_cast<unsigned char>(c));
    return (differs - kOnes) & ~differs;
  };
  const std::uint64_t has_control = (bytes - kOnes * 0x20) & ~bytes;
  return ((bytes | has_control | has('"') | has('\\') | has('\x7f')) & kTops) == 0;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (text.size() - end >= 8 && are_plain(text.data() + end)) end += 8;
    while (end < text.size() && is_plain(text[end])) ++end;
    out.append(text, at, end - at);
    at = end;
    if (at == text.size()) break;
    const utf8::Character c = utf8::next(text, at);
    if (c.code_point == '"' || c.code_point == '\\') {
      out.append({'\\', text[at]});
    } else if (c.code_point < 0x20 || c.code_point == 0x7F) {
      append_control(out, text[at]);
    } else if (c.code_point == 0x2028 || c.code_point == 0x2029) {  // Line ends in scripts of old.
      append_unicode_escape(out, c.code_point);
    } else if (c.valid) {
      out.append(text, at, c.size);
    } else {
      utf8::append(out, utf8::kReplacement);
    }
    at += c.size;
  }
  out.push_back('"');
}

void append_json_member(std::string& out, std::string_view name, std::string_view text) {
  if (!out.ends_with('{')) out.push_back(',');
  append_json_string(out, name);
  out.push_back(':');
  append_json_string(out, text);
}

namespace {

class JsonWriter {
 public:
  JsonWriter(std::string& out, JsonStyle style) : out_(out), pretty_(style == JsonStyle::kPretty) {}

  void open(char bracket) {
    begin_value();
    out_.push_back(bracket);
    ++depth_;
    empty_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!empty_) line();
    out_.push_back(bracket);
    empty_ = false;
  }
  void key(std::string_view name) {
    next_member();
    append_json_string(out_, name);
    out_ += pretty_ ? ": " : ":";
    after_key_ = true;
  }
  void value(std::string_view text) {
    begin_value();
    append_json_string(out_, text);
  }
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool flag) {
    begin_value();
    out_ += flag ? "true" : "false";
  }
  template <std::unsigned_integral Number>
    requires(!std::same_as<Number, bool>)
  void value(Number number) {
    begin_value();
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  }
  // With two decimals at most.
  void fraction(float number) {
    begin_value();
    if (!(number > 0)) number = 0;  // NaN too.
    if (number > 1) number = 1;
    const auto hundredths = static_cast<unsigned>(number * 100 + 0.5F);
    out_.push_back(static_cast<char>('0' + hundredths / 100));
    if (hundredths % 100 == 0) return;
    out_.push_back('.');
    out_.push_back(static_cast<char>('0' + hundredths / 10 % 10));
    if (hundredths % 10 != 0) out_.push_back(static_cast<char>('0' + hundredths % 10));
  }
  template <class Value>
  void member(std::string_view name, const Value& given) {
    key(name);
    value(given);
  }
  void member_if(std::string_view name, std::string_view text) {
    if (!text.empty()) member(name, text);
  }
  // Values until the next line break of the pretty style stand on one line.
  bool set_pretty(bool pretty) { return std::exchange(pretty_, pretty); }

 private:
  void next_member() {
    if (!empty_) out_.push_back(',');
    empty_ = false;
    line();
  }
  void begin_value() {
    if (!after_key_ && depth_ > 0) next_member();
    after_key_ = false;
    empty_ = false;
  }
  void line() {
    if (!pretty_) return;
    out_.push_back('\n');
    // No deeper than a reader can follow: blocks may nest so deep that the spaces would outweigh the text many times.
    out_.append(static_cast<std::size_t>(std::min(depth_, kDeepestIndent)) * 2, ' ');
  }

  static constexpr int kDeepestIndent = 16;

  std::string& out_;
  bool pretty_;
  bool empty_ = true;  // Nothing is in the innermost open array or object yet.
  bool after_key_ = false;
  int depth_ = 0;
};

void write_span(JsonWriter& json, const Span& span) {
  json.open('{');
  const bool pretty = json.set_pretty(false);
  json.member("kind", name_of(span.kind));
  json.member_if("text", span.text);
  if (span.marks != kNoMarks) {
    json.key("marks");
    json.open('[');
    for (const auto& [mark, name] : kMarkNames) {
      if (span.marks & mark) json.value(name);
    }
    json.close(']');
  }
  json.member_if("link", span.link);
  json.member_if("source", span.source);
  json.member_if("title", span.title);
  json.close('}');
  json.set_pretty(pretty);
}

void write_spans(JsonWriter& json, std::string_view name, const std::vector<Span>& spans) {
  if (spans.empty()) return;
  json.key(name);
  json.open('[');
  for (const Span& span : spans) write_span(json, span);
  json.close(']');
}

void write_cell(JsonWriter& json, const TableCell& cell) {
  json.open('{');
  json.member("text", plain_text(cell.spans));
  if (cell.is_header) json.member("header", true);
  if (cell.column_span > 1) json.member("column_span", cell.column_span);
  if (cell.row_span > 1) json.member("row_span", cell.row_span);
  write_spans(json, "spans", cell.spans);
  json.close('}');
}

void write_table(JsonWriter& json, const Table& table) {
  json.member("header_rows", table.header_rows);
  if (!table.columns.empty()) {
    json.key("columns");
    json.open('[');
    for (const Table::Align align : table.columns) json.value(name_of(align));
    json.close(']');
  }
  json.key("rows");
  json.open('[');
  for (const auto& row : table.rows) {
    json.open('[');
    for (const TableCell& cell : row) write_cell(json, cell);
    json.close(']');
  }
  json.close(']');
  write_spans(json, "caption", table.caption);
}

// The text that is the block's own; its children have theirs.
std::string own_text(const Block& block) {
  switch (block.kind) {
    case Block::Kind::kCode:
    case Block::Kind::kMath: return block.text;
    case Block::Kind::kTable: return block.table ? plain_text(block.table->caption) : std::string();
    default: return plain_text(block.spans);
  }
}

void write_block(JsonWriter& json, const Block& block, int depth) {
  json.open('{');
  json.member("kind", name_of(block.kind));
  if (block.kind == Block::Kind::kHeading) json.member("level", block.level);
  if (block.kind == Block::Kind::kList) {
    json.member("ordered", block.ordered);
    if (block.ordered) json.member("start", block.start);
  }
  if (block.checked) json.member("checked", *block.checked);
  if (block.kind == Block::Kind::kFootnote) json.member("label", block.text);
  json.member_if("language", block.language);
  json.member_if("author", block.author);
  json.member_if("date", block.date);
  json.member_if("rating", block.rating);
  json.member("text", own_text(block));
  json.key("source");
  json.open('[');
  const bool pretty = json.set_pretty(false);
  json.value(block.source.begin);
  json.value(block.source.end);
  json.close(']');
  json.set_pretty(pretty);
  json.key("keep");
  json.fraction(block.keep);
  json.member("fragment", text_fragment(block));
  write_spans(json, "spans", block.spans);
  if (block.table) write_table(json, *block.table);
  if (!block.children.empty() && depth < kMaxBlockDepth * 2) {
    json.key("children");
    json.open('[');
    for (const Block& child : block.children) write_block(json, child, depth + 1);
    json.close(']');
  }
  json.close('}');
}

void write_metadata(JsonWriter& json, const Metadata& metadata) {
  json.member_if("title", metadata.title);
  json.member_if("url", metadata.url);
  json.member_if("canonical", metadata.canonical);
  json.member_if("source", metadata.source);
  json.member_if("author", metadata.author);
  json.member_if("date", metadata.date);
  json.member_if("date_time", metadata.date_time);
  json.member_if("modified", metadata.modified);
  json.member_if("fetch_date", metadata.fetch_date);
  json.member_if("language", metadata.language);
  json.member_if("description", metadata.description);
  json.member_if("cover", metadata.cover);
  json.member_if("license", metadata.license);
  if (!metadata.tags.empty()) {
    json.key("tags");
    json.open('[');
    for (const std::string& tag : metadata.tags) json.value(tag);
    json.close(']');
  }
  json.member_if("kind", metadata.kind);
  if (!metadata.others.empty()) {  // Pairs, not an object: names may come twice.
    json.key("others");
    json.open('[');
    for (const auto& [name, text] : metadata.others) {
      json.open('[');
      json.value(name);
      json.value(text);
      json.close(']');
    }
    json.close(']');
  }
}

}  // namespace

std::string to_json(const Article& article, JsonStyle style) {
  std::string out;
  JsonWriter json(out, style);
  json.open('{');
  json.member("version", kFormatVersion);
  json.key("metadata");
  json.open('{');
  write_metadata(json, article.metadata);
  json.close('}');
  json.key("blocks");
  json.open('[');
  for (const Block& block : article.blocks) write_block(json, block, 1);
  json.close(']');
  if (!article.comments.empty()) {
    json.key("comments");
    json.open('[');
    for (const Block& block : article.comments) write_block(json, block, 1);
    json.close(']');
  }
  json.key("warnings");
  json.open('[');
  for (const auto& [message, count] : article.warnings) {
    json.open('{');
    json.member("message", message);
    json.member("count", count);
    json.close('}');
  }
  json.close(']');
  json.close('}');
  if (style == JsonStyle::kPretty) out.push_back('\n');
  return out;
}

}  // namespace pressmark
