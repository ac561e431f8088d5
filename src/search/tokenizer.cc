#include "search/tokenizer.h"

#include <array>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::search {
namespace {

// What an ASCII letter or digit becomes; 0 for what separates.
constexpr auto kAsciiWord = [] {
  std::array<char, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    if (ascii::is_alphanumeric(static_cast<char>(c))) table[c] = ascii::to_lower(static_cast<char>(c));
  }
  return table;
}();

char ascii_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < kAsciiWord.size() ? kAsciiWord[byte] : '\0';
}

// As utf8::next, at once for the three bytes that most of CJK has.
utf8::Character read_character(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned lead = byte(0);
  if (lead >= 0xE1 && lead <= 0xEC && text.size() - at >= 3 && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80) {
    return {(lead & 0x0F) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU), 3, true};
  }
  return utf8::next(text, at);
}

}  // namespace

Tokenizer::Tokenizer(std::string_view text, Purpose purpose)
    : text_(text), purpose_(purpose), folding_(Folding::instance()) {
  advance();
}

void Tokenizer::advance() {
  if (rest_.empty()) return decode();
  current_.code_point = rest_.front();
  rest_.remove_prefix(1);
}

void Tokenizer::decode() {
  current_ = {.begin = at_, .end = at_};
  if (at_ >= text_.size()) {
    at_end_ = true;
    return;
  }
  if (static_cast<unsigned char>(text_[at_]) < 0x80) {
    const char folded = ascii_word(text_[at_]);
    current_.end = ++at_;
    current_.code_point = static_cast<unsigned char>(folded);
    current_.kind = folded ? Kind::kWord : Kind::kSeparator;
    return;
  }
  const utf8::Character read = read_character(text_, at_);
  current_.end = at_ += read.size;
  current_.code_point = read.code_point;
  if (!read.valid) return;
  current_.kind = folding_.kind(read.code_point);
  const std::u32string_view folded = folding_.folded(read.code_point);
  if (folded.empty()) return;
  current_.code_point = folded.front();
  rest_ = folded.substr(1);
}

// Whether there is one; marks without a character before them say nothing.
bool Tokenizer::skip_to_token() {
  while (!at_end_ && (current_.kind == Kind::kSeparator || current_.kind == Kind::kMark)) decode();
  return !at_end_;
}

bool Tokenizer::next(Token& token) {
  while (true) {
    if (in_run_) {
      if (read_run(token)) return true;
      continue;
    }
    if (!skip_to_token()) return false;
    if (current_.kind == Kind::kWord) {
      read_word(token);
      return true;
    }
    previous_ = take_run_character();
    run_length_ = 1;
    in_run_ = true;
  }
}

void Tokenizer::append_to_word(char32_t code_point) {
  char bytes[4];
  const std::size_t size = utf8::write(code_point, bytes);
  is_full_ = is_full_ || length_ + size > kLongestWord;
  if (is_full_) return;
  for (std::size_t i = 0; i < size; ++i) buffer_[length_++] = bytes[i];
  last_size_ = size;
}

// What stands behind of the word in ASCII: most words are nothing else. Where it ends.
std::size_t Tokenizer::take_ascii(char32_t& last) {
  for (; at_ < text_.size(); ++at_) {
    const char folded = ascii_word(text_[at_]);
    if (folded == '\0') break;
    is_full_ = is_full_ || length_ == kLongestWord;
    if (!is_full_) buffer_[length_++] = folded;
    last = static_cast<unsigned char>(folded);
    last_size_ = 1;
  }
  return at_;
}

void Tokenizer::read_word(Token& token) {
  length_ = 0;
  is_full_ = false;
  token = {.begin = current_.begin};
  char32_t last = 0;
  for (; current_.kind == Kind::kWord || current_.kind == Kind::kMark; advance()) {
    token.end = current_.end;
    if (current_.kind == Kind::kWord) {
      append_to_word(last = current_.code_point);
      if (last < 0x80 && rest_.empty()) token.end = take_ascii(last);
    } else if (const char32_t whole = composed(last, current_.code_point); whole != 0 && !is_full_) {
      length_ -= last_size_;  // Letters with a sign of their own are as long as without.
      append_to_word(last = whole);
    }
  }
  token.text = {buffer_, length_};
  token.first_size = length_;
  token.first_end = token.end;
}

// The run's character with all that belongs to it.
Tokenizer::Character Tokenizer::take_run_character() {
  Character taken = current_;
  for (advance(); !at_end_; advance()) {
    const char32_t whole = composed(taken.code_point, current_.code_point);
    if (whole == 0 && current_.kind != Kind::kMark) break;
    if (whole != 0) taken.code_point = whole;
    taken.end = current_.end;
  }
  return taken;
}

// The token that begins with the run's previous character. At the run's end false when there is none.
bool Tokenizer::read_run(Token& token) {
  token = {.begin = previous_.begin, .end = previous_.end, .first_end = previous_.end, .is_run = true};
  length_ = token.first_size = utf8::write(previous_.code_point, buffer_);
  if (current_.kind == Kind::kRun) {
    previous_ = take_run_character();
    ++run_length_;
    length_ += utf8::write(previous_.code_point, buffer_ + length_);
    token.end = previous_.end;
  } else {
    in_run_ = false;
    // The token before says it already, and a text that the phrase is found in may go on with more of the run.
    if (purpose_ == Purpose::kPhrase && !skip_to_token() && run_length_ > 1) return false;
  }
  token.text = {buffer_, length_};
  return true;
}

}  // namespace pressmark::search
