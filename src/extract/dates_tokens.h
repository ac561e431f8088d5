// A short text as numbers, words and marks, lower-cased: what the date patterns are matched on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::extract {

struct DateToken {
  enum class Kind : std::uint8_t { kNumber, kWord, kMark };
  Kind kind = Kind::kMark;
  int digits = 0;          // kNumber: how many
  std::int64_t value = 0;  // kNumber; of more than 18 digits: -1
  std::string text{};      // kWord: in lower case
  char mark = 0;           // kMark: as it is; Y, M, D for the Chinese, Japanese and Korean units; ? for others
  std::size_t at = 0;      // where in the text it begins
  bool spaced = false;     // white space stands before it
};

std::vector<DateToken> date_tokens(std::string_view text);

// 1 to 12, or 0 where `word` (in lower case) names no month in any language that we know.
int month_of(std::string_view word);

}  // namespace pressmark::extract
