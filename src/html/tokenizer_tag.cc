// Start and end tags with their attributes.
#include <array>

#include "base/ascii.h"
#include "html/tokenizer.h"
#include "html/tokenizer_chars.h"
#include "simd/scan.h"

namespace pressmark::html {
namespace {

// What ends the name of a tag, and of an attribute.
constexpr std::uint8_t kEndsTagName = 1, kEndsAttributeName = 2;
constexpr auto kNameEnds = [] {
  std::array<std::uint8_t, 256> ends{};
  for (const char c : {' ', '\n', '\t', '\f', '\r', '/', '>'}) {
    ends[static_cast<unsigned char>(c)] = kEndsTagName | kEndsAttributeName;
  }
  ends[static_cast<unsigned char>('=')] = kEndsAttributeName;
  return ends;
}();

bool ends_name(char c, std::uint8_t kind) { return (kNameEnds[static_cast<unsigned char>(c)] & kind) != 0; }

}  // namespace

// 13.2.5.8 Tag name state https://html.spec.whatwg.org/multipage/parsing.html#tag-name-state
// 13.2.5.33 Attribute name state https://html.spec.whatwg.org/multipage/parsing.html#attribute-name-state
// The name that begins at `begin`; at_ moves behind it. What lies before `behind_first` can't end it. `end_kind`: which
// bytes do.
inline Name Tokenizer::read_name(const char* begin, const char* behind_first, std::uint8_t end_kind) {
  const char* const stop = simd::find_name_stop(behind_first, end_);
  const auto size = static_cast<std::size_t>(stop - begin);
  // Most names: no other byte to look at.
  if (size < kLongestWholeKey && end_ - begin >= 16 && ends_name(*stop, end_kind)) {
    at_ = stop;
    return builder_.intern(key_of_readable(begin, size), std::string_view(begin, size));
  }
  return read_odd_name({.begin = begin, .end = stop}, end_kind);
}

// A name that is long, or has upper case or NULs, or is at the end of the input; up to name.end it is as it should be.
Name Tokenizer::read_odd_name(Span name, std::uint8_t end_kind) {
  for (; name.end != end_; ++name.end) {
    const char c = *name.end;
    if (ends_name(c, end_kind)) break;
    if (ascii::is_upper(c) || c == '\0') name.is_plain = false;  // To be lower-cased, or a NUL to be replaced.
  }
  at_ = name.end;
  return intern_lowered(name);
}

// `name_begin` is behind the "<" or "</" at at_. A tag that the input breaks off within is dropped.
bool Tokenizer::read_tag(Token& token, const char* name_begin) {
  const char* const tag_begin = at_;
  token.self_closing = false;
  token.attributes.clear();
  token.name = read_name(name_begin, name_begin, kEndsTagName);
  if (token.type == Token::Type::kStartTag) ++start_tag_number_;
  state_ = TokenizerState::kData;
  if (!read_attributes(token)) {
    at_ = end_;
    return false;
  }
  token.source = source_from(tag_begin);
  if (token.type == Token::Type::kStartTag) last_start_tag_ = token.name;
  return true;
}

// 13.2.5.32 Before attribute name state to 13.2.5.40 Self-closing start tag state
// https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state
// Reads up to behind the ">"; false when there is none.
bool Tokenizer::read_attributes(Token& token) {
  for (;;) {
    skip_white_space();
    if (at_ == end_) return false;
    if (*at_ == '>') {
      ++at_;
      return true;
    }
    if (*at_ == '/') {
      ++at_;
      token.self_closing = at_ != end_ && *at_ == '>';
    } else if (!read_attribute(token)) {
      return false;
    }
  }
}

// A "=" may start a name, but not go on with one. False at the end of the input.
inline bool Tokenizer::read_attribute(Token& token) {
  const char* const name_begin = at_;
  const Name name = read_name(name_begin, at_ + (*at_ == '=' ? 1 : 0), kEndsAttributeName);
  skip_white_space();
  Span value{.begin = at_, .end = at_};
  if (at_ != end_ && *at_ == '=') {
    ++at_;
    skip_white_space();
    if (!read_value(value)) return false;
  }
  if (at_ == end_) return false;
  if (token.type == Token::Type::kStartTag) add_attribute(token, name, name_begin, value);
  return true;
}

// 13.2.5.35 Before attribute value state to 13.2.5.38 Attribute value (unquoted) state
// https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-value-state
// False at the end of the input.
inline bool Tokenizer::read_value(Span& value) {
  if (at_ == end_) return false;
  const char quote = *at_;
  const bool is_quoted = quote == '"' || quote == '\'';
  if (is_quoted) ++at_;
  value = {.begin = at_, .end = at_};
  if (quote == '"') {
    value.end = simd::find_any<'"', '&', '\r', '\0'>(at_, end_);
  } else if (quote == '\'') {
    value.end = simd::find_any<'\'', '&', '\r', '\0'>(at_, end_);
  } else {
    value.end = simd::find_any<'>', ' ', '\n', '\t', '\f', '\r', '&', '\0'>(at_, end_);
  }
  if (value.end == end_) return false;
  if (is_quoted ? *value.end != quote : (*value.end == '&' || *value.end == '\0')) {
    value.is_plain = false;
    value.end = quote == '"'    ? simd::find_any<'"'>(value.end, end_)
                : quote == '\'' ? simd::find_any<'\''>(value.end, end_)
                                : simd::find_any<'>', ' ', '\n', '\t', '\f', '\r'>(value.end, end_);
  }
  at_ = value.end;
  if (at_ == end_) return false;
  if (is_quoted) ++at_;
  return true;
}

// "If there is already an attribute on the token with the exact same name": the first one stays.
// https://html.spec.whatwg.org/multipage/parsing.html#attribute-name-state
inline void Tokenizer::add_attribute(Token& token, Name name, const char* name_begin, Span value) {
  const auto number = static_cast<std::size_t>(name);
  if (number >= attribute_seen_.size()) attribute_seen_.resize(number + 1);
  if (attribute_seen_[number] == start_tag_number_) return;
  attribute_seen_[number] = start_tag_number_;
  if (token.attributes.size() >= builder_.limits().attributes_per_element) {
    ++builder_.warnings().attributes_dropped;
    return;
  }
  AttributeRecord& attribute = token.attributes.emplace_back();
  attribute.name = static_cast<std::uint32_t>(number) & 0xfffffffu;
  attribute.value = slice(value, Rewriting::kReferencesInAttribute);
  attribute.source_begin = static_cast<std::uint32_t>(offset(name_begin));
}

Name Tokenizer::intern_lowered(Span name) {
  if (name.is_plain) return builder_.intern(std::string_view(name.begin, name.end));
  scratch_.clear();
  for (const char* at = name.begin; at != name.end; ++at) {
    if (*at == '\0') {
      scratch_ += kReplacementCharacter;
    } else {
      scratch_ += ascii::to_lower(*at);
    }
  }
  return builder_.intern(scratch_);
}

}  // namespace pressmark::html
