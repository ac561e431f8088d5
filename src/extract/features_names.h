// What the names that authors give to elements (class, id, role ...) say, by the table of learned tokens.
#pragma once

#include <array>
#include <string_view>

#include "extract/features_text.h"
#include "extract/token_table.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// The attributes of a page that name things, as that page numbers them.
class NameReader {
 public:
  NameReader(const html::Document& page, const TokenTable& tokens, TokenListener* listener);

  // The tokens of all names of an element.
  TokenSum read(html::Node node, std::uint32_t element);

 private:
  struct Known {
    std::string_view attribute{};
    TokenSum tokens{};
  };
  TokenSum names_of(std::string_view attribute, std::uint32_t element);
  void add_whole(TokenSum& sum, TokenKind kind, std::string_view token, std::uint32_t element);
  TokenSum split(std::string_view attribute, std::uint32_t element);
  void add_pieces(TokenSum& sum, std::string_view token, std::uint32_t element);

  const TokenTable& tokens_;
  TokenListener* listener_;
  std::array<html::Name, 4> further_{};  // data-component and the like
  std::array<Known, 256> known_{};
};

}  // namespace pressmark::extract
