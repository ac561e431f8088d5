// modules: render
// An Article of the fuzzer's bytes through every renderer. Oracles: the same twice, no more than four times the input
// and a megabyte, valid UTF-8 without controls, no raw HTML in Markdown, only known elements in HTML, and balanced
// JSON.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "pressmark/render.h"

namespace {

using pressmark::Article;
using pressmark::Block;
using pressmark::Span;

void require(bool holds) {
  if (!holds) std::abort();
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool done() const { return bytes_.empty(); }
  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto out = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return out;
  }
  std::string text() {
    const std::string_view out = bytes_.substr(0, byte() % 64);
    bytes_.remove_prefix(out.size() < bytes_.size() ? out.size() : bytes_.size());
    return std::string(out);
  }

 private:
  std::string_view bytes_;
};

std::vector<Span> spans(Reader& in) {
  std::vector<Span> out(in.byte() % 8);
  for (Span& span : out) {
    span = {.kind = static_cast<Span::Kind>(in.byte() % 6), .marks = in.byte(), .text = in.text()};
    if (in.byte() % 3 == 0) span.link = in.text();
    if (span.kind == Span::Kind::kImage) span.source = in.text();
    if (in.byte() % 5 == 0) span.title = in.text();
  }
  return out;
}

pressmark::Table table(Reader& in) {
  pressmark::Table out{.header_rows = static_cast<std::uint16_t>(in.byte() % 3)};
  out.rows.resize(in.byte() % 6);
  for (auto& row : out.rows) {
    row.resize(in.byte() % 5);
    for (auto& cell : row) {
      cell.spans = spans(in);
      cell.column_span = static_cast<std::uint16_t>(in.byte() * in.byte());
      cell.row_span = static_cast<std::uint16_t>(in.byte() * in.byte());
    }
  }
  out.caption = spans(in);
  return out;
}

Block block(Reader& in, int depth) {
  Block out{.kind = static_cast<Block::Kind>(in.byte() % 15), .level = in.byte(), .ordered = in.byte() % 2 == 0};
  out.start = in.byte() * 0x01010101U;
  if (in.byte() % 4 == 0) out.checked = in.byte() % 2 == 0;
  out.text = in.text();
  out.language = in.text();
  out.spans = spans(in);
  if (out.kind == Block::Kind::kTable) out.table = table(in);
  for (int n = depth < 40 ? in.byte() % 4 : 0; n > 0 && !in.done(); --n) out.children.push_back(block(in, depth + 1));
  return out;
}

std::size_t memory_size(const Block& block) {
  std::size_t size = sizeof(Block) + block.text.size() + block.language.size();
  for (const Span& span : block.spans)
    size += sizeof(Span) + span.text.size() + span.link.size() + span.source.size() + span.title.size();
  if (block.table) size += (block.table->rows.size() + 1) * 4096;
  for (const Block& child : block.children) size += memory_size(child);
  return size;
}

void check_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = pressmark::utf8::next(text, at);
    require(c.valid && (c.code_point >= 0x20 || c.code_point == '\n' || c.code_point == '\t') && c.code_point != 0x7F);
    at += c.size;
  }
}

// A "<" that no backslash stands before begins no tag, outside of code.
void check_markdown(std::string_view text) {
  check_characters(text);
  if (text.find('`') != std::string_view::npos) return;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const bool opens =
        (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!' || next == '?';
    require(!opens || (at > 0 && text[at - 1] == '\\'));
  }
}

void check_html(std::string_view page) {
  check_characters(page);
  for (std::size_t at = page.find('<'); at != std::string_view::npos; at = page.find('<', at + 1)) {
    const std::size_t begin = at + (page.substr(at).starts_with("</") ? 2 : 1);
    const std::string name = " " + std::string(page.substr(begin, page.find_first_of(" >\n", begin) - begin)) + " ";
    constexpr std::string_view kKnown =
        " !DOCTYPE html head meta title body article header h1 h2 h3 h4 h5 h6 p a time ul ol li blockquote pre code "
        "table caption thead tbody tr th "
        "td figure figcaption hr dl dt dd section strong em del sup sub mark ins br img ";
    require(kKnown.find(name) != std::string_view::npos);
  }
}

void check_json(std::string_view json) {
  check_characters(json);
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else {
      in_string = c == '"';
      depth += (c == '{' || c == '[') - (c == '}' || c == ']');
      require(depth >= 0);
    }
  }
  require(depth == 0 && !in_string);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Reader in({reinterpret_cast<const char*>(data), size});
  Article article;
  article.metadata.title = in.text();
  article.metadata.url = in.text();
  article.metadata.date = in.text();
  article.metadata.tags = {in.text()};
  article.metadata.others = {{in.text(), in.text()}};
  std::size_t memory = sizeof(Article) + 400;
  while (!in.done()) {
    article.blocks.push_back(block(in, 0));
    memory += memory_size(article.blocks.back());
  }
  const std::size_t limit = 4 * memory + (1U << 20);
  const std::string markdown = pressmark::render::markdown(article);
  const std::string body = pressmark::render::markdown(article, pressmark::render::FrontMatter::kOmit);
  const std::string page = pressmark::render::html(article);
  const std::string text = pressmark::render::text(article);
  require(markdown == pressmark::render::markdown(article) && markdown.ends_with(body));
  require(markdown.size() <= limit && page.size() <= limit && text.size() <= limit);
  check_characters(text);
  check_markdown(body);
  check_html(page);
  check_json(pressmark::to_json(article, pressmark::JsonStyle::kOneLine));
  return 0;
}
