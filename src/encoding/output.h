// What a decoder reads from and writes to.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "encoding/utf8.h"

namespace pressmark::encoding {

// UTF-8 text, and how many U+FFFD stand in it for bytes that could not be read.
class Output {
 public:
  explicit Output(std::size_t input_size) : text_(input_size + input_size / 2 + 16, '\0') {}

  // A scalar value.
  void put(char32_t code_point) {
    make_room(4);
    used_ += utf8::write(code_point, text_.data() + used_);
  }

  // Bytes that are UTF-8 already.
  void copy(Bytes utf8) {
    if (utf8.empty()) return;
    make_room(utf8.size());
    std::memcpy(text_.data() + used_, utf8.data(), utf8.size());
    used_ += utf8.size();
  }

  // U+FFFD for an error.
  void replace() {
    put(kReplacementCharacter);
    ++replaced_;
  }

  // U+FFFD for a character that the end of the input cuts off.
  void replace_at_end() {
    replace();
    is_cut_off_ = true;
  }

  std::size_t replaced() const { return replaced_; }
  // Without the character that the end of the input cuts off: a download that stopped early says nothing of the
  // encoding.
  std::size_t errors() const { return replaced_ - (is_cut_off_ ? 1 : 0); }

  std::string take() && {
    text_.resize(used_);
    return std::move(text_);
  }

 private:
  void make_room(std::size_t count) {
    if (text_.size() - used_ < count) text_.resize(text_.size() * 2 + count);
  }

  std::string text_;  // Its first used_ bytes are the text.
  std::size_t used_ = 0;
  std::size_t replaced_ = 0;
  bool is_cut_off_ = false;
};

}  // namespace pressmark::encoding
