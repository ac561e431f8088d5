// Where the phrases of a query stand in a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pressmark/search.h"
#include "search/tokenizer.h"

namespace pressmark::search {

struct Occurrence {
  std::size_t begin = 0, end = 0;  // in the text
  std::size_t phrase = 0;
};

// All phrases at once, by Shift-And: a bit for each token of each phrase, set while the text's last tokens are that
// phrase up to there. Linear in the text, whatever the query.
class PhraseMatcher {
 public:
  explicit PhraseMatcher(std::span<const Phrase> phrases);
  // In the order in which they end.
  void find(std::string_view text, const std::function<void(const Occurrence&)>& take) const;

 private:
  using Bits = std::vector<std::uint64_t>;
  struct Last {
    std::size_t bit, length, phrase;
  };
  struct Beginning {
    std::string text;
    std::size_t bit;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  struct Progress;

  void add(const std::string& token, std::size_t bit);
  bool allow(const Token& token, Bits& whole, Bits& first) const;

  std::size_t words_ = 0;    // of Bits
  std::size_t longest_ = 0;  // phrase, in tokens
  Bits starts_;
  std::vector<Last> lasts_;
  std::vector<Beginning> beginnings_;  // last tokens that are only how a word begins
  std::unordered_map<std::string, Bits, Hash, std::equal_to<>> bits_of_;
};

}  // namespace pressmark::search
