#include "extract/features_text.h"

#include <array>

#include "extract/letters.h"

namespace pressmark::extract {
namespace {

constexpr std::uint64_t kPrime = 0x100000001b3;
constexpr std::uint32_t kWordSeed = 0x811c9dc5;
constexpr std::uint32_t kWordPrime = 0x01000193;

constexpr std::uint32_t word_hash(std::string_view ascii) {
  std::uint32_t hash = kWordSeed;
  for (const char c : ascii) hash = (hash ^ static_cast<unsigned char>(c)) * kWordPrime;
  return hash;
}

// Words that prose is full of and lists of links are not.
constexpr std::string_view kStopWords =
    "the of and to in a is that for it on with as are this be or by from at an not have was you your we our will can "
    "if more has they which but all their about one when so what how there also its i do may these no than been were "
    "other into use who would only he she his her them my me us der die und das ist nicht ein eine zu den mit von auf "
    "im dem des sich als auch wird sind de la le et les en un une que el y los las por con para del una se dans pour "
    "est qui sur pas il elle ne su lo como al o do da em uma os di che e non per sono nel van het een dat op te zijn";

// Hashes of the stop words in an open table: a miss, the common case, is one look.
class StopWords {
 public:
  consteval StopWords() {
    for (std::string_view rest = kStopWords; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      std::uint32_t hash = word_hash(rest.substr(0, end));
      std::size_t slot = hash % kSlots;
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = hash;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  bool has(std::uint32_t hash) const {
    for (std::size_t slot = hash % kSlots; slots_[slot] != 0; slot = (slot + 1) % kSlots) {
      if (slots_[slot] == hash) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t kSlots = 1024;
  std::array<std::uint32_t, kSlots> slots_{};
};

constexpr StopWords kStop;
constexpr std::uint32_t kCopyright = word_hash("copyright");

// Letters, digits and the low line of ASCII in lower case, 0 for other bytes.
consteval std::array<unsigned char, 256> small_table() {
  std::array<unsigned char, 256> table{};
  for (char32_t c = 0; c < 128; ++c) {
    if (kAscii[c] == Letter::kWord) table[c] = static_cast<unsigned char>(lower(c));
  }
  return table;
}

constexpr std::array<unsigned char, 256> kSmall = small_table();

constexpr bool is_currency(char32_t c) { return c == '$' || c == 0xa3 || c == 0xa5 || (c >= 0x20a0 && c <= 0x20cf); }

constexpr bool closes(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x300d ||
         c == 0x300f || c == 0xff09;
}

constexpr bool ends_a_sentence(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

}  // namespace

void TitleWords::add(std::uint32_t hash) {
  if (count_ >= kSlots / 2 || has(hash)) return;
  std::size_t slot = hash % kSlots;
  while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
  slots_[slot] = hash;
  ++count_;
}

bool TitleWords::has(std::uint32_t hash) const {
  for (std::size_t slot = hash % kSlots; slots_[slot] != 0; slot = (slot + 1) % kSlots) {
    if (slots_[slot] == hash) return true;
  }
  return false;
}

void TextReader::begin(BlockText& text, std::uint32_t block, std::uint32_t words) {
  text_ = &text;
  block_ = block;
  block_words_ = words;
  word_length_ = 0;
  in_run_ = false;
  ideograph_before_ = mark_before_ = last_ = 0;
}

inline void TextReader::begin_word(char32_t first, bool is_capital) {
  word_hash_ = kWordSeed;
  word_digits_ = 0;
  word_first_ = first;
  word_second_ = 0;
  digit_before_ = false;
  text_->capitals += is_capital;
}

// As add_letter does, for letters and digits of ASCII as far as they go; says where they end. What changes with each
// byte stays in registers.
std::size_t TextReader::add_ascii(std::string_view text, std::size_t at) {
  BlockText& into = *text_;
  const char32_t first = static_cast<unsigned char>(text[at]);
  if (into.characters == 0) {
    into.starts_upper = kSmall[first] != first;
    into.starts_lower = first >= 'a' && first <= 'z';
    into.first = first;
  }
  if (word_length_ == 0) begin_word(first, kSmall[first] != first);
  std::uint64_t fingerprint = in_run_ ? into.fingerprint : (into.fingerprint ^ ' ') * kPrime;
  std::uint32_t hash = word_hash_, digits = 0, capitals = 0;
  bool digit_before = digit_before_;
  const std::size_t begin = at;
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    const std::uint32_t small = kSmall[c];
    if (small == 0) break;
    fingerprint = (fingerprint ^ small) * kPrime;
    capitals += (small ^ c) >> 5;  // The bit between a capital and its small letter.
    if (small > '9') [[likely]] {
      hash = (hash ^ small) * kWordPrime;
      digit_before = false;
      continue;
    }
    if (!digit_before) hash = (hash ^ U'0') * kWordPrime;
    digit_before = true;
    ++digits;
  }
  const auto length = static_cast<std::uint32_t>(at - begin);
  if (word_length_ <= 1 && word_length_ + length > 1) {
    word_second_ = static_cast<unsigned char>(text[begin + 1 - word_length_]);
  }
  into.characters += length;
  into.digits += digits;
  into.has_upper |= capitals > 0;
  into.has_lower |= capitals + digits < length;
  into.fingerprint = fingerprint;
  into.ends_sentence = false;
  word_hash_ = hash;
  word_digits_ += digits;
  word_length_ += length;
  digit_before_ = digit_before;
  in_run_ = true;
  mark_before_ = ideograph_before_ = 0;
  last_ = static_cast<unsigned char>(text[at - 1]);
  return at;
}

void TextReader::add_space() {
  end_word();
  in_run_ = false;
  text_->periods = static_cast<std::uint16_t>(text_->periods + (mark_before_ == '.' && text_->periods < 0xffff));
  mark_before_ = ideograph_before_ = 0;
}

void TextReader::add(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (kSmall[byte] != 0) {
      at = add_ascii(text, at);
      continue;
    }
    if (byte <= ' ') {
      add_space();
      for (++at; at < text.size() && static_cast<unsigned char>(text[at]) <= ' ';) ++at;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    at += point.length;
    switch (letter_of(point.value)) {
      case Letter::kWord: add_letter(point.value, false); break;
      case Letter::kIdeograph: add_letter(point.value, true); break;
      case Letter::kMark: add_mark(point.value); break;
      case Letter::kSpace: add_space(); break;
    }
  }
}

void TextReader::end() {
  end_word();
  BlockText& text = *text_;
  text.last = last_;
  if (block_words_ > kMostLookedUpWhole || text.words == 0) return;
  const auto whole = static_cast<std::uint32_t>(text.skeleton ^ (text.skeleton >> 32));
  const std::uint32_t key = token_key(TokenKind::kText, whole);
  text.whole_token = tokens_.find(key);
  if (listener_ != nullptr) listener_->on_word(block_, key);
}

void TextReader::add_letter(char32_t c, bool is_ideograph) {
  BlockText& text = *text_;
  const char32_t small = lower(c);
  const bool is_digit = c < 128 && c >= '0' && c <= '9';
  if (text.characters == 0) {
    text.starts_upper = small != c;
    text.starts_lower = c < 128 && c >= 'a' && c <= 'z';
    text.first = c;
  }
  ++text.characters;
  text.wide += c >= 128;
  text.digits += is_digit;
  text.has_upper |= small != c;
  text.has_lower |= small == c && !is_digit;
  if (!in_run_) text.fingerprint = (text.fingerprint ^ ' ') * kPrime;
  in_run_ = true;
  text.fingerprint = (text.fingerprint ^ small) * kPrime;
  text.ends_sentence = false;
  mark_before_ = 0;
  last_ = c;
  if (is_ideograph) {
    if (word_length_ > 0) end_word();
    ++text.words;
    text.skeleton = (text.skeleton ^ c) * kPrime;
    if (ideograph_before_ != 0) look_up((kWordSeed ^ ideograph_before_) * kWordPrime * 31 + c * kWordPrime);
    ideograph_before_ = c;
    return;
  }
  ideograph_before_ = 0;
  if (word_length_ == 0) {
    begin_word(c, small != c);
  } else if (word_length_ == 1) {
    word_second_ = c;
  }
  if (!is_digit || !digit_before_) word_hash_ = (word_hash_ ^ (is_digit ? U'0' : small)) * kWordPrime;
  digit_before_ = is_digit;
  word_digits_ += is_digit;
  ++word_length_;
}

void TextReader::add_mark(char32_t c) {
  end_word();
  in_run_ = false;
  ideograph_before_ = 0;
  BlockText& text = *text_;
  ++text.characters;
  text.wide += c >= 128;
  const auto count = [](std::uint16_t& counter, bool holds) {
    counter = static_cast<std::uint16_t>(counter + (holds && counter < 0xffff));
  };
  count(text.commas, c == ',' || c == 0xff0c || c == 0x3001);
  count(text.periods, c == 0x3002);
  count(text.bars, c == '|' || c == 0xb7 || c == 0x203a || c == 0xbb);
  text.has_currency |= is_currency(c);
  text.has_copyright |= c == 0xa9;
  text.has_at |= c == '@';
  text.has_question |= c == '?' || c == 0xff1f;
  text.has_exclamation |= c == '!' || c == 0xff01;
  if (!closes(c)) text.ends_sentence = ends_a_sentence(c);
  mark_before_ = c;
  last_ = c;
}

void TextReader::end_word() {
  if (word_length_ == 0) return;
  BlockText& text = *text_;
  ++text.words;
  text.skeleton = (text.skeleton ^ word_hash_) * kPrime;
  text.stop_words += kStop.has(word_hash_);
  const bool is_year = word_length_ == 4 && word_digits_ == 4 &&
                       ((word_first_ == '2' && word_second_ == '0') || (word_first_ == '1' && word_second_ == '9'));
  text.has_year |= is_year;
  text.has_copyright |= word_hash_ == kCopyright;
  look_up(word_hash_);
  word_length_ = 0;
}

void TextReader::look_up(std::uint32_t hash) {
  if (block_words_ > kMostCompared) return;
  text_->title_words += title_ != nullptr && title_->has(hash);
  if (block_words_ > kMostLookedUp) return;
  const std::uint32_t key = token_key(TokenKind::kWord, hash);
  text_->word_tokens.add(tokens_.find(key));
  if (listener_ != nullptr) listener_->on_word(block_, key);
}

TitleWords title_words(std::string_view title) {
  TitleWords words;
  std::uint32_t hash = kWordSeed;
  char32_t before = 0;
  bool in_word = false, digit_before = false;
  const auto end_word = [&] {
    if (in_word) words.add(hash);
    in_word = digit_before = false;
    hash = kWordSeed;
  };
  for (std::size_t at = 0; at < title.size();) {
    const CodePoint point = code_point_at(title, at);
    at += point.length;
    const Letter letter = letter_of(point.value);
    if (letter == Letter::kIdeograph) {
      end_word();
      if (before != 0) words.add((kWordSeed ^ before) * kWordPrime * 31 + point.value * kWordPrime);
      before = point.value;
      continue;
    }
    before = 0;
    if (letter != Letter::kWord) {
      end_word();
      continue;
    }
    const bool is_digit = point.value < 128 && point.value >= '0' && point.value <= '9';
    if (!is_digit || !digit_before) hash = (hash ^ (is_digit ? U'0' : lower(point.value))) * kWordPrime;
    digit_before = is_digit;
    in_word = true;
  }
  end_word();
  return words;
}

}  // namespace pressmark::extract
