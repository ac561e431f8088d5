// What a block's text is like, counted in one pass.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/token_table.h"

namespace pressmark::extract {

// Texts of up to so many words have their words looked up, and of up to so many the text as a whole.
inline constexpr std::uint32_t kMostLookedUp = 15;
inline constexpr std::uint32_t kMostLookedUpWhole = 8;
// Longer ones aren't compared with the title.
inline constexpr std::uint32_t kMostCompared = 40;

struct BlockText {
  std::uint32_t characters = 0, wide = 0, digits = 0;  // no white space
  std::uint32_t words = 0;                             // an ideograph is one here
  std::uint32_t capitals = 0, stop_words = 0, title_words = 0;
  std::uint16_t commas = 0, periods = 0, bars = 0, links = 0, images = 0;
  std::uint64_t fingerprint = 0xcbf29ce484222325;  // as Wording::fingerprint
  std::uint64_t skeleton = 0xcbf29ce484222325;     // the same, numbers aside
  TokenSum word_tokens{};
  std::int8_t whole_token = TokenTable::kNone;
  char32_t first = 0, last = 0;
  bool has_lower = false, has_upper = false, starts_upper = false, starts_lower = false;
  bool has_currency = false, has_year = false, has_copyright = false, has_at = false, has_question = false,
       has_exclamation = false, has_time = false, ends_sentence = false;
};

// The words of the page's title: few enough to look through.
class TitleWords {
 public:
  void add(std::uint32_t hash);
  bool has(std::uint32_t hash) const;
  std::uint32_t count() const { return count_; }

 private:
  static constexpr std::size_t kSlots = 128;
  std::uint32_t slots_[kSlots] = {};
  std::uint32_t count_ = 0;
};

// Called for every key that is looked up; nullptr where nobody listens.
struct TokenListener {
  virtual void on_word(std::uint32_t block, std::uint32_t key) = 0;
  virtual void on_name(std::uint32_t element, std::uint32_t key) = 0;

 protected:
  ~TokenListener() = default;
};

// Reads the text of blocks node by node into a BlockText each.
class TextReader {
 public:
  TextReader(const TokenTable& tokens, const TitleWords* title, TokenListener* listener)
      : tokens_(tokens), title_(title), listener_(listener) {}

  // `words` is how many the block has: what is long isn't looked up.
  void begin(BlockText& text, std::uint32_t block, std::uint32_t words);
  void add(std::string_view text);
  void separate() { end_word(); }
  void end();

 private:
  void begin_word(char32_t first, bool is_capital);
  std::size_t add_ascii(std::string_view text, std::size_t at);
  void add_space();
  void add_letter(char32_t c, bool is_ideograph);
  void add_mark(char32_t c);
  void end_word();
  void look_up(std::uint32_t hash);

  const TokenTable& tokens_;
  const TitleWords* title_;
  TokenListener* listener_;
  BlockText* text_ = nullptr;
  std::uint32_t block_ = 0, block_words_ = 0;
  std::uint32_t word_hash_ = 0, word_length_ = 0, word_digits_ = 0;
  char32_t word_first_ = 0, word_second_ = 0;  // 20 of 2024
  char32_t ideograph_before_ = 0;
  char32_t mark_before_ = 0, last_ = 0;
  bool digit_before_ = false;
  bool in_run_ = false;  // of letters and ideographs
};

// The title's words, as they are hashed in blocks.
TitleWords title_words(std::string_view title);

}  // namespace pressmark::extract
