// What a RowMaker knows, written as a row's numbers, in the order that the model was trained with; or the names of
// these.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/features_rows.h"

namespace pressmark::extract {

inline constexpr std::uint16_t kFar = 99;
inline constexpr int kMiddle = 32768;  // of what may be negative

inline constexpr std::uint16_t whole(std::uint64_t value) {
  return static_cast<std::uint16_t>(std::min<std::uint64_t>(value, 0xffff));
}

// In thousandths.
inline constexpr std::uint16_t share(std::uint64_t part, std::uint64_t of) {
  if (of == 0) return 0;
  // A division of 64 bits takes several times as long, and a row has forty.
  constexpr std::uint64_t kSmall = 0xffffffff / 1000;
  if (part <= kSmall && of <= 0xffffffff) {
    return whole(static_cast<std::uint32_t>(part) * 1000 / static_cast<std::uint32_t>(of));
  }
  return whole(part * 1000 / of);
}

inline constexpr std::uint16_t around_middle(std::int64_t value) {
  return static_cast<std::uint16_t>(std::clamp<std::int64_t>(value + kMiddle, 0, 0xffff));
}

inline std::uint16_t token_value(std::int8_t value) {
  return around_middle(value == TokenTable::kNone ? 0 : value * 8);
}

// Takes the values of a row as they are made, or only their names.
class RowWriter {
 public:
  explicit RowWriter(std::uint16_t* row) : row_(row) {}
  explicit RowWriter(std::vector<FeatureName>* names) : names_(names) {}

  // Called two hundred times a block: names are looked at once in a program's life.
  [[gnu::always_inline]] void put(Topic topic, std::string_view name, std::uint16_t value) {
    if (row_ != nullptr) [[likely]] {
      *row_++ = value;
    } else {
      add_name(topic, name);
    }
  }

  void page(const RowMaker& maker);
  void block(const RowMaker& maker, std::uint32_t index);

 private:
  [[gnu::noinline]] void add_name(Topic topic, std::string_view name) {
    names_->push_back({.name = prefix_ + std::string(name), .topic = topic});
  }
  void text(const RowMaker& maker, std::uint32_t index);
  void repetition(const RowMaker& maker, std::uint32_t index);
  void marks(const RowMaker& maker, std::uint32_t index);
  void names(const RowMaker& maker, std::uint32_t index);
  void words(const RowMaker& maker, std::uint32_t index);
  void sections(const RowMaker& maker, std::uint32_t index);
  void position(const RowMaker& maker, std::uint32_t index);
  void neighbours(const RowMaker& maker, std::uint32_t index);
  void section(const RowMaker& maker, std::string_view name, std::uint32_t element);

  std::uint16_t* row_ = nullptr;
  std::vector<FeatureName>* names_ = nullptr;
  std::string prefix_{};  // of the names to come
};

}  // namespace pressmark::extract
