// Words of any script, counted in one pass over UTF-8; and what a block's wording looks like.
#pragma once

#include <cstdint>
#include <string_view>

namespace pressmark::extract {

// Counts over the text nodes of a block, one after the other. A word may go on from a node to the next.
class WordCounter {
 public:
  // Counts `text`; says whether anything but white space was in it.
  bool add(std::string_view text, bool in_link);
  // The next text starts a new word.
  void separate() { in_word_ = false; }
  // A run of Han or kana counts half a word a character.
  std::uint32_t words() const { return words_ + (ideographs_ + 1) / 2; }
  std::uint32_t link_words() const { return link_words_ + (link_ideographs_ + 1) / 2; }
  void reset() { *this = WordCounter(); }

 private:
  std::uint32_t words_ = 0, ideographs_ = 0, link_words_ = 0, link_ideographs_ = 0;
  bool in_word_ = false;
};

// The wording of a block, node by node.
class Wording {
 public:
  void add(std::string_view text);
  // Ends as a sentence does, closing quotes and brackets aside.
  bool ends_sentence() const;
  // Of the words without case and marks: equal for blocks that say the same.
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  std::uint64_t fingerprint_ = 0xcbf29ce484222325;
  char32_t last_ = 0;  // the last code point that is no space, quote or bracket
  bool in_word_ = false;
};

}  // namespace pressmark::extract
