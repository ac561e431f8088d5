// The query's text cut into what it says one after another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::search {

enum class Name : std::uint8_t { kNone, kTag, kSource, kAuthor, kSite, kLanguage, kBefore, kAfter, kIs, kHas };

struct Item {
  Name name = Name::kNone;     // of the filter; kNone for words
  std::string_view text{};     // the words, or the filter's value, without quotation marks
  std::string_view written{};  // the filter's name as it stands there
  std::size_t place = 1;       // of its first character in the text, counted from 1
  bool is_or = false;          // the word OR, and nothing else
  bool is_negated = false;
  bool is_prefix = false;  // a * stands right behind it
};

// Errors: kUsage for a quotation mark that is not closed and for a lone -.
Result<std::vector<Item>> items_of(std::string_view text);

}  // namespace pressmark::search
