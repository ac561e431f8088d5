#include "extract/features_names.h"

#include "base/ascii.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kLongestToken = 40;
constexpr std::size_t kLongestLabel = 60;

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

NameReader::NameReader(const html::Document& page, const TokenTable& tokens, TokenListener* listener)
    : tokens_(tokens), listener_(listener) {
  further_ = {page.find_name("data-testid"), page.find_name("data-component"), page.find_name("data-section-type"),
              page.find_name("data-hook")};
}

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
TokenSum NameReader::names_of(std::string_view attribute, std::uint32_t element) {
  if (attribute.empty()) return {};
  if (listener_ != nullptr) return split(attribute, element);
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(attribute[at]); };
  const std::size_t size = attribute.size();
  const std::size_t mix =
      size * 131 + byte(0) * 31U + byte(size / 2) * 7U + byte(size * 3 / 4) * 17U + byte(size - 1) * 3U;
  Known& known = known_[mix % known_.size()];
  if (known.attribute != attribute) known = {.attribute = attribute, .tokens = split(attribute, element)};
  return known.tokens;
}

TokenSum NameReader::read(Node node, std::uint32_t element) {
  TokenSum sum;
  if (node.name() >= Name::kFirstDynamic) {
    const std::string_view name = node.local_name();
    if (name.contains('-') && name.size() < kLongestToken) add_whole(sum, TokenKind::kElement, name, element);
  }
  if (const auto names = node.attribute(Name::kClass)) sum.add(names_of(*names, element));
  if (const auto id = node.attribute(Name::kId)) sum.add(names_of(*id, element));
  for (const Name name : further_) {
    if (name == Name::kNone) continue;
    if (const auto value = node.attribute(name)) sum.add(names_of(*value, element));
  }
  const auto add_short = [&](Name name, TokenKind kind) {
    const auto value = node.attribute(name);
    if (value && !value->empty() && value->size() < kLongestLabel) add_whole(sum, kind, *value, element);
  };
  add_short(Name::kAriaLabel, TokenKind::kLabel);
  add_short(Name::kItemprop, TokenKind::kItemprop);
  add_short(Name::kRole, TokenKind::kRole);
  return sum;
}

}  // namespace pressmark::extract
