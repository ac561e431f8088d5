// What the names that authors give to elements (class, id, role ...) say, by the table of learned tokens.
#pragma once

#include <string_view>

#include "extract/features_attributes.h"
#include "extract/features_text.h"
#include "extract/remembered.h"
#include "extract/token_table.h"
#include "pressmark/html.h"

namespace pressmark::extract {

struct Names {
  TokenSum tokens{};             // of all names of an element
  std::uint64_t class_hash = 0;  // base::hash of its class attribute, or of ""
};

class NameReader {
 public:
  NameReader(const TokenTable& tokens, TokenListener* listener) : tokens_(tokens), listener_(listener) {}

  Names read(html::Node node, const AskedAttributes& attributes, std::uint32_t element);

 private:
  // Of an attribute's value.
  struct Known {
    TokenSum tokens{};
    std::uint64_t hash = 0;
  };
  Known names_of(std::string_view value, std::uint32_t element);
  void add(TokenSum& sum, TokenKind kind, std::uint32_t hash, std::uint32_t element);
  TokenSum split(std::string_view attribute, std::uint32_t element);
  void add_pieces(TokenSum& sum, std::string_view token, std::uint32_t element);

  const TokenTable& tokens_;
  TokenListener* listener_;
  Remembered<Known> known_{};
};

}  // namespace pressmark::extract
