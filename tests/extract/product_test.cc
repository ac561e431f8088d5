#include "extract/product.h"

#include <gtest/gtest.h>

#include "convert_describe.h"
#include "extract/metadata.h"
#include "pressmark/extract.h"

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

Facts shown_on(std::string_view html) {
  const html::Document page = html::parse(html);
  Facts facts = read_metadata(page, {}).others;
  add_shown_facts(page, facts);
  return facts;
}

TEST(Product, is_shown_in_microdata) {
  EXPECT_EQ(shown_on(R"(<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Rye flour</h1>
    <span itemprop="brand" itemscope itemtype="https://schema.org/Brand"><b itemprop="name">Old Mill</b></span>
    <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR">
    <span itemprop="price" content="12.50">12,50 €</span><link itemprop="availability" href="https://schema.org/InStock"></div>
    <div itemprop="isRelatedTo" itemscope itemtype="https://schema.org/Product"><b itemprop="sku">R-2</b></div></div>)"),
            (Facts{{"price", "12.50 EUR"}, {"availability", "InStock"}, {"brand", "Old Mill"}}));
}

TEST(Product, shows_its_price_below_its_heading) {
  EXPECT_EQ(shown_on("<div class=cart-price>￥0.00</div><h1>茶具</h1><div class=old-price>￥520.00</div>"
                     "<div class=price>￥368.00</div><div class=price>￥99.00</div>"),
            (Facts{{"price", "￥368.00"}}));
  EXPECT_EQ(shown_on("<h1>Tea</h1><p>It was $5 in 1990.</p>"), Facts{});
}

TEST(Product, shows_nothing_else_where_it_is_stated) {
  EXPECT_EQ(shown_on(R"(<meta property="og:type" content="product"><meta property="product:price:amount" content="9">
    <h1>Tea</h1><div class=price>$10</div>)"),
            (Facts{{"price", "9"}}));
}

TEST(Product, has_its_table_of_specifications_whole) {
  const html::Document page = html::parse(
      "<title>青瓷茶具套装 六杯一壶-山水商城</title><div class=top><a>登录</a><a>购物车</a><a>我的订单</a></div>"
      "<div class=detail><h1>青瓷茶具套装 六杯一壶</h1><div class=price>￥368.00</div><button>加入购物车</button></div>"
      "<div class=intro><p>这套茶具由龙泉老师傅手工拉坯，釉色温润如玉，壶身容量二百二十毫升，适合两到六人围坐饮茶。</p>"
      "<p>每只杯子在窑里烧足十四个小时，开片自然，久用之后茶色渗入纹理，越用越有味道。</p></div>"
      "<table class=spec><tr><td>品牌<td>山水<tr><td>材质<td>青瓷<tr><td>容量<td>220ml<tr><td>产地<td>浙江龙泉</table>"
      "<div class=rec><h3>看了又看</h3><ul><li><a href=1>白瓷盖碗</a><li><a href=2>紫砂壶</a></ul></div>");
  const auto extraction = extract(page);
  ASSERT_TRUE(extraction);
  EXPECT_EQ(extraction->article.metadata.kind, "product");
  const std::string text = testing::describe(extraction->article.blocks);
  for (const std::string_view cell : {"品牌", "青瓷", "220ml", "浙江龙泉"}) EXPECT_TRUE(text.contains(cell)) << text;
  EXPECT_FALSE(text.contains("紫砂壶"));
}

TEST(Product, is_nothing_that_an_article_has) {
  EXPECT_EQ(
      facts_of(R"(<meta property="og:type" content="article"><meta property="product:price:amount" content="9">)"),
      Facts{});
}

}  // namespace
}  // namespace pressmark::extract
