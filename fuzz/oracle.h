// What the fuzzers share: requirements that stop the run, text made of any bytes, and views checked by their address.
#pragma once

#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace pressmark::fuzz {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// The bytes with "?" for each that is not of valid UTF-8.
inline std::string valid_utf8(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto c = utf8::next(bytes, at);
    text += c.valid ? bytes.substr(at, c.size) : std::string_view("?");
    at += c.valid ? c.size : 1;
  }
  return text;
}

// A number that hangs on all bytes, to choose by.
inline std::size_t choice_from(std::string_view bytes) {
  std::size_t sum = bytes.size();
  for (const char c : bytes) sum = sum * 31 + static_cast<unsigned char>(c);
  return sum ^ sum >> 17;
}

// A copy of a text that ends where its heap block ends, `shift` bytes (below 64) behind an address that 64 divides.
class PlacedCopy {
 public:
  PlacedCopy(std::string_view text, std::size_t shift) : size_(text.size()) {
    block_ = static_cast<char*>(
        std::aligned_alloc(kAlignment, (shift + size_ + kAlignment - 1) / kAlignment * kAlignment + kAlignment));
    begin_ = block_ + shift;
    for (std::size_t i = 0; i < size_; ++i) begin_[i] = text[i];
    room_ = (shift + size_ + kAlignment - 1) / kAlignment * kAlignment + kAlignment - shift - size_;
    ASAN_POISON_MEMORY_REGION(begin_ + size_, room_);
  }
  PlacedCopy(const PlacedCopy&) = delete;
  PlacedCopy& operator=(const PlacedCopy&) = delete;
  ~PlacedCopy() {
    ASAN_UNPOISON_MEMORY_REGION(begin_ + size_, room_);
    std::free(block_);
  }
  std::string_view view() const { return {begin_, size_}; }

 private:
  static constexpr std::size_t kAlignment = 64;
  char* block_;
  char* begin_;
  std::size_t size_;
  std::size_t room_;
};

// Looks where views point: into `input`, into the object that owns them, or into the heap; and there only into blocks
// that are freed with the owner.
class Views {
 public:
  template <class Owner>
  Views(std::string_view input, const Owner& owner)
      : input_(input), owner_(reinterpret_cast<const char*>(&owner), sizeof owner) {}

  void add(std::string_view view) {
    if (!is_known(view)) add_block(view);
  }
  // To be asked when the owner is gone.
  void require_freed() const {
    for (const std::string_view block : blocks_)
      require(__asan_address_is_poisoned(block.data()) != 0, "views are in the input or in the owner's memory");
  }

 private:
  static bool is_within(std::string_view view, std::string_view range) {
    return view.data() >= range.data() && view.data() + view.size() <= range.data() + range.size();
  }
  bool is_known(std::string_view view) const {
    if (view.empty() || is_within(view, input_) || is_within(view, owner_)) return true;
    return std::any_of(blocks_.begin(), blocks_.end(),
                       [view](std::string_view block) { return is_within(view, block); });
  }
  void add_block(std::string_view view) {
    char variable[1];
    void* begin = nullptr;
    std::size_t size = 0;
    const std::string_view kind = __asan_locate_address(const_cast<char*>(view.data()), variable, 0, &begin, &size);
    require(kind == "heap", "a view is in the input or in the owner's memory");
    blocks_.emplace_back(static_cast<const char*>(begin), size);
    require(is_within(view, blocks_.back()), "a view is inside one block");
    require(input_.empty() || !is_within(input_.substr(0, 1), blocks_.back()), "a view ends with the input");
  }

  std::string_view input_, owner_;
  std::vector<std::string_view> blocks_;
};

}  // namespace pressmark::fuzz
