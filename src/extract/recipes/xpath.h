// The part of XPath 1.0 that site configurations use, as selectors of recipes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pressmark::extract::recipes {

// The selector that finds what the expression finds, or nullopt when selectors can't say it exactly.
// https://www.w3.org/TR/1999/REC-xpath-19991116/
std::optional<std::string> selector_of_xpath(std::string_view xpath);

// The text as a string of recipes and selectors: in quotes, with \" and \\ escaped.
std::string quoted(std::string_view text);

}  // namespace pressmark::extract::recipes
