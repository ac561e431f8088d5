#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/product.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

// In the order in which they are told.
enum Fact : std::uint8_t { kPrice, kAvailability, kBrand, kSku, kRating, kFacts };
constexpr std::array<std::string_view, kFacts> kFactNames = {"price", "availability", "brand", "sku", "rating"};

std::string property_text(Node element) {
  constexpr std::size_t kLongest = 200;
  for (const Name name : {Name::kContent, Name::kHref}) {
    const std::string_view value = ascii::trimmed(value_of(element, name));
    if (!value.empty() && value.size() <= kLongest) return fold_space(value);
  }
  return visible_text(element, kLongest);
}

// The properties of the first product in microdata; those of what is in it that is no part of its offer, a review or
// another product, are not its own.
class Microdata {
 public:
  explicit Microdata(const Outline& outline) : outline_(outline) {
    const std::vector<OutlineItem>& items = outline.items();
    for (std::uint32_t at = 1; at < items.size(); ++at) {
      if (!items[at].has(kHasItemtype) || !type_of(items[at]).ends_with("/Product")) continue;
      read(at + 1, items[at].end);
      return;
    }
  }
  std::string& operator[](Fact fact) { return found_[fact]; }

 private:
  std::string_view type_of(const OutlineItem& item) const { return value_of(outline_.node(item), Name::kItemtype); }

  void read(std::uint32_t at, std::uint32_t end) {
    std::string currency;
    while (at < end) {
      const OutlineItem& item = outline_.items()[at];
      const bool is_other = item.has(kHasItemtype) && !is_part(type_of(item));
      if (item.has(kHasItemprop)) read_property(outline_.node(item), currency);
      at = is_other ? item.end : at + 1;
    }
    if (!found_[kPrice].empty() && !currency.empty()) found_[kPrice].append(" ").append(currency);
    std::string& availability = found_[kAvailability];
    availability.erase(0, availability.find_last_of('/') + 1);
  }

  static bool is_part(std::string_view type) {
    for (const std::string_view part : {"/Offer", "/AggregateOffer", "/AggregateRating", "/Brand", "/Organization",
                                        "/PriceSpecification", "/UnitPriceSpecification"}) {
      if (type.ends_with(part)) return true;
    }
    return false;
  }

  void read_property(Node element, std::string& currency) {
    const std::string_view property = value_of(element, Name::kItemprop);
    const auto take = [&](std::string& into) {
      if (into.empty()) into = property_text(element);
    };
    if (property == "price" || property == "lowPrice") take(found_[kPrice]);
    if (property == "priceCurrency") take(currency);
    if (property == "availability") take(found_[kAvailability]);
    if (property == "brand") take(found_[kBrand]);
    if (property == "sku" || property == "mpn" || property == "gtin13") take(found_[kSku]);
    if (property == "ratingValue") take(found_[kRating]);
  }

  const Outline& outline_;
  std::array<std::string, kFacts> found_{};
};

// Whether a price stands where the product's own does: in what is named so, and is no price from before a sale.
bool is_named_as_price(Node element) {
  constexpr int kFurthest = 3;  // levels
  bool is_named = false;
  for (int level = 0; level < kFurthest && element.is_element(); ++level, element = element.parent()) {
    if (element.is(Name::kDel) || element.is(Name::kS)) return false;
    if (class_hints<"old", "was", "regular", "compare", "strike", "crossed", "original", "list", "save">(element))
      return false;
    is_named |= class_hints<"price", "amount">(element);
  }
  return is_named;
}

// The first price behind the page's heading.
std::string price_below_heading(const Outline& outline) {
  constexpr std::size_t kLongest = 24;
  bool is_below = false;
  for (const OutlineItem& item : outline.items()) {
    is_below |= item.name == Name::kH1;
    if (!is_below || item.is_element() || item.has(kIsBlankText)) continue;
    const Node text = outline.node(item);
    const std::string_view price = ascii::trimmed(text.text());
    if (price.size() <= kLongest && is_price(price) && is_named_as_price(text.parent())) return fold_space(price);
  }
  return "";
}

}  // namespace

bool is_price(std::string_view text) {
  if (text.size() < 2 || std::ranges::none_of(text, ascii::is_digit)) return false;
  for (const std::string_view sign : {"$", "€", "£", "¥", "￥", "₹", "₽", "kr", "zł", "USD", "EUR", "GBP"}) {
    if (text.contains(sign)) return true;
  }
  return false;
}

void add_shown_facts(const Outline& outline, std::vector<std::pair<std::string, std::string>>& facts) {
  Microdata shown(outline);
  if (shown[kPrice].empty()) shown[kPrice] = price_below_heading(outline);
  std::vector<std::pair<std::string, std::string>> all;
  for (std::uint8_t fact = 0; fact < kFacts; ++fact) {
    const auto stated = std::ranges::find(facts, kFactNames[fact], &std::pair<std::string, std::string>::first);
    std::string value = stated == facts.end() ? shown[static_cast<Fact>(fact)] : std::move(stated->second);
    if (!value.empty()) all.emplace_back(kFactNames[fact], std::move(value));
  }
  facts = std::move(all);
}

}  // namespace pressmark::extract
