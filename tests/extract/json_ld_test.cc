#include "extract/json_ld.h"

#include <gtest/gtest.h>

namespace pressmark::extract {
namespace {

JsonLd read(std::string_view text) { return read_json_ld(read_json_values(text)); }

TEST(JsonLd, takes_the_article_out_of_a_graph) {
  const JsonLd ld = read(R"({"@context":"https://schema.org","@graph":[
    {"@type":"WebSite","@id":"#site","name":"The Site"},
    {"@type":"WebPage","@id":"#page","name":"Page","datePublished":"2020-01-01","inLanguage":"en-GB"},
    {"@type":["Article","NewsArticle"],"headline":"Head","datePublished":"2024-11-20T10:00:00+01:00","author":{"@id":"#jane"},"publisher":{"@id":"#org"}},
    {"@type":"Person","@id":"#jane","name":"Jane Doe"},{"@type":"Organization","@id":"#org","name":"The Press"}]})");
  EXPECT_EQ(ld.rank, LdRank::kArticle);
  EXPECT_EQ(ld.title, "Head");
  EXPECT_EQ(ld.authors, std::vector<std::string>{"Jane Doe"});
  EXPECT_EQ(ld.published, "2024-11-20T10:00:00+01:00");
  EXPECT_EQ(ld.publisher, "The Press");
  EXPECT_EQ(ld.site_name, "The Site");
  EXPECT_EQ(ld.language, "en-GB") << "filled from the page";
}

TEST(JsonLd, reads_authors_in_every_form) {
  EXPECT_EQ(read(R"({"@type":"Article","author":"Jane Doe"})").authors, std::vector<std::string>{"Jane Doe"});
  EXPECT_EQ(read(R"({"@type":"Article","author":["A B",{"name":"C D"},{"givenName":"E","familyName":"F"}]})").authors,
            (std::vector<std::string>{"A B", "C D", "E F"}));
  EXPECT_EQ(read(R"({"@type":"Article","author":{"name":["A B","C D"]}})").authors,
            (std::vector<std::string>{"A B", "C D"}));
  EXPECT_EQ(read(R"({"@type":"Article","creator":{"name":"G H"}})").authors, std::vector<std::string>{"G H"});
}

TEST(JsonLd, follows_the_main_entity_but_not_what_it_lists) {
  EXPECT_EQ(read(R"({"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"Inner"}})").title, "Inner");
  EXPECT_EQ(read(R"({"@type":"Blog","blogPost":[{"@type":"BlogPosting","headline":"One of many"}]})").rank,
            LdRank::kNone);
  EXPECT_EQ(
      read(
          R"({"@type":"Product","name":"Thing","review":[{"@type":"Review","author":"Someone","datePublished":"2024-01-01"}]})")
          .title,
      "Thing");
  EXPECT_EQ(read(R"({"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Why?"}]})").type, "FAQPage");
  EXPECT_EQ(read(R"({"@type":"QAPage","mainEntity":{"@type":"Question","name":"Why?","dateCreated":"2024-01-01"}})")
                .published,
            "2024-01-01");
}

TEST(JsonLd, knows_types_by_their_address) {
  EXPECT_EQ(read(R"({"@type":"http://schema.org/NewsArticle","headline":"x"})").rank, LdRank::kArticle);
  EXPECT_EQ(read(R"({"@type":"JobPosting","title":"x"})").rank, LdRank::kWork);
  EXPECT_EQ(read(R"({"@type":"BreadcrumbList"})").rank, LdRank::kNone);
}

TEST(JsonLd, takes_addresses_and_keywords_in_every_form) {
  const JsonLd ld = read(
      R"({"@type":"Article","image":[{"@type":"ImageObject","url":"https://e.org/1.png"}],"keywords":"a, b,c","license":"https://e.org/l"})");
  EXPECT_EQ(ld.image, "https://e.org/1.png");
  EXPECT_EQ(ld.tags, (std::vector<std::string>{"a", " b", "c"}));
  EXPECT_EQ(ld.license, "https://e.org/l");
}

TEST(JsonLd, an_object_that_refers_to_itself_ends) {
  EXPECT_EQ(read(R"({"@type":"Article","@id":"#a","headline":"x","author":{"@id":"#a"}})").title, "x");
  EXPECT_EQ(read(R"([[[{"@type":[1,{}],"author":[[],null,3]}]]])").rank, LdRank::kNone);
}

}  // namespace
}  // namespace pressmark::extract
