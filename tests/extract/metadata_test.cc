#include "extract/metadata.h"

#include <gtest/gtest.h>

#include "extract/metadata_choice.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

using testing::ExactCopy;

// What is stated, a value a line.
std::string described(const Metadata& data) {
  std::string out;
  const std::pair<std::string_view, std::string_view> fields[] = {
      {"title", data.title},
      {"source", data.source},
      {"author", data.author},
      {"date", data.date},
      {"time", data.date_time.size() > data.date.size() ? std::string_view(data.date_time) : std::string_view()},
      {"modified", data.modified},
      {"language", data.language},
      {"url", data.url},
      {"canonical", data.canonical},
      {"cover", data.cover},
      {"license", data.license},
      {"description", data.description},
      {"kind", data.kind}};
  for (const auto& [name, value] : fields) {
    if (!value.empty()) out += (out.empty() ? "" : "\n") + std::string(name) + ": " + std::string(value);
  }
  for (const std::string& tag : data.tags) out += "\ntag: " + tag;
  return out;
}

TEST(Metadata, is_read_from_everything_that_states_it) {
  const std::vector<testing::Case> cases = testing::read_cases(testing::own_data("extract/data/metadata.test"));
  ASSERT_GT(cases.size(), 15U);
  for (const testing::Case& one : cases) {
    const ExactCopy input(one.input);
    const html::Document page = html::parse(input.view());
    EXPECT_EQ(described(read_metadata(page, {})), one.expected) << one.name;
  }
}

TEST(Metadata, the_callers_address_overrules_the_pages) {
  const html::Document page = html::parse("<link rel=canonical href='https://example.org/a'><h1>T</h1>");
  EXPECT_EQ(read_metadata(page, {}).url, "https://example.org/a");
  const Metadata data = read_metadata(page, {.url = "https://example.org/b?utm_source=x"});
  EXPECT_EQ(data.url, "https://example.org/b?utm_source=x");
  EXPECT_EQ(data.canonical, "https://example.org/b");
}

TEST(Metadata, relative_dates_count_only_where_the_fetch_date_is_known) {
  const html::Document page = html::parse("<h1>T</h1><span class=post-date>3 days ago</span>");
  EXPECT_EQ(read_metadata(page, {}).date, "");
  EXPECT_EQ(read_metadata(page, {.fetch_date = "2024-11-20T08:00:00Z"}).date, "2024-11-17");
}

TEST(Metadata, a_date_after_the_fetch_is_no_publication_date) {
  const html::Document page = html::parse("<h1>T</h1><span class=post-date>25 December 2024</span>");
  EXPECT_EQ(read_metadata(page, {.fetch_date = "2024-11-20"}).date, "");
  EXPECT_EQ(read_metadata(page, {}).date, "2024-12-25");
}

std::string only_day_of(std::string_view text, std::string_view fetch_date = "") {
  const html::Document page = html::parse(text);
  Metadata data;
  take_only_day(page, {.fetch_date = fetch_date}, data);
  EXPECT_TRUE(data.date_time.starts_with(data.date));
  return data.date;
}

TEST(Metadata, the_only_day_that_a_page_shows_is_told_even_of_a_change) {
  EXPECT_EQ(only_day_of("<p>Text.<p><i>Updated: May 6, 2025</i>"), "2025-05-06");
  EXPECT_EQ(only_day_of("<div class=when><small>17 December 2024</small></div><p>Text.<p>December 17, 2024"),
            "2024-12-17");
  EXPECT_EQ(only_day_of("<p>Text.<p>17 December 2024<p>18 December 2024"), "") << "which of them?";
  EXPECT_EQ(only_day_of("<p>The museum of our town was opened on 17 December 1974, a cold day."), "")
      << "a sentence tells of something else";
  EXPECT_EQ(only_day_of("<h3><span>Blog |</span> February 01, 2022</h3><p>Text."), "2022-02-01");
  EXPECT_EQ(only_day_of("<h3>Results of 1 February 2022</h3><p>Text."), "") << "what the article is about";
  EXPECT_EQ(only_day_of("<p>Text.<nav><time datetime=2024-12-17>17 December</time></nav>"), "");
  EXPECT_EQ(only_day_of("<article><aside><time datetime=2024-12-17>17 December</time></aside><p>Text.</article>"),
            "2024-12-17")
      << "the bar beside its text";
  EXPECT_EQ(only_day_of("<p>Text.<p>Joined: 17 December 2024"), "");
  EXPECT_EQ(only_day_of("<p>Text.<p>17 December 2024", "2024-11-01"), "");
}

TEST(Metadata, a_thread_without_writer_or_day_has_those_of_its_first_post) {
  Posts posts;
  posts.all = {{.author = "jane_d", .date = "20 November 2024, 10:22"}, {.author = "john", .date = "2024-11-21"}};
  Metadata data;
  take_first_post(posts, data);
  EXPECT_EQ(data.author, "jane_d");
  EXPECT_EQ(data.date, "2024-11-20");
  Metadata stated{.author = "Jane Doe", .date = "2024-11-19"};
  take_first_post(posts, stated);
  EXPECT_EQ(stated.author, "Jane Doe");
  EXPECT_EQ(stated.date, "2024-11-19");
  posts.all.front() = {.author = "Reply", .date = "3 hours ago"};
  Metadata none;
  take_first_post(posts, none);
  EXPECT_EQ(none.author + none.date, "");
}

TEST(Metadata, a_product_does_not_have_the_day_of_a_review) {
  Posts posts;
  posts.all = {{.author = "Ines", .date = "2024-05-03T10:00", .is_comment = true}};
  Metadata of_review{.date = "2024-05-03", .date_time = "2024-05-03"}, own{.date = "2024-05-01"};
  drop_day_of_review(posts, of_review);
  drop_day_of_review(posts, own);
  EXPECT_EQ(of_review.date + of_review.date_time, "");
  EXPECT_EQ(own.date, "2024-05-01");
}

TEST(Metadata, an_article_has_its_only_day) {
  std::string text = "<h2>The long way home</h2><p>";
  for (int i = 0; i < 60; ++i) text += "They walked along the river, and talked of what had been, until it was dark. ";
  text += "</p><p><i>Updated: May 6, 2025</i></p>";
  const html::Document page = html::parse(text);
  const auto extraction = extract(page);
  ASSERT_TRUE(extraction);
  EXPECT_EQ(extraction->article.metadata.kind, "article");
  EXPECT_EQ(extraction->article.metadata.date, "2025-05-06");
}

TEST(Metadata, links_resolve_against_the_base_element) {
  EXPECT_EQ(base_url(html::parse("<base href='/d/'><p>x"), "https://example.org/a"), "https://example.org/d/");
  EXPECT_EQ(base_url(html::parse("<p>x"), "https://example.org/a"), "https://example.org/a");
  EXPECT_EQ(base_url(html::parse("<base target=_blank><base href='https://other.org/'>"), ""), "https://other.org/");
  EXPECT_EQ(base_url(html::parse("<p>x"), ""), "");
}

TEST(Authors, are_cleaned_of_what_stands_around_them) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(clean_authors("By Jane Doe"), Names{"Jane Doe"});
  EXPECT_EQ(clean_authors("Written by: Jane Doe and John Roe"), (Names{"Jane Doe", "John Roe"}));
  EXPECT_EQ(clean_authors("Jane Doe, PhD, John Roe"), (Names{"Jane Doe", "John Roe"}));
  EXPECT_EQ(clean_authors("Jane Doe | Staff Writer"), Names{"Jane Doe"});
  EXPECT_EQ(clean_authors("Jane Doe, Projektleiterin der Mühle, John Roe"), (Names{"Jane Doe", "John Roe"}));
  EXPECT_EQ(clean_authors("Jane Doe Nov 8, 2024"), Names{"Jane Doe"});
  EXPECT_EQ(clean_authors("Jane Doe · 5 min read"), Names{"Jane Doe"});
  EXPECT_EQ(clean_authors("Jane Doe @janedoe"), Names{"Jane Doe"});
  EXPECT_EQ(clean_authors("Posted by Jane Doe under"), Names{"Jane Doe"});
  EXPECT_EQ(clean_authors("作者：张三、李四"), (Names{"张三", "李四"}));
  EXPECT_EQ(clean_authors("https://example.org/jane"), Names{});
  EXPECT_EQ(clean_authors("Interview: Jane Doe"), Names{"Jane Doe"});
  EXPECT_EQ(clean_authors("Veröffentlicht von Jane Doe"), Names{"Jane Doe"});
  EXPECT_EQ(clean_authors("Audiophile On"), Names{"Audiophile On"}) << "a name, capital as it is";
  for (const char* none : {"Feb", "Monday", "Posted on", "Un documentaire de", "»", "8:23 PM ET",
                           "Visit the Lamp Store", "Get app", "Get new releases, improved lamps"})
    EXPECT_EQ(clean_authors(none), Names{}) << none;
  EXPECT_EQ(clean_authors("admin"), Names{});
  EXPECT_EQ(clean_authors(""), Names{});
}

// A page cut off anywhere is read as far as it goes.
TEST(Metadata, survives_a_page_cut_anywhere) {
  for (const testing::Case& one : testing::read_cases(testing::own_data("extract/data/metadata.test"))) {
    for (std::size_t length = 0; length < one.input.size(); length += 11) {
      const ExactCopy input(std::string_view(one.input).substr(0, length));
      read_metadata(html::parse(input.view()), {});
    }
  }
}

}  // namespace
}  // namespace pressmark::extract
