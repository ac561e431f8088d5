// What a reader takes for one character: a letter with its accents, a flag, a family of emoji.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pressmark::search {

struct Grapheme {
  std::size_t begin = 0, end = 0;  // in the text
  int columns = 1;                 // 2 for wide ones, as Chinese
};

// Those of text[from, to), where a boundary is looked for up to 4 KB before `from`, so that the first is whole. A
// longer one than that is cut.
std::vector<Grapheme> graphemes_of(std::string_view text, std::size_t from, std::size_t to);

}  // namespace pressmark::search
