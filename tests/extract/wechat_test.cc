#include "extract/recipes/wechat.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>

#include "extract/recipes/wechat_page.h"
#include "pressmark/extract.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

using testing::ExactCopy;

void count(const std::vector<Span>& spans, std::string& text, int& pictures) {
  for (const Span& span : spans) {
    if (span.kind == Span::Kind::kImage) pictures += 1;
    if (span.kind != Span::Kind::kImage) text += span.text;
  }
}

void count(const std::vector<Block>& blocks, std::string& text, int& pictures) {  // Depth is at most kMaxBlockDepth.
  for (const Block& block : blocks) {
    text += block.text;
    count(block.spans, text, pictures);
    if (block.table) {
      for (const auto& row : block.table->rows) {
        for (const TableCell& cell : row) count(cell.spans, text, pictures);
      }
    }
    count(block.children, text, pictures);
  }
}

std::string_view name_of(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::kParagraph: return "p";
    case Block::Kind::kHeading: return "heading";
    case Block::Kind::kList: return "list";
    case Block::Kind::kListItem: return "item";
    case Block::Kind::kQuote: return "quote";
    case Block::Kind::kCode: return "code";
    case Block::Kind::kTable: return "table";
    case Block::Kind::kFigure: return "figure";
    case Block::Kind::kEmbed: return "embed";
    case Block::Kind::kMath:
    case Block::Kind::kRule:
    case Block::Kind::kDefinitionList:
    case Block::Kind::kTerm:
    case Block::Kind::kDefinition:
    case Block::Kind::kPost: return "post";
    case Block::Kind::kFootnote: break;
  }
  return "other";
}

// A block a line: its kind, its text, <pictures> and (links).
void describe(const std::vector<Block>& blocks, std::string& out) {
  for (const Block& block : blocks) {
    out += "\n" + std::string(name_of(block.kind));
    if (!block.language.empty()) out += "." + block.language;
    out += ":";
    std::string text = block.text;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
      text.replace(at, 1, "\\n");
    if (!text.empty()) out += " " + text;
    std::string spans;
    for (const Span& span : block.spans) {
      if (span.kind == Span::Kind::kImage) spans += "<" + span.source + ">";
      spans += span.kind == Span::Kind::kImage ? "" : span.kind == Span::Kind::kLineBreak ? "\\n" : span.text;
      if (!span.link.empty()) spans += "(" + span.link + ")";
    }
    if (!spans.empty()) out += " " + spans;
    describe(block.children, out);
  }
}

std::string described(const Result<Extraction>& read) {
  if (!read) return "error " + std::to_string(static_cast<int>(read.error().code)) + ": " + read.error().text();
  const Article& article = read->article;
  const Metadata& data = article.metadata;
  std::string out;
  const std::pair<std::string_view, std::string_view> fields[] = {
      {"title", data.title}, {"source", data.source},       {"author", data.author}, {"date", data.date_time},
      {"url", data.url},     {"canonical", data.canonical}, {"cover", data.cover},   {"description", data.description},
      {"kind", data.kind}};
  for (const auto& [name, value] : fields) {
    if (!value.empty()) out += (out.empty() ? "" : "\n") + std::string(name) + ": " + std::string(value);
  }
  for (const std::string& tag : data.tags) out += "\ntag: " + tag;
  for (const auto& [name, number] : article.warnings) out += "\nwarning: " + name + " " + std::to_string(number);
  describe(article.blocks, out);
  return out;
}

TEST(WeChat, reads_every_kind_of_page) {
  const std::vector<testing::Case> cases = testing::read_cases(testing::own_data("extract/data/wechat.test"));
  ASSERT_GT(cases.size(), 20U);
  for (const testing::Case& one : cases) {
    const ExactCopy input(one.input);
    const html::Document page = html::parse(input.view());
    EXPECT_TRUE(wechat::recognises(page, {})) << one.name;
    EXPECT_EQ(described(extract(page, {})), one.expected) << one.name;
  }
}

TEST(WeChat, leaves_other_pages_alone) {
  for (const testing::Case& one : testing::read_cases(testing::own_data("extract/data/wechat-not.test"))) {
    const ExactCopy input(one.input);
    EXPECT_EQ(wechat::recognises(html::parse(input.view()), {}), one.expected == "yes") << one.name;
  }
}

TEST(WeChat, the_callers_address_comes_before_the_pages_own) {
  const std::string text =
      R"(<div id="js_article"><h1 id="activity-name">T</h1></div><script>window.cgiDataNew = {title: 'T', link: 'https://mp.weixin.qq.com/s/abc',
    content_noencode: '<p>Text</p>'};</script>)";
  const html::Document page = html::parse(text);
  EXPECT_EQ(extract(page, {})->article.metadata.url, "https://mp.weixin.qq.com/s/abc");
  EXPECT_EQ(extract(page, {.url = "https://mp.weixin.qq.com/s/given?scene=1"})->article.metadata.url,
            "https://mp.weixin.qq.com/s/given?scene=1");
  EXPECT_EQ(extract(page, {.url = "https://mp.weixin.qq.com/s/given?scene=1"})->article.metadata.canonical,
            "https://mp.weixin.qq.com/s/given");
}

// A page cut off anywhere is read or refused; it never harms.
TEST(WeChat, survives_a_page_cut_anywhere) {
  const std::vector<testing::Case> cases = testing::read_cases(testing::own_data("extract/data/wechat.test"));
  const std::string& whole = cases.front().input;
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    const ExactCopy input(std::string_view(whole).substr(0, length));
    const html::Document page = html::parse(input.view());
    if (wechat::recognises(page, {})) static_cast<void>(wechat::read(page, {}));
  }
}

std::string unpacked(const std::filesystem::path& path) {
  std::string out;
  FILE* pipe = popen(("gzip -dc '" + path.string() + "'").c_str(), "r");
  char buffer[65536];
  for (std::size_t got = 0; pipe != nullptr && (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    out.append(buffer, got);
  if (pipe != nullptr) pclose(pipe);
  return out;
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream in(line);
  for (std::string column; std::getline(in, column, '\t');) columns.push_back(column);
  columns.resize(14);
  return columns;
}

int characters(const std::string& text) {
  int count_of = 0;
  for (const char c : text)
    count_of += (static_cast<unsigned char>(c) & 0xc0) != 0x80 && static_cast<unsigned char>(c) > 0x20 ? 1 : 0;
  return count_of;
}

// file, type, title, nick_name, author, ori_create_time, create_time, source_url, bizuin, mid, idx, sn, copyright_stat,
// body_chars_without_space, body_images
TEST(WeChat, agrees_with_what_is_known_of_real_pages) {
  PM_REQUIRE_DATA("wechat/EXPECTED.tsv");
  const auto folder = testing::shared_data() / "wechat";
  std::istringstream rows(testing::read_file(folder / "EXPECTED.tsv"));
  std::string row;
  std::getline(rows, row);
  while (std::getline(rows, row)) {
    const std::vector<std::string> want = columns_of(row);
    const std::string text = unpacked(folder / (want[0] + ".gz"));
    const html::Document page = html::parse(text);
    const auto read = extract(page, {});
    ASSERT_TRUE(read) << want[0] << read.error().text();
    const Metadata& data = read->article.metadata;
    EXPECT_EQ(data.title, want[2]) << want[0];
    EXPECT_EQ(data.source, want[3]) << want[0];
    EXPECT_EQ(data.author, want[4]) << want[0];
    EXPECT_EQ(data.date_time.substr(0, 16), want[6].substr(0, 10) + "T" + want[6].substr(11)) << want[0];
    EXPECT_TRUE(data.date_time.ends_with("+08:00")) << data.date_time;
    EXPECT_EQ(data.canonical, "https://mp.weixin.qq.com/s?__biz=" + want[8] + "&mid=" + want[9] + "&idx=" + want[10] +
                                  "&sn=" + want[11]);
    std::string body;
    int pictures = 0;
    count(read->article.blocks, body, pictures);
    const int length = std::stoi(want[13]);
    EXPECT_NEAR(characters(body), length, length * 0.05) << want[0];
    EXPECT_EQ(pictures, std::stoi(row.substr(row.rfind('\t') + 1))) << want[0];
    EXPECT_TRUE(read->article.warnings.empty()) << want[0] << read->article.warnings.front().first;
  }
}

TEST(WeChat, real_pages_in_an_articles_place_are_told_for_what_they_are) {
  PM_REQUIRE_DATA("wechat/09-deleted-by-author.html.gz");
  const auto folder = testing::shared_data() / "wechat";
  for (const auto& [file, code] : {std::pair{"09-deleted-by-author.html.gz", Code::kGone},
                                   std::pair{"11-temporarily-unavailable.html.gz", Code::kRetryLater}}) {
    const std::string text = unpacked(folder / file);
    const auto read = extract(html::parse(text), {});
    ASSERT_FALSE(read) << file;
    EXPECT_EQ(read.error().code, code) << file;
  }
}

}  // namespace
}  // namespace pressmark::extract
