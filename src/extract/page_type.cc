#include "extract/page_type.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/ascii.h"
#include "base/hash.h"
#include "extract/convert_style.h"
#include "extract/features_page.h"
#include "extract/metadata_facts.h"
#include "extract/product.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

struct Signs {
  bool is_forum_software = false, is_documentation_software = false;
  std::uint32_t prices = 0;         // texts that are a price
  std::uint32_t carts = 0;          // "Add to cart"
  std::uint32_t product_items = 0;  // in microdata
  std::uint32_t cards = 0;          // elements named alike as products are, the most of a kind
  std::uint32_t listings = 0;       // code
  std::uint32_t linked_headings = 0;
  std::uint32_t headings = 0;
  // Of what is kept.
  std::uint32_t words = 0, link_words = 0, post_words = 0, long_words = 0, blocks = 0, long_blocks = 0;
};

bool has_any(std::string_view text, std::initializer_list<std::string_view> signs) {
  return std::ranges::any_of(signs, [text](std::string_view sign) { return text.contains(sign); });
}

void read_generator(Node meta, Signs& signs) {
  if (!ascii::equals_ignoring_case(value_of(meta, Name::kName), "generator")) return;
  const std::string generator = ascii::lowercase(value_of(meta, Name::kContent).substr(0, 200));
  signs.is_forum_software |= has_any(generator, {"discourse", "phpbb", "vbulletin", "xenforo", "mybb", "flarum",
                                                 "nodebb", "vanilla", "discuz", "invision", "smf", "fluxbb", "punbb"});
  signs.is_documentation_software |=
      has_any(generator, {"sphinx", "docusaurus", "mkdocs", "vitepress", "vuepress", "gitbook", "mdbook", "doxygen",
                          "javadoc", "antora", "mintlify", "docutils", "asciidoctor", "readme.io", "starlight", "docfx",
                          "rustdoc", "jekyll-docs", "nextra"});
}

// A price and what a button says are that short.
constexpr std::size_t kLongestLabel = 24;

bool is_cart(std::string_view text) {
  // They are of two words, or have no word of ASCII.
  const auto may_be_in_one = [](char c) { return c == ' ' || static_cast<unsigned char>(c) >= 0x80; };
  if (text.size() < 5 || std::ranges::none_of(text, may_be_in_one)) return false;
  std::array<char, kLongestLabel> lower{};
  std::ranges::transform(text, lower.begin(), ascii::to_lower);
  return has_any({lower.data(), text.size()},
                 {"add to cart", "add to bag", "add to basket", "buy now", "in den warenkorb", "ajouter au panier",
                  "añadir al carrito", "加入购物车", "立即购买", "カートに入れる", "장바구니"});
}

void read_text(std::string_view text, Signs& signs) {
  text = ascii::trimmed(text);
  if (text.size() > kLongestLabel) return;
  signs.prices += is_price(text) ? 1 : 0;
  signs.carts += is_cart(text) ? 1 : 0;
}

// The heading that the link is in, and the one that it begins with.
std::uint32_t headings_at(const Outline& outline, std::uint32_t link) {
  const std::vector<OutlineItem>& items = outline.items();
  const bool is_in_one = heading_level(outline, items[items[link].parent]) > 1;
  const bool holds = link + 1 < items[link].end;
  const bool is_first = holds && outline.node(items[link]).first_child().index() == items[link + 1].node;
  const bool begins_with_one = is_first && heading_level(outline, items[link + 1]) > 1;
  return (is_in_one ? 1U : 0U) + (begins_with_one ? 1U : 0U);
}

Signs read_signs(const Outline& outline, const Segmentation& segmentation, const Posts& posts) {
  Signs signs;
  std::unordered_map<std::uint64_t, std::uint32_t> cards;
  const std::vector<OutlineItem>& items = outline.items();
  for (std::uint32_t at = 1; at < items.size(); ++at) {
    const OutlineItem& item = items[at];
    if (!item.is_element()) {
      if (!item.has(kIsBlankText)) read_text(outline.node(item).text(), signs);
      continue;
    }
    if (item.name == Name::kScript || item.name == Name::kStyle) {
      at = item.end - 1;
      continue;
    }
    if (item.name == Name::kMeta) read_generator(outline.node(item), signs);
    if (item.name == Name::kPre) ++signs.listings;
    if (item.has(kHasItemtype) && value_of(outline.node(item), Name::kItemtype).ends_with("/Product"))
      ++signs.product_items;
    signs.headings += heading_level(outline, item) > 1 ? 1 : 0;
    if (item.name == Name::kA) signs.linked_headings += headings_at(outline, at);
    if ((item.says & kProductName) != 0) {
      const std::string_view names = value_of(outline.node(item), Name::kClass);
      const std::uint32_t count = ++cards[base::keyed_hash(names.substr(0, names.find(' ')))];
      signs.cards = std::max(signs.cards, count);
    }
  }
  constexpr std::uint32_t kLong = 25;
  for (std::size_t i = 0; i < segmentation.blocks.size(); ++i) {
    const TextBlock& block = segmentation.blocks[i];
    if (!block.kept) continue;
    ++signs.blocks;
    signs.words += block.words;
    signs.link_words += block.link_words;
    signs.post_words += posts.of_block[i] == kNoPost ? 0 : block.words;
    if (block.words < kLong) continue;
    ++signs.long_blocks;
    signs.long_words += block.words;
  }
  return signs;
}

// The words of the address: of its host and of its path, and which of them stands where.
struct Address {
  bool is_of_documentation_host = false;
  bool says_documentation = false, says_forum = false, says_product = false, says_collection = false;
  bool says_article = false, says_service = false, ends_in_news = false;
};

void read_host(std::string_view host, Address& address) {
  while (!host.empty()) {
    const std::size_t end = std::min(host.find('.'), host.size());
    if (end > 0) {
      const std::string_view label = host.substr(0, end);
      address.is_of_documentation_host |= kWordList<"docs", "doc", "developer", "developers">.has(label);
      address.says_documentation |= kWordList<"wiki", "learn", "man", "documentation", "readthedocs">.has(label);
      address.says_forum |= kWordList<"forum", "forums", "community", "discuss", "discourse", "stackoverflow",
                                      "stackexchange", "reddit", "answers", "board", "boards", "bbs">.has(label);
    }
    host.remove_prefix(std::min(end + 1, host.size()));
  }
}

void read_path_part(std::string_view part, bool is_last, Address& address) {
  address.says_documentation |= kWordList<"docs", "doc", "documentation", "reference", "api", "manual", "wiki", "man",
                                          "guide", "tutorial", "javadoc">.has(part);
  address.says_forum |= kWordList<"forum", "forums", "thread", "threads", "topic", "topics", "questions", "t", "r",
                                  "discussion", "discussions", "community", "boards">.has(part) ||
                        part.starts_with("viewtopic") || part.starts_with("showthread");
  address.says_collection |= kWordList<"collections", "collection", "category", "categories", "c", "product-category",
                                       "shop", "browse", "b", "cat", "departments">.has(part) &&
                             !address.says_product;
  address.says_service |=
      kWordList<"services", "service", "solutions", "platform", "features", "pricing", "products">.has(part);
  if (is_last) {
    address.ends_in_news = kWordList<"news", "blog", "articles", "latest", "archive", "stories">.has(part);
    return;
  }
  address.says_product |= kWordList<"product", "products", "p", "dp", "itm", "item", "ip", "pd", "prd">.has(part);
  address.says_article |=
      kWordList<"blog", "news", "article", "articles", "post", "posts", "story", "stories", "press">.has(part);
}

Address read_address(std::string_view url) {
  Address address;
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return address;
  url = url.substr(scheme + 3, 2000);
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = std::min(url.find('/'), url.size());
  read_host(url.substr(0, slash), address);
  std::string_view path = url.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  address.ends_in_news = path.empty();
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) read_path_part(path.substr(0, end), end == path.size(), address);
    path.remove_prefix(end);
  }
  address.says_service &= !address.says_article;
  return address;
}

// What the rules ask for. Shares are of the words that are kept.
struct Page {
  Signs signs{};
  PageSigns stated{};
  Address address{};
  std::string_view kind{};  // stated
  bool has_date = false, has_author = false;
  std::size_t posts = 0, comments = 0;
  double post_share = 0, long_share = 0, link_share = 0;

  bool states(std::uint32_t types) const { return (stated.json_types & types) != 0; }
};

bool is_forum(const Page& page) {
  if (page.kind == "forum" || page.signs.is_forum_software || page.states(kJsonForum)) return true;
  if (page.stated.is_root) return false;  // a site's first page lists what is on it
  if (page.address.says_forum && (page.posts >= 2 || page.kind != "article")) return true;
  constexpr double kMostOfIt = 0.5, kMostOthers = 300;
  if (page.posts - page.comments >= 3) return page.kind != "article";
  const double others =
      page.signs.words - page.signs.post_words;  // a thread that begins with an article is its comments
  return page.posts >= 3 && page.post_share > kMostOfIt && others < kMostOthers && page.kind.empty() &&
         !page.states(kJsonProduct);
}

bool is_documentation(const Page& page) {
  const bool is_signed_article = page.has_author && page.has_date && page.kind == "article";
  const bool is_plain = page.kind != "article" && !(page.has_author && page.has_date);
  return (page.signs.listings >= 3 && is_plain) || (page.address.says_documentation && !is_signed_article);
}

bool is_listing(const Page& page) {
  constexpr std::uint32_t kFewestHeadings = 8, kFewestBlocks = 8, kFewestWords = 60;
  if (page.link_share > 0.6 && page.signs.words >= kFewestWords && page.signs.blocks >= kFewestBlocks &&
      !page.has_author)
    return true;
  const bool is_signed_text = page.has_author && page.long_share > 0.6 && page.link_share < 0.3;
  return page.signs.linked_headings >= kFewestHeadings && (page.link_share > 0.3 || page.address.ends_in_news) &&
         !is_signed_text;
}

bool is_collection(const Page& page) {
  const bool has_cards = page.signs.cards >= 8 || page.signs.prices >= 16;
  const bool is_other = page.kind == "article" || page.kind == "product";
  return page.address.says_collection && !page.has_date && (has_cards || !is_other);
}

// Many sites' software calls every page of theirs an article.
std::string_view kind_of_stated_article(const Page& page) {
  constexpr std::uint32_t kFewestHeadings = 6;
  const bool is_list = page.long_share < 0.3 && page.signs.linked_headings >= 8;
  const bool is_sure = (page.stated.has_published_time && page.has_author) || page.states(kJsonArticle);
  const bool sells =
      page.address.says_service || (page.long_share < 0.75 && !page.has_author && page.stated.path_parts <= 2 &&
                                    page.signs.headings >= kFewestHeadings);
  if (is_list) return "listing";
  return !is_sure && !page.address.says_article && sells ? "service" : "article";
}

// A page that says nothing of its kind, by what stands on it; "" where that says nothing either.
std::string_view kind_by_looks(const Page& page) {
  const Signs& signs = page.signs;
  if (signs.carts >= 6 || signs.cards >= 12 || signs.prices >= 14) return "collection";
  if (page.address.says_product && signs.carts + signs.prices > 0) return "product";
  if (signs.carts > 0 && signs.carts <= 3 && signs.prices > 0 && !page.has_author) return "product";
  if (page.states(kJsonCollection) || (page.states(kJsonList) && page.long_share < 0.5)) return "listing";
  if (page.long_share < 0.45 && signs.linked_headings >= 6) return "listing";
  if (page.long_share < 0.2 && signs.linked_headings >= 4 && !page.has_author) return "listing";
  if (page.address.says_article) return "article";
  if (page.has_date && page.long_share > 0.5 &&
      (page.has_author || (page.long_share > 0.6 && signs.linked_headings < 8)))
    return "article";
  const bool is_talk = page.posts >= 3;
  if (!is_talk &&
      ((page.states(kJsonService) && page.long_share < 0.75) || page.address.says_service || page.stated.is_root))
    return "service";
  if ((page.long_share > 0.72 && signs.words >= 200) || (page.long_share > 0.6 && signs.words >= 1200))
    return "article";
  if (page.long_share < 0.2 && signs.blocks > 30) return "listing";
  return signs.headings >= 8 && page.long_share < 0.72 && !is_talk ? "service" : "";
}

std::string_view kind_of(const Page& page) {
  if (is_forum(page)) return "forum";
  if (page.signs.is_documentation_software || page.address.is_of_documentation_host) return "documentation";
  if (is_collection(page)) return "collection";
  constexpr std::uint32_t kOgProduct = 3;
  const bool is_product = page.kind == "product";
  if (is_product || page.states(kJsonProduct) || page.stated.og_type == kOgProduct || page.stated.has_price) {
    const bool has_many = page.states(kJsonCollection) || (page.states(kJsonList) && !is_product);
    return has_many ? "collection" : "product";
  }
  if (is_listing(page)) return "listing";
  if (is_documentation(page)) return "documentation";
  if (page.kind == "article" || page.stated.has_published_time) return kind_of_stated_article(page);
  return kind_by_looks(page);
}

}  // namespace

std::string page_type(const Outline& outline, const Metadata& metadata, const Segmentation& segmentation,
                      const Posts& posts) {
  const bool is_known =
      metadata.kind.empty() || metadata.kind == "article" || metadata.kind == "forum" || metadata.kind == "product";
  if (!is_known) return metadata.kind;
  Page facts{.signs = read_signs(outline, segmentation, posts),
             .stated = read_page_signs(outline, metadata.url),
             .address = read_address(metadata.url),
             .kind = metadata.kind,
             .has_date = !metadata.date.empty(),
             .has_author = !metadata.author.empty(),
             .posts = posts.all.size(),
             .comments = static_cast<std::size_t>(std::ranges::count(posts.all, true, &Post::is_comment))};
  const double words = std::max(1U, facts.signs.words);
  facts.post_share = facts.signs.post_words / words;
  facts.long_share = facts.signs.long_words / words;
  facts.link_share = facts.signs.link_words / words;
  return std::string(kind_of(facts));
}

}  // namespace pressmark::extract
