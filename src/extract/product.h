// What a page states of the thing that it sells, to its machines.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "extract/metadata_facts.h"

namespace pressmark::extract {

// price ("12.50 EUR"), availability ("InStock"), brand, sku, rating ("4.5/5 (12)"), in this order, each only where it
// is stated: by the first Product of the JSON-LD, else by the meta elements of shops.
std::vector<std::pair<std::string, std::string>> product_facts(const PageFacts& facts);

// What the page shows of them, where it states nothing to machines: by microdata, or the price under its heading. Those
// that `facts` has stay.
void add_shown_facts(const Outline& outline, std::vector<std::pair<std::string, std::string>>& facts);

// A short text that is a price; trimmed.
bool is_price(std::string_view text);

}  // namespace pressmark::extract
