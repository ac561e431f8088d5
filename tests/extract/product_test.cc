#include "extract/product.h"

#include <gtest/gtest.h>

#include "extract/metadata.h"

namespace pressmark::extract {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

Facts facts_of(std::string_view html) {
  const html::Document page = html::parse(html);
  return read_metadata(page, {}).others;
}

TEST(Product, is_stated_by_json_ld) {
  EXPECT_EQ(facts_of(R"(<script type="application/ld+json">{"@graph":[{"@type":"Product","name":"Rye flour","sku":"R-1",
    "brand":{"@type":"Brand","name":"Old Mill"},"offers":[{"@type":"Offer","price":12.50,"priceCurrency":"EUR",
    "availability":"https://schema.org/InStock"}],"aggregateRating":{"ratingValue":"4.5","bestRating":5,"reviewCount":12}}]}</script>)"),
            (Facts{{"price", "12.50 EUR"},
                   {"availability", "InStock"},
                   {"brand", "Old Mill"},
                   {"sku", "R-1"},
                   {"rating", "4.5/5 (12)"}}));
}

TEST(Product, is_stated_by_meta_elements) {
  EXPECT_EQ(facts_of(R"(<meta property="og:type" content="product"><meta property="product:price:amount" content="9">
    <meta property="product:price:currency" content="USD">)"),
            (Facts{{"price", "9 USD"}}));
}

TEST(Product, is_nothing_that_an_article_has) {
  EXPECT_EQ(
      facts_of(R"(<meta property="og:type" content="article"><meta property="product:price:amount" content="9">)"),
      Facts{});
}

}  // namespace
}  // namespace pressmark::extract
