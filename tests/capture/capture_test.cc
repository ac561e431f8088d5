#include "pressmark/capture.h"

#include <gtest/gtest.h>
#include <libdeflate.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "pressmark/render.h"
#include "support/data.h"

namespace pressmark::capture {
namespace {

using WarningList = decltype(Article::warnings);

Result<extract::Extraction> read_string(std::string_view text, const Options& options = {}) {
  const testing::ExactCopy copy(text);
  return read(std::as_bytes(std::span(copy.view())), options);
}

std::string gzipped(std::string_view text) {
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_gzip_compress_bound(compressor, text.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor, text.data(), text.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

std::string markdown_of(std::string_view text, const Options& options = {}) {
  const auto extraction = read_string(text, options);
  return extraction ? render::markdown(extraction->article, render::FrontMatter::kOmit) : extraction.error().text();
}

Code code_of(std::string_view text) {
  const auto extraction = read_string(text);
  EXPECT_FALSE(extraction) << text.substr(0, 40);
  return extraction ? Code::kUsage : extraction.error().code;
}

// ---- the seed ----

struct Values {
  std::string title, url, source, date, fetch_date;
  friend bool operator==(const Values&, const Values&) = default;
};
Values values_of(const Metadata& m) { return {m.title, m.url, m.source, m.date, m.fetch_date}; }

TEST(Capture, the_seed_comes_out_as_expected) {
  PM_REQUIRE_DATA("../seed");
  const auto folder = testing::shared_data() / ".." / "seed";
  const auto seed = read_string(testing::read_file(folder / "000_6a7cecf026a2c25f.txt"));
  const auto expected = read_string(testing::read_file(folder / "expected.md"));
  ASSERT_TRUE(seed);
  ASSERT_TRUE(expected);
  EXPECT_EQ(values_of(seed->article.metadata), values_of(expected->article.metadata));
  EXPECT_EQ(seed->article.metadata.title.empty(), false);
  ASSERT_EQ(seed->article.blocks.size(), 6u);
  EXPECT_EQ(render::markdown(seed->article, render::FrontMatter::kOmit),
            render::markdown(expected->article, render::FrontMatter::kOmit));
  // What is expected, below its front matter, is what is written, to the byte.
  const std::string text = testing::read_file(folder / "expected.md");
  const std::string body = text.substr(text.find("\n---\n") + 6);
  EXPECT_EQ(render::markdown(seed->article, render::FrontMatter::kOmit), body.ends_with('\n') ? body : body + "\n");
}

TEST(Capture, the_sample_loses_its_furniture_and_nothing_else) {
  const auto sample = read_string(testing::read_file(testing::own_data("../examples/sample.md")));
  ASSERT_TRUE(sample);
  const std::string text = render::text(sample->article);
  for (const char* const prose : {"林小满 摄", "我们关注的不是", "看得见的不只是新闻", "121,560", "再由两名志愿者",
                                  "城市写给自己的日记", "看着照片读当天的新闻", "（来源：江城日报）"}) {
    EXPECT_NE(text.find(prose), std::string::npos) << prose;
  }
  for (const char* const furniture :
       {"扫码", "邮发", "热线", "欢迎关注", "倾力", "点击", "原文", "扫一扫", "知道了", "取消", "×", "认一座老城"}) {
    EXPECT_EQ(text.find(furniture), std::string::npos) << furniture;
  }
  const std::string markdown = render::markdown(sample->article, render::FrontMatter::kOmit);
  EXPECT_NE(markdown.find("reading-room-0004"), std::string::npos);
  EXPECT_EQ(markdown.find("mmbiz_gif"), std::string::npos);
  EXPECT_EQ(markdown.find("qr-0005"), std::string::npos);
  EXPECT_EQ(sample->article.blocks.back().kind, Block::Kind::kParagraph);
}

// ---- golden pages: tests/pages/<name>/{source.html|source.md, expected.md} ----

// With PRESSMARK_REBASELINE=1 the expected files are written anew: read the difference before committing it. The
// metadata of HTML pages has tests of its own, so only a Markdown page's front matter is compared.
TEST(Capture, reads_the_golden_pages_as_expected) {
  int pages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(testing::own_data("pages"))) {
    const bool is_html = std::filesystem::exists(entry.path() / "source.html");
    const auto source = entry.path() / (is_html ? "source.html" : "source.md");
    const auto extraction = read_string(testing::read_file(source));
    ASSERT_TRUE(extraction) << source;
    const auto front_matter = is_html ? render::FrontMatter::kOmit : render::FrontMatter::kInclude;
    const std::string markdown = render::markdown(extraction->article, front_matter);
    const auto expected = entry.path() / "expected.md";
    if (std::getenv("PRESSMARK_REBASELINE")) std::ofstream(expected, std::ios::binary) << markdown;
    EXPECT_EQ(markdown, testing::read_file(expected)) << source;
    const std::string json = to_json(extraction->article);
    EXPECT_EQ(to_json(article_from_json(json).value_or(Article{})), json) << source;
    ++pages;
  }
  EXPECT_GE(pages, 12);
}

// ---- the kind of input ----

TEST(Capture, decides_between_html_and_markdown_by_content) {
  EXPECT_NE(markdown_of("<!DOCTYPE html><title>T</title><p>Some *stars* that are text, in a page of HTML.")
                .find("\\*stars\\*"),
            std::string::npos);
  EXPECT_NE(markdown_of("# Head\n\nSome *stars* that are marks.").find("*stars*"), std::string::npos);
  EXPECT_NE(markdown_of("<p align=center>x</p>\n\n# Head\n\n- one\n- two\n\n[a](https://e.org/)").find("# Head"),
            std::string::npos);
  EXPECT_EQ(markdown_of("Just a line of text, no marks at all.\n"), "Just a line of text, no marks at all.\n");
  EXPECT_NE(markdown_of("---\ntitle: T\n---\n<p>in a paragraph</p>").find("# T"), std::string::npos);
}

TEST(Capture, reads_gzip_of_one_and_of_several_members) {
  EXPECT_EQ(markdown_of(gzipped("Some text in Markdown.\n")), "Some text in Markdown.\n");
  EXPECT_EQ(markdown_of(gzipped("Some text ") + gzipped("in two members.\n")), "Some text in two members.\n");
  EXPECT_EQ(markdown_of(gzipped("Padded.\n") + std::string(512, '\0')), "Padded.\n");
}

TEST(Capture, names_damage_and_kinds_that_are_not_supported) {
  const std::string whole = gzipped("<p>" + std::string(5000, 'x'));
  for (std::size_t length = 2; length < whole.size(); ++length)
    EXPECT_EQ(code_of(whole.substr(0, length)), Code::kUnreadable) << length;
  EXPECT_EQ(code_of(gzipped(gzipped("twice"))), Code::kUnreadable);
  EXPECT_EQ(code_of(""), Code::kUnreadable);
  EXPECT_EQ(code_of("\xEF\xBB\xBF \n\t "), Code::kUnreadable);
  for (const std::string_view start :
       {"%PDF-1.7\n", "PK\x03\x04zip", "\x89PNG\r\n", "\xFF\xD8\xFF\xE0", "GIF89a", "RIFF1234WEBP",
        "\x7F"
        "ELF",
        "WARC/1.0\r\nWARC-Type: response", "<?xml version='1.0'?><rss version='2.0'>"}) {
    const auto extraction = read_string(start);
    ASSERT_FALSE(extraction) << start;
    EXPECT_EQ(extraction.error().code, Code::kUnreadable);
    EXPECT_NE(extraction.error().text().find("not supported"), std::string::npos) << extraction.error().text();
    EXPECT_FALSE(extraction.error().remedy.text().empty());
  }
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(code_of(bytes), Code::kUnreadable);
}

TEST(Capture, refuses_what_inflates_beyond_all_bounds) {
  const std::string bomb = gzipped(std::string(std::size_t{4} << 20, '\0'));
  std::string many;
  for (int i = 0; i < 70; ++i) many += bomb;
  EXPECT_EQ(code_of(many), Code::kUnreadable);
}

TEST(Capture, reads_utf16_and_what_the_caller_says) {
  std::string text = "\xFF\xFE";
  for (const char c : std::string_view("<html><p>Sixteen bits of text, in a paragraph.")) (text += c) += '\0';
  EXPECT_NE(markdown_of(text).find("Sixteen bits of text"), std::string::npos);
  EXPECT_NE(markdown_of("<html><p>\xD6\xD0\xCE\xC4", {.encoding = encoding::Encoding::kGbk}).find("中文"),
            std::string::npos);
}

TEST(Capture, says_so_when_there_is_no_text) {
  EXPECT_EQ(code_of("<!doctype html><html><head><script>app()</script></head><body><div id=root></div></body></html>"),
            Code::kNotArticle);
  const auto extraction = read_string("<!doctype html><p>Short.");
  ASSERT_TRUE(extraction);
  EXPECT_EQ(render::text(extraction->article), "Short.\n");
}

TEST(Capture, keeps_what_a_page_without_text_says_of_itself_until_the_next) {
  const auto bytes = [](std::string_view text) { return std::as_bytes(std::span(text)); };
  Reader reader;
  EXPECT_FALSE(reader.read(bytes("<!doctype html><title>A question</title><body><script>app()</script>")));
  EXPECT_EQ(reader.stated().title, "A question");
  EXPECT_TRUE(reader.read(bytes("<!doctype html><title>An answer</title><p>Short.")));
  EXPECT_EQ(reader.stated().title, "");
}

// ---- front matter ----

TEST(Capture, reads_front_matter_and_keeps_what_it_does_not_know) {
  const auto extraction = read_string(
      "---\r\ntitle: \"A \\\"quoted\\\" \\u4e2d title\"\r\nurl: https://e.org/a?utm_source=x\r\nsource: "
      "'It''s'\r\ndate: 2024-11-21T08:00:00+08:00\r\n"
      "fetch_date: 2025-10-06T19:16:32.534437\r\ntags: [one, 'two, three', \"four\"]\r\nauthor:\r\n  - Ann\r\n  - "
      "Bob\r\n"
      "summary: >\r\n  folded\r\n  text\r\nrating: 5 # good\r\nempty:\r\nnested:\r\n  a: 1\r\n---\r\n\r\nBody "
      "text.\r\n");
  ASSERT_TRUE(extraction);
  const Metadata& m = extraction->article.metadata;
  EXPECT_EQ(m.title, "A \"quoted\" 中 title");
  EXPECT_EQ(m.url, "https://e.org/a?utm_source=x");
  EXPECT_EQ(m.canonical, "https://e.org/a");
  EXPECT_EQ(m.source, "It's");
  EXPECT_EQ(m.date, "2024-11-21");
  EXPECT_EQ(m.date_time, "2024-11-21T08:00:00+08:00");
  EXPECT_EQ(m.fetch_date, "2025-10-06T19:16:32.534437");
  EXPECT_EQ(m.tags, (std::vector<std::string>{"one", "two, three", "four"}));
  EXPECT_EQ(m.author, "Ann, Bob");
  const std::vector<std::pair<std::string, std::string>> others{
      {"summary", "folded text"}, {"rating", "5"}, {"nested", "a: 1"}};
  EXPECT_EQ(m.others, others);
  EXPECT_EQ(render::text(extraction->article), "Body text.\n");
}

TEST(Capture, the_callers_url_goes_before_the_front_matters) {
  const auto extraction = read_string("---\nurl: https://a.org/x/\n---\n[l](y)\n", {.url = "https://b.org/z/"});
  ASSERT_TRUE(extraction);
  EXPECT_EQ(extraction->article.metadata.url, "https://b.org/z/");
  EXPECT_EQ(extraction->article.blocks.at(0).spans.at(0).link, "https://b.org/z/y");
}

TEST(Capture, a_rule_at_the_start_is_no_front_matter) {
  EXPECT_NE(markdown_of("---\n\nText after a rule, and: a colon.\n\n---\n\nMore text.\n").find("Text after a rule"),
            std::string::npos);
}

TEST(Capture, ranges_of_a_markdown_file_name_the_markdown) {
  const std::string text =
      "---\nurl: https://e.org/\n---\n\n# Title\n\nFirst *para* & more.\n\n- item one\n\n```c\nint x;\n```\n";
  const auto extraction = read_string(text);
  ASSERT_TRUE(extraction);
  const auto& blocks = extraction->article.blocks;
  const auto source = [&](const Block& block) {
    return text.substr(block.source.begin, block.source.end - block.source.begin);
  };
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(source(blocks[0]), "First *para* & more.");
  EXPECT_EQ(source(blocks[1]), "item one");
  EXPECT_EQ(source(blocks[2]), "c\nint x;");
}

TEST(Capture, our_own_markdown_reads_back_the_same) {
  const std::string text =
      "# Title\n\nText with a note[^1], $x^2$ and ~~strike~~.\n\n- [x] done\n- [ ] open\n\n| A | B |\n| --- | --: |\n| "
      "1 | 2 |\n\n"
      "> quoted\n\n$$\ny = 1\n$$\n\n```py\nprint(1)\n```\n\n[^1]: The note.\n\n    Its second paragraph.\n";
  const std::string once = markdown_of(text);
  EXPECT_NE(once.find("[^1]: The note.\n\n    Its second paragraph."), std::string::npos) << once;
  EXPECT_NE(once.find("$x^2$"), std::string::npos) << once;
  EXPECT_NE(once.find("$$\ny = 1\n$$"), std::string::npos) << once;
  EXPECT_EQ(markdown_of(once), once);
}

TEST(Capture, prose_that_speaks_of_subscribing_in_a_file_of_ones_own_stays) {
  const std::string text =
      "# Notes\n\nSubscribe to our newsletter\n\nShare\n\n取消\n\n微信扫一扫\n\n![](a.gif)\n\n![](a.gif)\n";
  const std::string out = markdown_of(text);
  for (const char* const line : {"Subscribe to our newsletter", "Share", "取消", "微信扫一扫", "a.gif"}) {
    EXPECT_NE(out.find(line), std::string::npos) << line;
  }
}

// ---- hostile pages ----

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

constexpr std::string_view kParagraph =
    "<p>An honest paragraph, with words enough, and commas, to be taken for text.</p>";

// What is small in a page and would be the square of it in an article.
const std::vector<std::pair<std::string, std::string>>& pages_that_multiply() {
  static const std::string article = "<article>" + repeated(kParagraph, 3), front = "---\ntitle: x\n---\n\n";
  static const std::vector<std::pair<std::string, std::string>> pages = {
      {"long base", "<base href='http://x/" + std::string(20'000, 'a') + "/'>" + article +
                        repeated("<p>a word, <a href=y>and the link</a></p>", 5000)},
      {"long base, pictures", "<base href='http://x/" + std::string(20'000, 'a') + "/'>" + article +
                                  repeated("<p>a word, and a word</p><img src=y.jpg>", 5000)},
      {"link opened again in every paragraph",
       article + "<a href='http://x/" + std::string(20'000, 'a') + "'>" + repeated("<p>word, word</p>", 5000)},
      {"title of such a link",
       article + "<a href=x title='" + std::string(20'000, 'a') + "'>" + repeated("<p>word, word</p>", 5000)},
      {"link of many pieces", article + "<p>" + repeated("Honest words, ", 9000) + "<a href='http://x/" +
                                  std::string(20'000, 'a') + "'>" + repeated("x<b>y</b>", 5000) + "</a>" +
                                  repeated("Honest words, ", 9000)},
      {"deep quotes", article + repeated("<blockquote>x", 20'000)},
      {"lines in deep lists", article + repeated("<ol start=999999999><li>", 300) + "<p>" + repeated("x<br>", 60'000)},
      {"one reference behind many links", front + repeated("[x] ", 20'000) + "\n\n[x]: /" + std::string(40'000, 'u')},
      {"such a reference in a quote", front + repeated("[x] ", 20'000) + "\n\n> [x]: /" + std::string(40'000, 'u')},
  };
  return pages;
}

TEST(Capture, output_is_linear_in_the_page) {
  for (const auto& [name, page] : pages_that_multiply()) {
    const auto extraction = read_string(page);
    ASSERT_TRUE(extraction) << name;
    const std::size_t limit = 4 * page.size() + (1U << 20);
    EXPECT_LE(render::markdown(extraction->article).size(), limit) << name;
    EXPECT_LE(render::text(extraction->article).size(), limit) << name;
    EXPECT_LE(render::html(extraction->article).size(), 2 * limit) << name;  // A figure takes more than an <img>.
  }
}

TEST(Capture, a_reference_that_stands_behind_too_many_links_leaves_their_text) {
  const std::string text = "---\ntitle: x\n---\n\nBefore. " + repeated("[x] ", 20'000) + "after.\n\n[x]: /" +
                           std::string(40'000, 'u') + "\n\nThe end.\n";
  EXPECT_EQ(read_string(text)->article.warnings, (WarningList{{"link_definitions_not_read", 1}}));
  const std::string many = markdown_of(text);
  EXPECT_NE(many.find("Before."), std::string::npos);
  EXPECT_NE(many.find("after."), std::string::npos);
  EXPECT_NE(many.find("The end."), std::string::npos);
  EXPECT_NE(markdown_of("A [word] here.\n\n[word]: http://x.org/\n").find("[word](http://x.org/)"), std::string::npos);
}

// In time linear in the page: with bare addresses by md4c this takes minutes.
TEST(Capture, bare_addresses_beyond_number_are_text) {
  const std::string text = "# T\n\n" + repeated("http://a.b/c ", 300'000);
  EXPECT_EQ(markdown_of(text).find("](http"), std::string::npos);
  EXPECT_EQ(read_string(text)->article.warnings, (WarningList{{"bare_addresses_not_linked", 1}}));
  EXPECT_NE(markdown_of("# T\n\nSee http://a.b/c now.\n").find("](http://a.b/c)"), std::string::npos);
}

TEST(Capture, metadata_has_no_addresses_that_run) {
  for (const std::string_view bad : {"javascript:alert(1)", " java&#9;script:alert(1)", "JaVaScRiPt&colon;alert(1)",
                                     "data:text/html,x", "vbscript:x", "blob:http://x/y", "view-source:x"}) {
    const std::string address(bad);
    const auto page =
        read_string("<head><link rel=canonical href='" + address + "'><link rel=license href='" + address +
                    "'><meta property=og:url content='" + address + "'><meta property=og:image content='" + address +
                    "'></head>" + repeated(kParagraph, 4));
    ASSERT_TRUE(page);
    const Metadata& found = page->article.metadata;
    EXPECT_EQ(found.url + found.canonical + found.cover + found.license, "") << bad;
  }
  const auto kept = read_string(
      "---\ntitle: x\nurl: javascript:alert(1)\ncover: data:text/html,x\nlicense: file:///x\n---\n\nText.\n");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->article.metadata.url + kept->article.metadata.canonical, "");
  EXPECT_EQ(kept->article.metadata.cover + kept->article.metadata.license, "");
  const auto mine = read_string("<p>A text.</p>", {.url = "file:///home/me/page.html"});
  ASSERT_TRUE(mine);
  EXPECT_EQ(mine->article.metadata.url, "file:///home/me/page.html");
}

}  // namespace
}  // namespace pressmark::capture
