#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "extract/blocks.h"
#include "extract/features_rows.h"
#include "extract/patterns.h"
#include "extract/patterns_phrases.h"
#include "extract/segment_words.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

const std::string kParagraph =
    "The river had risen in the night, and by the time we came down to the landing the lower steps were gone under "
    "brown water, which carried whole branches past us without a sound.";

// The texts of the chosen blocks, one a line.
std::string chosen(const std::string& source, const Metadata& metadata = {}) {
  const testing::ExactCopy input(source);
  const html::Document page = html::parse(input.view());
  Segmentation segmentation = segment(page);
  score(page, metadata, segmentation);
  choose(segmentation);
  std::string lines;
  for (html::Node node = page.root(); node; node = node.next_in_preorder(page.root())) {
    const std::uint32_t block = node.is_text() ? segmentation.block_of[node.index()] : kNoBlock;
    if (block != kNoBlock && segmentation.blocks[block].kept) lines += std::string(node.text()) + '\n';
  }
  return lines;
}

std::string paragraphs(int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += "<p>" + std::to_string(i) + ' ' + kParagraph + "</p>";
  return result;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Score, keeps_an_article_and_leaves_the_page_around_it) {
  const std::string text = chosen(
      "<body><header><nav><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></nav></header>"
      "<main><article><h1>High water</h1>" +
      paragraphs(3) + "<h2>After the flood</h2>" + paragraphs(2) +
      "</article><aside><p>Our most read story of this week is another one altogether, read it here.</p></aside></main>"
      "<div class=cookie-banner role=dialog><p>We use cookies, which is what you have to know about us today.</p></div>"
      "<footer><p>Copyright 2024 The River Times, all rights are reserved by the people who wrote it.</p></footer>");
  EXPECT_TRUE(has(text, "The river had risen"));
  EXPECT_TRUE(has(text, "After the flood"));
  for (const char* part : {"Home", "News", "most read", "cookies", "Copyright"}) EXPECT_FALSE(has(text, part)) << part;
}

TEST(Score, keeps_the_small_parts_of_an_article) {
  const std::string text =
      chosen("<body><main><article><h1>High water</h1>" + paragraphs(2) +
             "<h2>Marks</h2><ul><li>Ash<li>Elm</ul><figure><img src=a.jpg><figcaption>The steps</figcaption></figure>" +
             "<blockquote><p>Up again.</p><footer>A ferryman</footer></blockquote><dl><dt>Lock<dd>A gate</dl>" +
             "<table><tr><th>Year<th>Metres<tr><td>1954<td>7</table>" + paragraphs(1) +
             "<h2>Reckoning</h2><pre>7 - 2</pre><div class=share>Share this</div><div role=tooltip>It pops "
             "up</div><h3>Was this useful?</h3><button>Yes</button></article></main>");
  for (const char* part :
       {"Marks", "Ash", "The steps", "Up again.", "A ferryman", "Lock", "A gate", "Year", "1954", "Reckoning", "7 - 2"})
    EXPECT_TRUE(has(text, part)) << part;
  for (const char* part : {"Share this", "It pops up", "Was this useful?"}) EXPECT_FALSE(has(text, part)) << part;
}

TEST(Score, goes_by_names_where_there_are_no_sectioning_elements) {
  const std::string text = chosen(
      "<body><div class=topMenu><a href=/>Home</a> <a href=/n>News</a></div><div id=wrapper class=has-sidebar>"
      "<div class='entry-content'>" +
      paragraphs(4) +
      "</div>"
      "<div class=sharing-buttons><span>Share this with your friends today</span></div>"
      "<div class=relatedPosts><a href=/2>Twelve ways of crossing a river that has risen in the night</a></div></div>"
      "<div class=site-footer>Imprint and privacy of the river times</div>");
  EXPECT_TRUE(has(text, "The river had risen"));
  for (const char* part : {"Home", "Share this", "Twelve ways", "Imprint"}) EXPECT_FALSE(has(text, part)) << part;
}

TEST(Score, does_not_take_a_wrapper_by_its_name) {
  EXPECT_TRUE(has(chosen("<body><div class='footer-sticky sidebar modal nav'>" + paragraphs(4) + "</div>"), "river"));
}

TEST(Score, reads_a_page_of_short_pieces) {
  std::string items;
  for (int i = 0; i < 12; ++i)
    items += "<li class=item><h3>Lamp " + std::to_string(i) + "</h3><span>24 euros</span></li>";
  const std::string text = chosen("<body><nav><a href=/>Home</a></nav><main><ul>" + items + "</ul></main>");
  EXPECT_TRUE(has(text, "Lamp 3"));
  EXPECT_FALSE(has(text, "Home"));
}

TEST(Score, answers_on_a_short_page) {
  EXPECT_TRUE(has(chosen("<body><nav><a href=/>Home</a></nav><p>Closed until May.</p>"), "Closed until May."));
}

// Little prose, and much that is too short to be likely by itself.
constexpr std::string_view kShortNote =
    "<h1>Release 2</h1><p>Version 2 is out today, with a much faster parser and two fixes that readers asked for.</p>"
    "<h2>Prices</h2><table><tr><th>Plan<th>Price<tr><td>Basic<td>$5</table><p>Use <code>foo --fast</code>.</p>"
    "<pre>foo --fast in.txt</pre><ul><li>Fixed a crash<li>Fixed a leak</ul><p>Thanks to Ann.</p>";

TEST(Score, keeps_all_of_a_short_pages_only_article) {
  const std::string note(kShortNote);
  const std::string around = "<nav><a href=/>Home</a></nav>";
  const std::string chrome =
      "<div class=share-buttons>Share this</div><footer>Filed under news</footer><h3>Related articles</h3>"
      "<ul><li><a href=/b>Another note</a></ul>";
  for (const std::string& page : {around + "<main><article>" + note + chrome + "</article></main>",
                                  around + "<main>" + note + chrome + "</main>"}) {
    const std::string text = chosen(page);
    for (const char* part : {"Prices", "Plan", "$5", "foo --fast", "in.txt", "a crash", "a leak", "Thanks"})
      EXPECT_TRUE(has(text, part)) << part << " of " << page;
    for (const char* part : {"Home", "Share", "Filed", "Related", "Another"}) EXPECT_FALSE(has(text, part)) << part;
  }
  EXPECT_TRUE(has(chosen(around + "<div>" + note + "</div><div><a href=/x>Elsewhere</a></div>"), "Thanks"))
      << "a paragraph alone is not the main part of a page";
}

TEST(Score, keeps_the_answer_of_a_question_in_code) {
  const std::string text = chosen(
      "<main><h1>How do I list?</h1><p>I want to list the files in a folder, sorted by their size. How is that "
      "done?</p><pre><code>ls -la</code></pre><p>does not sort.</p><h2>Answer</h2><pre><code>ls "
      "-lS</code></pre></main>");
  for (const char* part : {"ls -la", "does not sort", "Answer", "ls -lS"}) EXPECT_TRUE(has(text, part)) << part;
}

TEST(Score, keeps_a_heading_of_a_list_however_often_it_is_said) {
  std::string page = "<body><article><h1>Three ovens</h1>";
  for (const char* oven : {"First", "Second", "Third"}) {
    page += "<h3>" + std::string(oven) + "</h3>" + paragraphs(1) +
            "<h4>Pros</h4><ul><li>It is quick to heat up<li>It is quiet</ul><h4>Cons</h4><ul><li>It costs a lot</ul>";
  }
  const std::string text = chosen(page + "</article></body>");
  const auto times = [&text](std::string_view line) {
    std::size_t count = 0;
    for (std::size_t at = text.find(line); at != std::string::npos; at = text.find(line, at + 1)) ++count;
    return count;
  };
  EXPECT_EQ(times("Pros\n"), 3U);
  EXPECT_EQ(times("Cons\n"), 3U);
}

TEST(Score, keeps_chrome_only_where_there_is_nothing_else) {
  EXPECT_TRUE(has(chosen("<body><footer><p>Down for repairs</p></footer>"), "Down for repairs"));
}

TEST(Score, keeps_text_that_scripts_would_show) {
  EXPECT_TRUE(
      has(chosen("<body><div id=app></div><noscript><div class=post>" + paragraphs(2) + "</div></noscript>"), "river"));
  EXPECT_TRUE(has(chosen("<body><div hidden id=S:0>" + paragraphs(2) + "</div>"), "river"));
}

TEST(Score, reads_chinese) {
  const std::string sentence =
      "夜里河水涨了，等我们走到码头时，下面的台阶已经淹没在浑浊的水里，水流带着整根的树枝无声地漂过。";
  const std::string text = chosen(
      "<body><div class=nav><a href=/>首页</a><a href=/n>新闻</a></div><div class=content><p>" + sentence + "</p><p>" +
      sentence +
      "第二天早上，我们又去看了一次，水还没有退，岸边站满了人。</p></div><div class=footer>版权所有 河流时报社</div>");
  EXPECT_TRUE(has(text, "第二天早上"));
  EXPECT_FALSE(has(text, "首页"));
  EXPECT_FALSE(has(text, "版权所有"));
}

TEST(Score, takes_the_title_for_said) {
  const testing::ExactCopy input("<body><p class=top>High Water</p>" + paragraphs(2));
  const html::Document page = html::parse(input.view());
  const Segmentation segmentation = segment(page);
  const std::vector<FeatureName> names = feature_names();
  const auto place = std::ranges::find(names, "title cover", &FeatureName::name) - names.begin();
  // How much of the title the first block says, in thousandths.
  const auto said_of = [&](const char* title) {
    RowMaker maker(page, {.title = title}, segmentation, {});
    Row row{};
    maker.make(0, row);
    return row.at(static_cast<std::size_t>(place));
  };
  EXPECT_EQ(said_of("High  water"), 1000);
  EXPECT_EQ(said_of("High wind"), 500);
  EXPECT_EQ(said_of("Floods"), 0);
  EXPECT_EQ(said_of(""), 0);
}

TEST(Score, tells_its_reasons_strongest_first) {
  const testing::ExactCopy input("<body><nav><a href=/>Home</a></nav>" + paragraphs(3));
  const html::Document page = html::parse(input.view());
  Segmentation segmentation = segment(page);
  std::vector<std::vector<std::string>> reasons;
  score(page, {}, segmentation, &reasons);
  ASSERT_EQ(reasons.size(), segmentation.blocks.size());
  // "the section around it +0.52": what a reader is told, and by how much it moved the odds.
  const auto weight = [](const std::string& reason) { return std::stof(reason.substr(reason.rfind(' '))); };
  for (const std::vector<std::string>& of_block : reasons) {
    ASSERT_FALSE(of_block.empty());
    for (std::size_t i = 1; i < of_block.size(); ++i) {
      EXPECT_GE(std::abs(weight(of_block[i - 1])), std::abs(weight(of_block[i])));
    }
  }
  EXPECT_LT(std::accumulate(reasons[0].begin(), reasons[0].end(), 0.0F,
                            [&](float sum, const std::string& reason) { return sum + weight(reason); }),
            std::accumulate(reasons[1].begin(), reasons[1].end(), 0.0F,
                            [&](float sum, const std::string& reason) { return sum + weight(reason); }));
}

TEST(Score, gives_probabilities) {
  const testing::ExactCopy input("<body><nav><a href=/>Home</a></nav>" + paragraphs(3));
  const html::Document page = html::parse(input.view());
  Segmentation segmentation = segment(page);
  score(page, {}, segmentation);
  for (const TextBlock& block : segmentation.blocks) {
    EXPECT_GT(block.keep, 0);
    EXPECT_LT(block.keep, 1);
  }
  EXPECT_GT(segmentation.blocks[1].keep, 0.5F);
  EXPECT_LT(segmentation.blocks[0].keep, 0.2F);
}

TEST(Score, takes_a_page_without_text) { EXPECT_EQ(chosen("<body><img src=x>"), ""); }

TEST(Patterns, see_hiding_styles) {
  EXPECT_TRUE(hides("color:red; DISPLAY : none"));
  EXPECT_TRUE(hides("visibility:hidden"));
  EXPECT_FALSE(hides("display:block"));
  EXPECT_FALSE(hides("display"));
}

TEST(Wording, is_the_same_without_case_and_marks) {
  const auto fingerprint = [](std::string_view text) {
    Wording wording;
    wording.add(text);
    return wording.fingerprint();
  };
  EXPECT_EQ(fingerprint("\u00c4hnliche  Beitr\u00e4ge:"), fingerprint("\u00e4hnliche beitr\u00e4ge"));
  EXPECT_NE(fingerprint("one two"), fingerprint("onetwo"));
  EXPECT_TRUE(leads_elsewhere(fingerprint("\u2013 Related Articles \u2013")));
  EXPECT_TRUE(leads_elsewhere(fingerprint("\u76f8\u5173\u9605\u8bfb")));
  EXPECT_FALSE(leads_elsewhere(fingerprint("Related articles of the law")));
}

TEST(Wording, sees_the_end_of_a_sentence_behind_quotes) {
  const auto ends = [](std::string_view text) {
    Wording wording;
    wording.add(text);
    return wording.ends_sentence();
  };
  EXPECT_TRUE(ends("He said \u201cNo.\u201d  "));
  EXPECT_TRUE(ends("水还没有退。」"));
  EXPECT_FALSE(ends("Read more"));
  EXPECT_FALSE(ends(""));
}

}  // namespace
}  // namespace pressmark::extract
