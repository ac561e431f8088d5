#include "extract/features_names.h"

#include <algorithm>
#include <cstring>

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

// The end of the word that begins at token[begin], a letter: "post" of "postBody", "HTML" of "HTMLText".
std::size_t piece_end(std::string_view token, std::size_t begin) {
  std::size_t end = begin + 1;
  if (ascii::is_lower(token[begin]) || (end < token.size() && ascii::is_lower(token[end]))) {
    while (end < token.size() && ascii::is_lower(token[end])) ++end;
    return end;
  }
  while (end < token.size() && ascii::is_upper(token[end])) ++end;
  return end < token.size() && ascii::is_lower(token[end]) ? end - 1 : end;
}

}  // namespace

void NameReader::add_whole(TokenSum& sum, TokenKind kind, std::string_view token, std::uint32_t element) {
  const std::uint32_t key = token_key(kind, hash_of(token));
  sum.add(tokens_.find(key));
  if (listener_ != nullptr) listener_->on_name(element, key);
}

void NameReader::add_pieces(TokenSum& sum, std::string_view token, std::uint32_t element) {
  for (std::size_t at = 0; at < token.size();) {
    if (!ascii::is_alpha(token[at])) {
      ++at;
      continue;
    }
    const std::size_t end = piece_end(token, at);
    if (end - at > 2) add_whole(sum, TokenKind::kPiece, token.substr(at, end - at), element);
    at = end;
  }
}

TokenSum NameReader::split(std::string_view attribute, std::uint32_t element) {
  TokenSum sum;
  for (std::size_t at = 0; at < attribute.size();) {
    std::size_t end = at;
    while (end < attribute.size() && !ascii::is_whitespace(attribute[end])) ++end;
    const std::string_view token = attribute.substr(at, end - at);
    if (!token.empty() && token.size() < kLongestToken) add_whole(sum, TokenKind::kName, token, element);
    add_pieces(sum, token, element);
    at = end + 1;
  }
  return sum;
}

// Pages say the same names over and over: the last ones are remembered.
NameReader::Known NameReader::names_of(std::string_view value, std::uint32_t element) {
  if (value.empty()) return {.hash = kHashOfNone};
  if (listener_ != nullptr) return {.value = value, .tokens = split(value, element), .hash = base::hash(value)};
  std::uint64_t first = 0, last = 0;
  const std::size_t size = value.size(), part = std::min<std::size_t>(size, 8);
  std::memcpy(&first, value.data(), part);
  std::memcpy(&last, value.data() + size - part, part);
  const std::uint64_t mix = (first * 0x9e3779b97f4a7c15 ^ (last + size)) * 0xd6e8feb86659fd93;
  Known& known = known_[mix >> 55];
  static_assert(std::tuple_size_v<decltype(known_)> == 1 << (64 - 55));
  if (known.value != value) {
    known = {.value = value, .tokens = split(value, element), .hash = base::hash(value)};
  }
  return known;
}

Names NameReader::read(Node node, const AskedAttributes& attributes, std::uint32_t element) {
  Names names{.class_hash = kHashOfNone};
  TokenSum& sum = names.tokens;
  if (node.name() >= Name::kFirstDynamic) {
    const std::string_view name = node.local_name();
    if (name.contains('-') && name.size() < kLongestToken) add_whole(sum, TokenKind::kElement, name, element);
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
    if (!value.empty() && value.size() < kLongestLabel) add_whole(sum, kind, value, element);
  };
  add_short(Asked::kAriaLabel, TokenKind::kLabel);
  add_short(Asked::kItemprop, TokenKind::kItemprop);
  add_short(Asked::kRole, TokenKind::kRole);
  return names;
}

}  // namespace pressmark::extract
