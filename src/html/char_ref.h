// Character references: &amp; &notin &#8212; &#x1F600;
// 13.2.5.77 Character reference state https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state
#pragma once

#include <cstddef>
#include <string_view>

namespace pressmark::html {

// Where a reference stands: in an attribute value &copy=1 and &copyx are left alone, so that old query strings survive.
enum class ReferenceContext : unsigned char { kText, kAttribute };

struct CharacterReference {
  std::size_t consumed = 0;  // bytes of the source from "&" on; 0: no reference, the "&" stands for itself
  char bytes[8] = {};        // what it stands for, as UTF-8
  std::size_t size = 0;
  std::string_view text() const { return {bytes, size}; }
};

// The reference at the start of `source`, which begins with "&". What follows `source` counts as neither alphanumeric
// nor
// "=", which is so at the end of a text run and of an attribute value. Reads as far as the reference goes.
CharacterReference read_character_reference(std::string_view source, ReferenceContext context);

}  // namespace pressmark::html
