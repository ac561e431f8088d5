#include "extract/features_names.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kLongestToken = 40;
constexpr std::size_t kLongestLabel = 60;
constexpr std::uint64_t kHashOfNone = base::hash("");

std::uint32_t hash_of(std::string_view token) {
  TokenHash hash;
  for (const char c : token) hash.add(c);
  return hash.value();
}

enum class Kind : std::uint8_t { kOther, kLower, kUpper, kSpace };

consteval std::array<Kind, 256> kind_table() {
  std::array<Kind, 256> table{};
  for (std::size_t c = 0; c < 128; ++c) {
    const char byte = static_cast<char>(c);
    table[c] = ascii::is_lower(byte)        ? Kind::kLower
               : ascii::is_upper(byte)      ? Kind::kUpper
               : ascii::is_whitespace(byte) ? Kind::kSpace
                                            : Kind::kOther;
  }
  return table;
}

constexpr std::array<Kind, 256> kKinds = kind_table();

Kind kind_at(std::string_view text, std::size_t at) {
  return at < text.size() ? kKinds[static_cast<unsigned char>(text[at])] : Kind::kSpace;
}

// The end of the word that begins at token[begin], a letter: "post" of "postBody", "HTML" of "HTMLText".
std::size_t piece_end(std::string_view token, std::size_t begin) {
  std::size_t end = begin + 1;
  if (kind_at(token, begin) == Kind::kLower || kind_at(token, end) == Kind::kLower) {
    while (kind_at(token, end) == Kind::kLower) ++end;
    return end;
  }
  while (kind_at(token, end) == Kind::kUpper) ++end;
  return kind_at(token, end) == Kind::kLower ? end - 1 : end;
}

}  // namespace

void NameReader::add(TokenSum& sum, TokenKind kind, std::uint32_t hash, std::uint32_t element) {
  const std::uint32_t key = token_key(kind, hash);
  sum.add(tokens_.find(key));
  if (listener_ != nullptr) listener_->on_name(element, key);
}

void NameReader::add_pieces(TokenSum& sum, std::string_view token, std::uint32_t element) {
  for (std::size_t at = 0; at < token.size();) {
    if (kind_at(token, at) == Kind::kOther) {
      ++at;
      continue;
    }
    const std::size_t end = piece_end(token, at);
    if (end - at > 2) add(sum, TokenKind::kPiece, TokenHash::of_letters(token.substr(at, end - at)), element);
    at = end;
  }
}

TokenSum NameReader::split(std::string_view value, std::uint32_t element) {
  TokenSum sum;
  for (std::size_t at = 0; at < value.size();) {
    TokenHash hash;
    std::size_t end = at;
    for (; kind_at(value, end) != Kind::kSpace; ++end) hash.add(value[end]);
    const std::string_view token = value.substr(at, end - at);
    if (!token.empty() && token.size() < kLongestToken) add(sum, TokenKind::kName, hash.value(), element);
    add_pieces(sum, token, element);
    at = end + 1;
  }
  return sum;
}

NameReader::Known NameReader::names_of(std::string_view value, std::uint32_t element) {
  if (value.empty()) return {.hash = kHashOfNone};
  const auto make = [&](std::string_view names) {
    return Known{.tokens = split(names, element), .hash = base::hash(names)};
  };
  // Who listens hears of every element's names.
  return listener_ != nullptr ? make(value) : known_.of(value, make);
}

Names NameReader::read(Node node, const AskedAttributes& attributes, std::uint32_t element) {
  Names names{.class_hash = kHashOfNone};
  TokenSum& sum = names.tokens;
  if (node.name() >= Name::kFirstDynamic) {
    const std::string_view name = node.local_name();
    if (name.contains('-') && name.size() < kLongestToken) add(sum, TokenKind::kElement, hash_of(name), element);
  }
  if (!attributes.any()) return names;
  if (attributes.has(Asked::kClass)) {
    const Known known = names_of(attributes.value(Asked::kClass), element);
    sum.add(known.tokens);
    names.class_hash = known.hash;
  }
  // Ids are each another, so nothing is remembered of them.
  sum.add(split(attributes.value(Asked::kId), element));
  for (const Asked further : {Asked::kTestId, Asked::kComponent, Asked::kSectionType, Asked::kHook}) {
    if (attributes.has(further)) sum.add(names_of(attributes.value(further), element).tokens);
  }
  const auto add_short = [&](Asked attribute, TokenKind kind) {
    const std::string_view value = attributes.value(attribute);
    if (!value.empty() && value.size() < kLongestLabel) add(sum, kind, hash_of(value), element);
  };
  add_short(Asked::kAriaLabel, TokenKind::kLabel);
  add_short(Asked::kItemprop, TokenKind::kItemprop);
  add_short(Asked::kRole, TokenKind::kRole);
  return names;
}

}  // namespace pressmark::extract
