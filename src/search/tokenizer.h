// Text to the tokens that search finds it by.
//   "重跑Gen-ITGC后" -> 重跑 跑 gen itgc 后
// A word is folded and stands for itself. A run of characters of a script without spaces gives at each character the
// two that begin there, and its last character alone: so every character begins exactly one token, one character is
// found by how a token begins, and several as tokens that follow each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "search/folding.h"

namespace pressmark::search {

// What a phrase of a query gives differs at its end: the text goes on there.
enum class Purpose : std::uint8_t { kText, kPhrase };

struct Token {
  std::string_view text{};  // valid until the next token
  std::size_t begin = 0;    // in the source, in bytes
  std::size_t end = 0;
  std::size_t first_size = 0;  // of text: all of a word, the first character of two
  std::size_t first_end = 0;   // where that ends in the source
  bool is_run = false;
};

// Linear, and without memory of its own but for a token. Bytes that are no UTF-8 separate.
class Tokenizer {
 public:
  static constexpr std::size_t kLongestWord = 128;  // in bytes, folded; what is more of a word doesn't count

  Tokenizer(std::string_view text, Purpose purpose);
  // The next token; false at the end.
  bool next(Token& token);

 private:
  // A character as it is compared, and where it stands.
  struct Character {
    char32_t code_point = 0;
    Kind kind = Kind::kSeparator;
    std::size_t begin = 0, end = 0;
  };

  void advance();
  void decode();
  bool skip_to_token();
  void read_word(Token& token);
  void append_to_word(char32_t code_point);
  std::size_t take_ascii(char32_t& last);
  Character take_run_character();
  bool read_run(Token& token);

  std::string_view text_;
  Purpose purpose_;
  const Folding& folding_;
  std::size_t at_ = 0;  // behind current_
  bool at_end_ = false;
  Character current_;
  std::u32string_view rest_;  // what more the current character expands to

  bool in_run_ = false;
  std::size_t run_length_ = 0;
  Character previous_;  // of the run

  char buffer_[kLongestWord];
  std::size_t length_ = 0;
  std::size_t last_size_ = 0;  // of the word's last character, in the buffer
  bool is_full_ = false;
};

}  // namespace pressmark::search
