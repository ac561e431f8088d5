#include "base/utf8.h"
#include "pressmark/search.h"
#include "search/tokenizer.h"

namespace pressmark::search {

std::string folded(std::string_view text) {
  std::string out;
  Tokenizer tokenizer(text, Purpose::kText);
  std::size_t end = 0;
  for (Token token; tokenizer.next(token);) {
    if (!out.empty() && token.begin > end) out += ' ';
    // Each token of a run begins with one character more; the second is the next one's.
    out += token.is_run ? token.text.substr(0, utf8::trusted(token.text, 0).size) : token.text;
    end = token.is_run ? token.first_end : token.end;
  }
  return out;
}

}  // namespace pressmark::search
