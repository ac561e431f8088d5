// Articles as an archive has them, made from a seed: words and Chinese characters as frequent as Zipf has them, in
// sentences, with a word repeated within an article more often than chance would.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace pressmark::bench {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15 + 1) {}
  std::uint64_t next() {  // splitmix64
    std::uint64_t value = state_ += 0x9E3779B97F4A7C15;
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
    value = (value ^ value >> 27) * 0x94D049BB133111EB;
    return value ^ value >> 31;
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

// The n-th of `count` words is taken in proportion to 1 / (n + 2.7), after Mandelbrot.
class Zipf {
 public:
  explicit Zipf(std::size_t count) : sums_(count) {
    double sum = 0;
    for (std::size_t n = 0; n < count; ++n) sums_[n] = sum += 1 / (static_cast<double>(n) + 2.7);
  }
  std::size_t operator()(Random& random) const {
    const auto found = std::ranges::lower_bound(sums_, random.unit() * sums_.back());
    return static_cast<std::size_t>(std::min(found, sums_.end() - 1) - sums_.begin());
  }

 private:
  std::vector<double> sums_;
};

struct Sample {
  std::string title{}, source{}, tags{}, text{};
  int day = 0;  // since 1970
};

class Corpus {
 public:
  Corpus() : english_(kEnglishWords), chinese_(kChineseWords) {
    Random random(7);
    const Zipf characters(3500);
    for (std::size_t n = 0; n < kEnglishWords; ++n) english_words_.push_back(english_word(random, n));
    for (std::size_t n = 0; n < kChineseWords; ++n) chinese_words_.push_back(chinese_word(random, characters, n));
  }

  Sample article(std::uint64_t number) const {
    Random random(number + 1000);
    const bool is_chinese = random.below(2) == 0;
    Sample made{
        .source = is_chinese ? chinese_words_[300 + random.below(100)] : english_words_[300 + random.below(100)],
        .day = 15000 + static_cast<int>(random.below(5000))};
    for (int i = 0; i < 3; ++i) made.tags += english_words_[200 + random.below(60)] + " ";
    std::vector<std::size_t> own;  // what the article is about
    for (int i = 0; i < 12; ++i) own.push_back(200 + random.below(kEnglishWords - 200));
    append(made.title, random, own, is_chinese, 6);
    const std::size_t words = 150 + random.below(is_chinese ? 900 : 700);
    for (std::size_t written = 0; written < words; written += 12) append(made.text, random, own, is_chinese, 12);
    return made;
  }

 private:
  static constexpr std::size_t kEnglishWords = 60'000, kChineseWords = 60'000;

  static std::string english_word(Random& random, std::size_t rank) {
    constexpr std::string_view kConsonants = "tnsrhldcmfpgwybvk", kVowels = "eaoiu";
    std::string word;
    const std::size_t syllables = 1 + (rank > 40) + (rank > 1500) + random.below(2);
    for (std::size_t i = 0; i < syllables; ++i) {
      word += kConsonants[random.below(kConsonants.size())];
      word += kVowels[random.below(kVowels.size())];
      if (random.below(2) == 0) word += kConsonants[random.below(kConsonants.size())];
    }
    return word;
  }
  // One character for the most frequent words, two for most, three or four for some.
  static std::string chinese_word(Random& random, const Zipf& characters, std::size_t rank) {
    const std::size_t length = rank < 150 ? 1 : random.below(5) > 0 ? 2 : 3 + random.below(2);
    std::string word;
    for (std::size_t i = 0; i < length; ++i) {
      utf8::append(word, static_cast<char32_t>(0x4E00 + characters(random) * 5 % 20900));
    }
    return word;
  }

  void append(std::string& out, Random& random, const std::vector<std::size_t>& own, bool is_chinese, int words) const {
    for (int i = 0; i < words; ++i) {
      const bool about = random.below(6) == 0;
      const std::size_t word = about ? own[random.below(own.size())] : (is_chinese ? chinese_ : english_)(random);
      if (is_chinese && random.below(40) > 0) {
        out += chinese_words_[word];
        if (i == words / 2) out += "，";
      } else {
        out += english_words_[word] + (is_chinese ? "" : " ");
      }
    }
    out += is_chinese ? "。" : ". ";
  }

  Zipf english_, chinese_;
  std::vector<std::string> english_words_, chinese_words_;
};

}  // namespace pressmark::bench
