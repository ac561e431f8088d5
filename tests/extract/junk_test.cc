#include "extract/junk.h"

#include <gtest/gtest.h>

namespace pressmark::extract {
namespace {

TEST(Junk, is_a_word_for_machines) {
  for (const std::string_view word : {"0b8e2f6a-91c4-4d7e-8a35-6f0c1d2e3b4a", "2024-05-01",
                                      "2024-05-01T10:00:00.000+02:00", "https://example.org/a"}) {
    EXPECT_TRUE(is_junk_word(word)) << word;
  }
  for (const std::string_view word : {"", "2024", "2024-05", "0b8e2f6a", "2024-05-01a", "rye", "http://", "1-2-3"}) {
    EXPECT_FALSE(is_junk_word(word)) << word;
  }
}

std::vector<bool> kept_of(std::string_view html) {
  const html::Document page = html::parse(html);
  Segmentation segmentation = segment(page);
  for (TextBlock& block : segmentation.blocks) block.kept = true;
  drop_junk(page, segmentation);
  std::vector<bool> kept;
  for (const TextBlock& block : segmentation.blocks) kept.push_back(block.kept);
  return kept;
}

using Kept = std::vector<bool>;

TEST(Junk, is_dropped_where_it_stands_for_itself) {
  EXPECT_EQ(
      kept_of("<p>2024-05-01</p><p>On 2024-05-01 it rose.</p><div>https://example.org/a https://example.org/b</div>"),
      (Kept{false, true, false}));
}

TEST(Junk, is_kept_where_it_is_what_the_author_shows) {
  EXPECT_EQ(kept_of("<table><tr><td>2024-05-01</td></tr></table><ul><li>2024-05-01</li></ul><h2>2024-05-01</h2>"
                    "<pre>https://example.org/a</pre><p><a href=/a>https://example.org/a</a></p>"),
            (Kept{true, true, true, true, true}));
}

TEST(Junk, is_a_line_that_leads_to_another_page) {
  EXPECT_EQ(kept_of("<p><b>Read also:</b> <a href=/b>The bridge is closed again</a></p><p>Read also: the notes.</p>"
                    "<blockquote>Lesen Sie auch: <a href=/b><b>Die Br\u00fccke ist zu</b></a></blockquote>"
                    "<p>Source: <a href=/b>The bridge is closed again</a></p>"
                    "<p>Read also what the council of the town had to say of it, <a href=/b>in its minutes</a>.</p>"),
            (Kept{false, true, false, true, true}));
}

// Of texts that all are kept, those that still are.
Kept kept_of_repeated(std::string_view html) {
  const html::Document page = html::parse(html);
  Segmentation segmentation = segment(page);
  score(page, {}, segmentation);
  for (TextBlock& block : segmentation.blocks) block.kept = true;
  drop_repeated(page, segmentation);
  Kept kept;
  for (const TextBlock& block : segmentation.blocks) kept.push_back(block.kept);
  return kept;
}

TEST(Repeated, text_in_another_part_of_the_page_is_dropped) {
  EXPECT_EQ(
      kept_of_repeated("<div><p>The river rose by two feet in a night.</p></div><section><p>The river  rose by two "
                       "feet in a <b>night</b>.</p><p>The river fell by two feet in a night.</p></section>"),
      (Kept{true, false, true}));
  EXPECT_EQ(kept_of_repeated(
                "<div><p>河水在一夜之间上涨了两英尺多。</p></div><div><p>河水在一夜之间上涨了两英尺多。</p></div>"),
            (Kept{true, false}));
}

TEST(Repeated, refrains_entries_and_short_texts_stay) {
  EXPECT_EQ(kept_of_repeated("<p>Row, row, row your boat, gently down the stream</p><p>Merrily</p>"
                             "<p>Row, row, row your boat, gently down the stream</p>"),
            (Kept{true, true, true}));
  EXPECT_EQ(kept_of_repeated("<ul><li>The name of the file to read from</li></ul><ul><li>The name of the file to read "
                             "from</li></ul>"),
            (Kept{true, true}));
  EXPECT_EQ(kept_of_repeated("<div><p>Two feet.</p></div><div><p>Two feet.</p></div>"), (Kept{true, true}));
}

}  // namespace
}  // namespace pressmark::extract
