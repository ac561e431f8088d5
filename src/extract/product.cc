#include "extract/product.h"

#include "base/ascii.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongest = 200;

bool is_product(const Value& thing) {
  const Value* type = thing.find("@type");
  if (type == nullptr) return false;
  const auto names_product = [](std::string_view name) {
    name = name.substr(name.find_last_of("/:#") + 1);
    return name == "Product" || name == "ProductGroup";
  };
  if (names_product(type->text)) return true;
  for (const Value& one : type->items) {
    if (names_product(one.text)) return true;
  }
  return false;
}

const Value* find_product(const std::vector<Value>& scripts) {
  std::vector<const Value*> open;
  for (auto script = scripts.rbegin(); script != scripts.rend(); ++script) open.push_back(&*script);
  while (!open.empty()) {
    const Value* value = open.back();
    open.pop_back();
    if (value->is(Value::Kind::kObject) && is_product(*value)) return value;
    for (auto item = value->items.rbegin(); item != value->items.rend(); ++item) open.push_back(&*item);
  }
  return nullptr;
}

// The member; of a list its first.
const Value* member(const Value* value, std::string_view name) {
  const Value* found = value == nullptr ? nullptr : value->find(name);
  if (found != nullptr && found->is(Value::Kind::kArray)) return found->items.empty() ? nullptr : &found->items.front();
  return found;
}

// A string, a number, or the name of an object.
std::string text_of(const Value* value) {
  if (value == nullptr) return "";
  if (value->is(Value::Kind::kObject)) return text_of(value->find("name"));
  const bool is_text = value->is(Value::Kind::kString) || value->is(Value::Kind::kNumber);
  return is_text && value->text.size() <= kLongest ? fold_space(decode_references(value->text)) : "";
}

std::string first_text(const Value* value, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (std::string text = text_of(member(value, name)); !text.empty()) return text;
  }
  return "";
}

std::string with_currency(std::string price, std::string_view currency) {
  if (!price.empty() && !currency.empty()) price.append(" ").append(currency);
  return price;
}

// Some nest the price in a specification of it.
std::string price_of(const Value* offer) {
  const Value* const detail = member(offer, "priceSpecification");
  std::string price = first_text(offer, {"price", "lowPrice"});
  if (price.empty()) price = first_text(detail, {"price", "minPrice"});
  std::string currency = first_text(offer, {"priceCurrency"});
  if (currency.empty()) currency = first_text(detail, {"priceCurrency"});
  return with_currency(std::move(price), currency);
}

// "InStock" of "https://schema.org/InStock"
std::string last_part(std::string text) {
  const std::size_t slash = text.find_last_of('/');
  return slash == std::string::npos ? text : text.substr(slash + 1);
}

std::string rating_of(const Value* rating) {
  std::string text = first_text(rating, {"ratingValue"});
  if (text.empty()) return text;
  if (const std::string best = first_text(rating, {"bestRating"}); !best.empty()) text += "/" + best;
  if (const std::string count = first_text(rating, {"reviewCount", "ratingCount"}); !count.empty())
    text += " (" + count + ")";
  return text;
}

std::string first_meta(const PageFacts& facts, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const std::string_view content = facts.meta(name);
    if (!content.empty() && content.size() <= kLongest) return fold_space(decode_references(content));
  }
  return "";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> product_facts(const PageFacts& facts) {
  const Value* const product = find_product(facts.json_ld);
  const Value* const offer = member(product, "offers");
  std::vector<std::pair<std::string, std::string>> found;
  const auto add = [&found](std::string_view name, std::string stated, std::string otherwise) {
    if (stated.empty()) stated = std::move(otherwise);
    if (!stated.empty()) found.emplace_back(name, std::move(stated));
  };
  add("price", price_of(offer),
      with_currency(first_meta(facts, {"product:price:amount", "og:price:amount"}),
                    first_meta(facts, {"product:price:currency", "og:price:currency"})));
  add("availability", last_part(first_text(offer, {"availability"})),
      first_meta(facts, {"product:availability", "og:availability"}));
  add("brand", first_text(product, {"brand", "manufacturer"}), first_meta(facts, {"product:brand", "og:brand"}));
  add("sku", first_text(product, {"sku", "mpn", "gtin13", "gtin"}), first_meta(facts, {"product:retailer_item_id"}));
  add("rating", rating_of(member(product, "aggregateRating")), "");
  return found;
}

}  // namespace pressmark::extract
