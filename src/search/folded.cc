#include "pressmark/search.h"
#include "search/tokenizer.h"

namespace pressmark::search {

std::string folded(std::string_view text) {
  std::string out;
  Tokenizer tokenizer(text, Purpose::kText);
  std::size_t end = 0;
  for (Token token; tokenizer.next(token);) {
    if (!out.empty() && token.begin > end) out += ' ';
    out += token.text.substr(0, token.first_size);
    end = token.first_end;
  }
  return out.empty() ? std::string(text) : out;
}

}  // namespace pressmark::search
