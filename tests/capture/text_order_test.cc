// On every page that there is, the words that come out stand in the order in which the page has them.
#include "text_order.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "capture/inflate.h"
#include "pressmark/encoding.h"
#include "pressmark/extract.h"
#include "support/data.h"

namespace pressmark::testing {
namespace {

struct Read {
  std::string out_of_order{};
  bool has_text = false;
};

Read read(std::string_view bytes) {
  const encoding::Text text = encoding::decode(std::as_bytes(std::span(bytes)));
  const html::Document page = html::parse(text.view(), {.contain_noscript_iframe = true});
  const auto extraction = extract::extract(page);
  if (!extraction) return {};
  return {.out_of_order = out_of_order(page, extraction->article), .has_text = !extraction->article.blocks.empty()};
}

std::string bytes_of(const std::filesystem::path& file) {
  std::string bytes = read_file(file);
  if (file.extension() != ".gz") return bytes;
  const auto inflated = capture::inflate(std::as_bytes(std::span(bytes)));
  if (!inflated) return {};
  return std::string(reinterpret_cast<const char*>(inflated->data()), inflated->size());
}

std::string order_of(std::string_view body, std::vector<Block> blocks) {
  const html::Document page = html::parse(body);
  return out_of_order(page, {.metadata = {}, .blocks = std::move(blocks)});
}

Block paragraph(std::string text) {
  Block block;
  block.spans.push_back({.text = std::move(text)});
  return block;
}

TEST(TextOrder, is_told_where_it_ends) {
  constexpr std::string_view kPage = "<p>one two<p>three H<sub>2</sub>O four<p>五六";
  EXPECT_EQ(order_of(kPage, {paragraph("one two"), paragraph("three H2O"), paragraph("五")}), "");
  EXPECT_EQ(order_of(kPage, {paragraph("three"), paragraph("one two")}), "three one ");
  EXPECT_EQ(order_of(kPage, {paragraph("two one")}), "two one ");
  EXPECT_EQ(order_of(kPage, {paragraph("one five")}), "one five ");
  EXPECT_EQ(order_of(kPage, {paragraph("six")}), "six ");
  EXPECT_EQ(order_of(kPage, {paragraph("六五")}), "六 五 ");
}

TEST(TextOrder, is_the_pages_on_the_golden_pages) {
  int pages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(own_data("pages"))) {
    const auto source = entry.path() / "source.html";
    if (!std::filesystem::exists(source)) continue;
    const Read page = read(read_file(source));
    EXPECT_TRUE(page.has_text) << source;
    EXPECT_EQ(page.out_of_order, "") << source;
    ++pages;
  }
  EXPECT_GE(pages, 40);
}

TEST(TextOrder, is_the_pages_on_real_pages) {
  PM_REQUIRE_DATA("wcxb-dev");
  int pages = 0, unordered = 0;
  for (const char* const set : {"wcxb-dev", "magic-dev", "snippets-dev"}) {
    const auto folder = shared_data() / set / "html";
    if (!std::filesystem::exists(folder)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const Read page = read(bytes_of(entry.path()));
      pages += page.has_text;
      if (page.out_of_order.empty()) continue;
      ++unordered;
      std::fprintf(stderr, "%s: %s\n", entry.path().c_str(), page.out_of_order.c_str());
    }
  }
  EXPECT_GE(pages, 1500);
  // Where elements without text of their own stand between words, this check and the conversion part them differently.
  EXPECT_LE(unordered * 200, pages);
}

}  // namespace
}  // namespace pressmark::testing
