// What a RowMaker knows, written as a row's numbers, in the order that the model was trained with; or the names of
// these.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
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

// In tenths.
inline constexpr std::uint16_t mean(std::uint64_t sum, std::uint64_t count) {
  if (sum <= 0xffffffff / 10 && count <= 0xffffffff) {
    return whole(static_cast<std::uint32_t>(sum) * 10 / static_cast<std::uint32_t>(count));
  }
  return whole(sum * 10 / count);
}

inline constexpr std::uint16_t around_middle(std::int64_t value) {
  return static_cast<std::uint16_t>(std::clamp<std::int64_t>(value + kMiddle, 0, 0xffff));
}

inline std::uint16_t token_value(std::int8_t value) {
  return around_middle(value == TokenTable::kNone ? 0 : value * 8);
}

// The values of a row, one after the other. Two hundred times a block, so nothing else is asked.
struct RowValues {
  std::uint16_t* next;

  void put(Topic, std::string_view, std::uint16_t value) { *next++ = value; }
  void put_marks(const MarkDistances& distances) {
    // Vectors are copied whole, with what is behind the last mark.
    using Bytes [[gnu::vector_size(16)]] = std::uint8_t;
    using Numbers [[gnu::vector_size(32)]] = std::uint16_t;
    static_assert(sizeof distances % sizeof(Bytes) == 0);
    for (std::size_t at = 0; at < distances.size(); at += sizeof(Bytes)) {
      Bytes bytes;
      std::memcpy(&bytes, distances.data() + at, sizeof bytes);
      const auto numbers = __builtin_convertvector(bytes, Numbers);
      std::memcpy(next + at, &numbers, sizeof numbers);
    }
    next += kMarkCount;
  }
  void begin_part(std::string_view) {}
};

// Their names.
struct RowNames {
  std::vector<FeatureName>& names;
  std::string prefix{};  // of the names to come

  void put(Topic topic, std::string_view name, std::uint16_t) {
    names.push_back({.name = prefix + std::string(name), .topic = topic});
  }
  void put_marks(const MarkDistances&) {
    for (const std::string_view name : mark_names()) put(Topic::kTags, name, 0);
  }
  void begin_part(std::string_view name) { prefix = std::string(name); }
};

template <class Output>
class RowWriter {
 public:
  explicit RowWriter(Output output) : output_(std::move(output)) {}

  void page(const RowMaker& maker);
  void block(const RowMaker& maker, std::uint32_t index);

 private:
  void put(Topic topic, std::string_view name, std::uint16_t value) { output_.put(topic, name, value); }
  void text(const RowMaker& maker, std::uint32_t index);
  void repetition(const RowMaker& maker, std::uint32_t index);
  void marks(const RowMaker& maker, std::uint32_t index);
  void names(const RowMaker& maker, std::uint32_t index);
  void words(const RowMaker& maker, std::uint32_t index);
  void sections(const RowMaker& maker, std::uint32_t index);
  void position(const RowMaker& maker, std::uint32_t index);
  void neighbours(const RowMaker& maker, std::uint32_t index);
  void section(const RowMaker& maker, std::string_view name, std::uint32_t element);

  Output output_;
};

extern template class RowWriter<RowValues>;
extern template class RowWriter<RowNames>;

}  // namespace pressmark::extract
