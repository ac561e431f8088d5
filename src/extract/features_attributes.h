// The attributes that the features ask for, read in one pass over an element's.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "pressmark/html.h"

namespace pressmark::extract {

// In the order in which names are read from them.
enum class Asked : std::uint8_t {
  kNothing,
  kClass,
  kId,
  kTestId,
  kComponent,
  kSectionType,
  kHook,
  kAriaLabel,
  kItemprop,
  kRole,
  kStyle,
  kHidden,
  kAriaHidden,
  kAriaModal,
  kAriaExpanded,
  kCount
};

// The values of one element.
class AskedAttributes {
 public:
  bool any() const { return there_ != 0; }
  bool has(Asked attribute) const { return ((there_ >> static_cast<unsigned>(attribute)) & 1) != 0; }
  // "" where it is not there.
  std::string_view value(Asked attribute) const {
    return has(attribute) ? values_[static_cast<std::size_t>(attribute)] : std::string_view();
  }
  void set(Asked attribute, std::string_view value) {
    values_[static_cast<std::size_t>(attribute)] = value;
    there_ |= 1U << static_cast<unsigned>(attribute);
  }
  void clear() { there_ = 0; }

 private:
  std::uint32_t there_ = 0;
  std::array<std::string_view, static_cast<std::size_t>(Asked::kCount)> values_{};  // old ones where not there
};

// Knows how a page numbers the names of attributes.
class AttributeReader {
 public:
  explicit AttributeReader(const html::Document& page);
  // Valid until the next call.
  const AskedAttributes& read(html::Node element);

 private:
  std::array<Asked, static_cast<std::size_t>(html::Name::kFirstDynamic)> known_;
  std::array<html::Name, static_cast<std::size_t>(Asked::kCount)> dynamic_{};  // kNone: not on the page, or known
  AskedAttributes found_{};
};

}  // namespace pressmark::extract
