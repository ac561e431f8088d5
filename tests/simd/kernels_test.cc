// Every kernel that this machine can run, and the inline scans, against plain loops.
#include "simd/kernels.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "simd/scan.h"
#include "support/data.h"

namespace pressmark::simd {
namespace {

using pressmark::testing::ExactCopy;
using namespace std::string_view_literals;

// A set of stops as the tokenizer uses it, and find_any for it.
struct StopSet {
  std::string_view bytes;
  const char* (*find_any)(const char*, const char*);
  Stops packed;  // Meant for at most kMostStops.
};

template <char... kStops>
StopSet stop_set() {
  static constexpr char kBytes[] = {kStops...};
  if constexpr (sizeof...(kStops) <= kMostStops) {
    return {{kBytes, sizeof kBytes}, find_any<kStops...>, pack_stops<kStops...>()};
  } else {
    return {{kBytes, sizeof kBytes}, find_any<kStops...>, 0};
  }
}

const std::vector<StopSet>& stop_sets() {
  static const std::vector<StopSet> sets = {
      stop_set<'<'>(),
      stop_set<'>'>(),
      stop_set<'"'>(),
      stop_set<'\''>(),
      stop_set<'\xff'>(),
      stop_set<'<', '\0'>(),
      stop_set<'<', '\r', '\0'>(),
      stop_set<'>', '\r', '\0'>(),
      stop_set<'&', '\r', '\0'>(),
      stop_set<'<', '&', '\r', '\0'>(),
      stop_set<'<', '>', '\r', '\0'>(),
      stop_set<'"', '&', '\r', '\0'>(),
      stop_set<'\'', '&', '\r', '\0'>(),
      stop_set<'\x7f', '\x80', '\x81', '\xff'>(),
      stop_set<'>', ' ', '\n', '\t', '\f', '\r'>(),
      stop_set<'>', ' ', '\n', '\t', '\f', '\r', '&', '\0'>(),
  };
  return sets;
}

const char* plain_find(const char* begin, const char* end, std::string_view stops) {
  while (begin != end && !stops.contains(*begin)) ++begin;
  return begin;
}

// Collects what differs instead of stating each of millions of equalities.
class Comparison {
 public:
  void compare(const char* begin, const char* end, const StopSet& set) {
    const char* const expected = plain_find(begin, end, set.bytes);
    check(set.find_any(begin, end), expected, "inline", begin, end);
    if (set.bytes.size() > kMostStops) return;
    for (const Kernels* kernels : available_kernels()) {
      check(kernels->find_any(begin, end, set.packed), expected, kernels->name, begin, end);
    }
  }

 private:
  void check(const char* found, const char* expected, const char* name, const char* begin, const char* end) {
    if (found == expected || ::testing::Test::HasFailure()) return;
    ADD_FAILURE() << name << " of " << end - begin << " bytes: " << found - begin << ", not " << expected - begin;
  }
};

// Two pages of which the second must not be touched, and bytes up to the end of the first, or from its begin if the
// page before it is the forbidden one.
class GuardedPages {
 public:
  GuardedPages() : size_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    void* const pages = mmap(nullptr, 3 * size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) return;
    begin_ = static_cast<char*>(pages) + size_;
    if (mprotect(begin_, size_, PROT_READ | PROT_WRITE) != 0) begin_ = nullptr;
  }
  ~GuardedPages() {
    if (begin_ != nullptr) munmap(begin_ - size_, 3 * size_);
  }
  GuardedPages(const GuardedPages&) = delete;
  GuardedPages& operator=(const GuardedPages&) = delete;

  bool are_there() const { return begin_ != nullptr; }
  char* begin() { return begin_; }
  char* end() { return begin_ + size_; }

 private:
  std::size_t size_;
  char* begin_ = nullptr;
};

TEST(Kernels, the_chosen_one_is_the_last_available_one) {
  const std::string text(200, 'x');
  EXPECT_EQ(kernels().find_any(text.data(), text.data() + text.size(), pack_stops<'<'>()), text.data() + text.size());
  EXPECT_EQ(&kernels(), available_kernels().back());
  EXPECT_STREQ(available_kernels().front()->name, "scalar");
  std::vector<std::string_view> names;
  for (const Kernels* kernels : available_kernels()) names.emplace_back(kernels->name);
  std::ranges::sort(names);
  EXPECT_TRUE(std::ranges::adjacent_find(names) == names.end());
#if defined(__x86_64__)
  EXPECT_TRUE((std::ranges::count(names, "sse2"sv) == 1));
  EXPECT_EQ((std::ranges::count(names, "avx2"sv) == 1), __builtin_cpu_supports("avx2") != 0);
#elif defined(__aarch64__)
  EXPECT_STREQ(kernels().name, "neon");
#endif
}

TEST(Kernels, stops_are_packed_with_the_last_one_repeated) {
  constexpr Stops kOne = pack_stops<'\xff'>(), kTwo = pack_stops<'a', '\0'>(), kFour = pack_stops<'1', '2', '3', '4'>();
  EXPECT_EQ(kOne, 0xffffffffu);
  EXPECT_EQ(kTwo, 0x61000000u);
  EXPECT_EQ(kFour, 0x31323334u);
}

TEST(Kernels, find_the_first_of_two_stops_at_every_length_and_alignment) {
  alignas(64) static char buffer[64 + 200 + 64];
  Comparison comparison;
  for (const StopSet& set : stop_sets()) {
    std::memset(buffer, set.bytes[0], sizeof buffer);  // Outside of the range everything is a stop.
    for (std::size_t alignment = 0; alignment < 64; ++alignment) {
      for (std::size_t size = 0; size <= 200; ++size) {
        char* const begin = buffer + alignment;
        std::memset(begin, 'x', size);
        comparison.compare(begin, begin + size, set);
        if (size != 0) {
          begin[size - 1] = set.bytes[size % set.bytes.size()];
          comparison.compare(begin, begin + size, set);
          begin[alignment * 3 % size] = set.bytes[(size + 1) % set.bytes.size()];
          comparison.compare(begin, begin + size, set);
        }
        std::memset(begin, set.bytes[0], size);
      }
    }
  }
}

TEST(Kernels, find_a_stop_at_every_place) {
  Comparison comparison;
  for (const StopSet& set : stop_sets()) {
    for (std::size_t size = 1; size <= 200; ++size) {
      std::string text(size, 'x');
      for (std::size_t at = 0; at < size; ++at) {
        text[at] = set.bytes[(at + size) % set.bytes.size()];
        comparison.compare(text.data(), text.data() + size, set);
        text[at] = 'x';
      }
    }
  }
}

// Where find_any goes over to a kernel.
TEST(Kernels, find_a_stop_at_every_place_of_long_text) {
  Comparison comparison;
  for (const StopSet& set : stop_sets()) {
    for (std::size_t size : {255u, 256u, 257u, 271u, 272u, 273u, 320u, 450u}) {
      std::string text(size, 'x');
      comparison.compare(text.data(), text.data() + size, set);
      for (std::size_t at = 0; at < size; ++at) {
        text[at] = set.bytes[at % set.bytes.size()];
        comparison.compare(text.data(), text.data() + size, set);
        text[at] = 'x';
      }
    }
  }
}

TEST(Kernels, tell_every_byte_from_every_other) {
  Comparison comparison;
  for (const StopSet& set : stop_sets()) {
    for (int value = 0; value < 256; ++value) {
      for (std::size_t at : {0u, 5u, 31u, 32u, 63u, 64u, 100u, 127u, 128u, 255u, 256u, 300u}) {
        std::string text(301, 'x');
        text[at] = static_cast<char>(value);
        comparison.compare(text.data(), text.data() + text.size(), set);
      }
    }
  }
}

TEST(Kernels, read_nothing_behind_or_before_their_bytes) {
  GuardedPages pages;
  ASSERT_TRUE(pages.are_there());
  Comparison comparison;
  std::memset(pages.begin(), 'x', static_cast<std::size_t>(pages.end() - pages.begin()));
  for (std::size_t size = 0; size <= 400; ++size) {
    for (const StopSet& set : stop_sets()) {
      comparison.compare(pages.end() - size, pages.end(), set);
      comparison.compare(pages.begin(), pages.begin() + size, set);
    }
    find_not_white_space(pages.end() - size, pages.end());
    find_name_stop(pages.end() - size, pages.end());
    for (const Kernels* kernels : available_kernels()) {
      kernels->skip_utf8(pages.end() - size, pages.end());
      kernels->skip_utf8(pages.begin(), pages.begin() + size);
    }
  }
  std::memset(pages.begin(), '\xC3', static_cast<std::size_t>(pages.end() - pages.begin()));
  for (std::size_t size = 0; size <= 400; ++size) {
    for (const Kernels* kernels : available_kernels()) {
      EXPECT_EQ(kernels->skip_utf8(pages.end() - size, pages.end()), pages.end() - size) << kernels->name;
      EXPECT_EQ(kernels->skip_utf8(pages.begin(), pages.begin() + size), pages.begin()) << kernels->name;
    }
  }
}

TEST(Kernels, hold_on_random_bytes_in_buffers_of_their_size) {
  std::mt19937 random(23);
  Comparison comparison;
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 500, 'x');
    for (char& c : text) {
      if (random() % 128 == 0) c = static_cast<char>(random());
    }
    const ExactCopy copy(text);
    const std::string_view view = copy.view();
    for (const StopSet& set : stop_sets()) comparison.compare(view.data(), view.data() + view.size(), set);
  }
}

// All of it, but for what is too short for a group.
TEST(Kernels, skip_nearly_all_of_valid_utf8) {
  for (std::string_view character : {"x"sv, "é"sv, "中"sv, "😀"sv}) {
    std::string text;
    while (text.size() < 1000) text += character;
    for (const Kernels* kernels : available_kernels()) {
      const bool only_ascii = kernels->name == "scalar"sv || kernels->name == "sse2"sv;
      const char* const stop = kernels->skip_utf8(text.data(), text.data() + text.size());
      if (only_ascii && character != "x") {
        EXPECT_EQ(stop, text.data()) << kernels->name;
      } else {
        EXPECT_GT(stop - text.data(), static_cast<std::ptrdiff_t>(text.size()) - 64 - 4) << kernels->name;
      }
    }
  }
}

}  // namespace
}  // namespace pressmark::simd
