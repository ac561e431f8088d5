#include "search/phrase_matcher.h"

#include <algorithm>

namespace pressmark::search {
namespace {

void set(std::vector<std::uint64_t>& bits, std::size_t bit) { bits[bit / 64] |= std::uint64_t{1} << bit % 64; }
bool is_set(const std::vector<std::uint64_t>& bits, std::size_t bit) { return (bits[bit / 64] >> bit % 64 & 1) != 0; }
void join(std::vector<std::uint64_t>& bits, const std::vector<std::uint64_t>& more) {
  for (std::size_t i = 0; i < bits.size(); ++i) bits[i] |= more[i];
}

// Each bit to the next, and the first of each phrase set: what the next token may be.
void advance(std::vector<std::uint64_t>& bits, const std::vector<std::uint64_t>& starts) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const std::uint64_t next = bits[i] >> 63;
    bits[i] = bits[i] << 1 | carry | starts[i];
    carry = next;
  }
}

}  // namespace

PhraseMatcher::PhraseMatcher(std::span<const Phrase> phrases) {
  std::size_t count = 0;
  for (const Phrase& phrase : phrases) count += phrase.tokens.size();
  words_ = count / 64 + 1;
  starts_.resize(words_);
  std::size_t bit = 0;
  for (std::size_t number = 0; number < phrases.size(); ++number) {
    const Phrase& phrase = phrases[number];
    if (phrase.tokens.empty()) continue;
    set(starts_, bit);
    longest_ = std::max(longest_, phrase.tokens.size());
    for (const std::string& token : phrase.tokens) {
      const bool is_beginning = phrase.is_prefix && &token == &phrase.tokens.back();
      is_beginning ? beginnings_.push_back({token, bit}) : add(token, bit);
      ++bit;
    }
    lasts_.push_back({bit - 1, phrase.tokens.size(), number});
  }
}

void PhraseMatcher::add(const std::string& token, std::size_t bit) {
  Bits& bits = bits_of_.try_emplace(token, words_).first->second;
  set(bits, bit);
}

// The bits of the tokens that the text's is: whole, and by its first character alone. False when it is none.
bool PhraseMatcher::allow(const Token& token, Bits& whole, Bits& first) const {
  std::ranges::fill(whole, 0);
  std::ranges::fill(first, 0);
  bool is_any = false;
  const auto join_if_known = [&](std::string_view text, Bits& bits) {
    const auto found = bits_of_.find(text);
    if (found == bits_of_.end()) return;
    join(bits, found->second);
    is_any = true;
  };
  join_if_known(token.text, whole);
  if (token.first_size < token.text.size()) join_if_known(token.text.substr(0, token.first_size), first);
  if (token.is_run) return is_any;
  for (const Beginning& beginning : beginnings_) {
    if (!token.text.starts_with(beginning.text)) continue;
    set(whole, beginning.bit);
    is_any = true;
  }
  return is_any;
}

void PhraseMatcher::find(std::string_view text, const std::function<void(const Occurrence&)>& take) const {
  if (lasts_.empty()) return;
  Bits state(words_), whole(words_), first(words_);
  std::vector<std::size_t> begins(longest_);  // of the last tokens, one after another in a ring
  bool is_clear = true;
  Tokenizer tokenizer(text, Purpose::kText);
  std::size_t number = 0;
  for (Token token; tokenizer.next(token); ++number) {
    begins[number % longest_] = token.begin;
    if (!allow(token, whole, first)) {
      if (!is_clear) std::ranges::fill(state, 0);
      is_clear = true;
      continue;
    }
    is_clear = false;
    advance(state, starts_);
    for (std::size_t i = 0; i < words_; ++i) state[i] &= whole[i] | first[i];
    for (const Last& last : lasts_) {
      if (!is_set(state, last.bit)) continue;
      const std::size_t begin = begins[(number + 1 - last.length) % longest_];
      take({begin, is_set(whole, last.bit) ? token.end : token.first_end, last.phrase});
    }
  }
}

}  // namespace pressmark::search
