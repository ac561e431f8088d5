#include "extract/posts.h"

#include <gtest/gtest.h>

#include "convert_describe.h"
#include "pressmark/extract.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

using testing::ExactCopy;

Article read(std::string_view html, Comments comments) {
  const ExactCopy input(html);
  const html::Document page = html::parse(input.view());
  auto extraction = extract(page, {.comments = comments});
  return extraction ? std::move(extraction->article) : Article{};
}

std::string told(const Article& article) {
  std::string said = article.metadata.kind + "\n" + testing::describe(article.blocks);
  if (!article.comments.empty()) said += "\ncomments\n" + testing::describe(article.comments);
  return said;
}

TEST(Posts, stand_in_the_text_of_a_thread_and_in_a_section_of_an_article) {
  for (const testing::Case& one : testing::read_cases(testing::own_data("extract/data/posts.test"))) {
    EXPECT_EQ(told(read(one.input, Comments::kKeep)), one.expected) << one.name;
    EXPECT_TRUE(read(one.input, Comments::kDrop).comments.empty()) << one.name;
  }
}

TEST(Posts, come_out_whole_with_writer_and_day_from_the_markup_of_many_kinds_of_forums) {
  for (const testing::Case& one : testing::read_cases(testing::own_data("extract/data/threads.test")))
    EXPECT_EQ(told(read(one.input, Comments::kDrop)), one.expected) << one.name;
}

TEST(Posts, of_others_do_not_give_a_thread_its_writer) {
  const std::string first =
      "<p>I wrote this over a winter to understand how logs really work. It has one table type, no "
      "queries to speak of, and it survives whatever I have thrown at it so far.</p>";
  const std::string replies =
      "<div class=comment><a class=author>Bo</a> <time>2024-05-02</time><p>Very nice indeed, I "
      "say.</div><div class=comment><a class=author>Cy</a> <time>2024-05-03</time><p>It is.</div>";
  const std::string head = "<meta name=generator content=phpBB><h1>A log of my own</h1>";
  EXPECT_EQ(read(head + first + replies, Comments::kDrop).metadata.author, "");
  EXPECT_EQ(read(head + replies, Comments::kDrop).metadata.author, "Bo");
}

std::vector<std::string> authors_in(std::string_view html) {
  const html::Document page = html::parse(html);
  std::vector<std::string> authors;
  for (const Post& post : find_posts(page, segment(page)).all) authors.push_back(post.author + "@" + post.date);
  return authors;
}

using Strings = std::vector<std::string>;

TEST(Posts, are_the_outermost_element_of_one_writer) {
  constexpr std::string_view kPage =
      "<div class=comments><div class=comment><div class=comment-head><a "
      "class=author>A</a><time>2024-05-01</time></div>"
      "<div class=comment-body>x</div></div><div class=comment><div class=comment-head><a class=author>B</a>"
      "<time>2024-05-02</time></div><div class=comment-body>y</div></div></div>";
  EXPECT_EQ(authors_in(kPage), (Strings{"A@2024-05-01", "B@2024-05-02"}));
}

TEST(Posts, are_not_the_teasers_of_a_list_of_articles) {
  std::string page;
  for (const char author : {'A', 'B', 'C'}) {
    page += std::string("<div class=post><h2><a href=/x>Title</a></h2><span class=author>") + author +
            "</span><time>2024-05-01</time><p>teaser</p></div>";
  }
  EXPECT_EQ(authors_in(page), Strings{});
}

TEST(Posts, are_not_one_signed_article_whatever_its_class) {
  EXPECT_EQ(authors_in("<div class=post><span class=author>A</span><time>2024-05-01</time><p>x</p></div>"), Strings{});
}

TEST(Posts, keep_a_day_that_cannot_be_told_as_the_page_words_it) {
  const std::string one = "<li class=comment><b class=author>A</b> <span class=date>3 hours ago</span><p>x</p></li>";
  EXPECT_EQ(authors_in("<ul>" + one + one + "</ul>"), (Strings{"A@3 hours ago", "A@3 hours ago"}));
}

}  // namespace
}  // namespace pressmark::extract
