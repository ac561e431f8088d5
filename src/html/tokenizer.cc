#include "html/tokenizer.h"

#include <algorithm>

#include "base/ascii.h"
#include "html/char_ref.h"
#include "html/tokenizer_chars.h"
#include "simd/scan.h"

namespace pressmark::html {

void Tokenizer::start() {
  begin_ = at_ = builder_.input().data();
  end_ = begin_ + builder_.input().size();
  state_ = TokenizerState::kData;
  cdata_allowed_ = false;
  last_start_tag_ = Name::kNone;
  // The numbers go on from page to page, so that nothing has to be forgotten until they run out: a page has fewer than
  // half of them.
  attribute_seen_.resize(std::max<std::size_t>(attribute_seen_.size(), static_cast<std::size_t>(Name::kFirstDynamic)));
  if (start_tag_number_ < 0x80000000u) return;
  std::ranges::fill(attribute_seen_, 0);
  start_tag_number_ = 0;
}

void Tokenizer::next(Token& token) {
  while (at_ != end_) {
    if (read_token(token)) return;
  }
  token.type = Token::Type::kEndOfFile;
  token.source = source_from(end_);
}

bool Tokenizer::read_token(Token& token) {
  switch (state_) {
    case TokenizerState::kData: return read_data(token);
    case TokenizerState::kCdataSection: return read_cdata(token);
    case TokenizerState::kRcdata:
    case TokenizerState::kRawtext:
    case TokenizerState::kScriptData:
    case TokenizerState::kPlaintext: break;
  }
  return read_raw(token);
}

// 13.2.5.1 Data state https://html.spec.whatwg.org/multipage/parsing.html#data-state
bool Tokenizer::read_data(Token& token) {
  if (*at_ == '<' && opens_markup(at_)) return read_markup(token);
  if (*at_ == '\0') {
    read_nulls(token);
    return true;
  }
  const Span text = find_data_end();
  at_ = text.end;
  give_characters(token, text, Rewriting::kReferencesInText);
  return true;
}

// A run of U+0000, which the data state and a CDATA section emit as they are.
void Tokenizer::read_nulls(Token& token) {
  const char* const begin = at_;
  while (at_ != end_ && *at_ == '\0') ++at_;
  token.type = Token::Type::kNull;
  token.text = {};
  token.only_white_space = false;
  token.null_count = static_cast<std::uint32_t>(at_ - begin);
  token.source = source_from(begin);
}

// 13.2.5.6 Tag open state https://html.spec.whatwg.org/multipage/parsing.html#tag-open-state
// Whether a "<" is more than a character: a letter, "/", "!" or "?" follows it. "</" at the very end is text.
bool Tokenizer::opens_markup(const char* less_than) const {
  if (end_ - less_than < 2) return false;
  const char next = less_than[1];
  if (next == '/') return end_ - less_than > 2;
  return ascii::is_alpha(next) || next == '!' || next == '?';
}

// 13.2.5.6 Tag open state, 13.2.5.7 End tag open state
// https://html.spec.whatwg.org/multipage/parsing.html#end-tag-open-state
bool Tokenizer::read_markup(Token& token) {
  switch (at_[1]) {
    case '!': return read_declaration(token);
    case '?': return read_processing_instruction(token);
    case '/':
      if (ascii::is_alpha(at_[2])) {
        token.type = Token::Type::kEndTag;
        return read_tag(token, at_ + 2);
      }
      if (at_[2] == '>') {  // "</>" is nothing at all.
        at_ += 3;
        return false;
      }
      return read_bogus_comment(token, at_ + 2);
    default: token.type = Token::Type::kStartTag; return read_tag(token, at_ + 1);
  }
}

Tokenizer::Span Tokenizer::find_data_end() const {
  Span text{.begin = at_, .end = at_};
  for (const char* from = at_;; from = text.end + 1) {
    text.end = text.is_plain ? simd::find_any<'<', '\0', '&', '\r'>(from, end_) : simd::find_any<'<', '\0'>(from, end_);
    if (text.end == end_ || *text.end == '\0') return text;
    if (*text.end != '<') {
      text.is_plain = false;
    } else if (opens_markup(text.end)) {
      return text;
    }
  }
}

// `text` is not empty.
void Tokenizer::give_characters(Token& token, Span text, Rewriting rewriting) {
  token.type = Token::Type::kCharacters;
  token.text = slice(text, rewriting);
  token.source = {static_cast<std::uint32_t>(offset(text.begin)), static_cast<std::uint32_t>(offset(text.end))};
  token.only_white_space = false;
  if (!ascii::is_whitespace(*text.begin) && *text.begin != '&') return;
  if (text.is_plain) {  // Scanned to the end of the input, in whole blocks; what ends a text is not white space.
    token.only_white_space = simd::find_not_white_space(text.begin, end_) >= text.end;
    return;
  }
  const std::string_view view = builder_.view(token.text);
  const char* const end = view.data() + view.size();
  token.only_white_space = simd::find_not_white_space(view.data(), end) == end;
}

Slice Tokenizer::rewrite(Span text, Rewriting rewriting) {
  builder_.begin_owned();
  for (const char* at = text.begin; at != text.end;) {
    const char* const stop = simd::find_any<'&', '\r', '\0'>(at, text.end);
    builder_.append_owned(std::string_view(at, stop));
    at = stop == text.end ? stop : rewrite_one(stop, text.end, rewriting);
  }
  return builder_.end_owned();
}

// Appends what the "&", CR or NUL at `at` stands for; returns where to go on.
const char* Tokenizer::rewrite_one(const char* at, const char* end, Rewriting rewriting) {
  if (*at == '\r') {
    if (at + 1 == end || at[1] != '\n') builder_.append_owned("\n");
    return at + 1;
  }
  if (*at == '\0') {
    builder_.append_owned(rewriting == Rewriting::kKeepNulls ? std::string_view(at, 1) : kReplacementCharacter);
    return at + 1;
  }
  CharacterReference reference;
  if (rewriting == Rewriting::kReferencesInText) {
    reference = read_character_reference(std::string_view(at, end), ReferenceContext::kText);
  } else if (rewriting == Rewriting::kReferencesInAttribute) {
    reference = read_character_reference(std::string_view(at, end), ReferenceContext::kAttribute);
  }
  if (reference.consumed == 0) {
    builder_.append_owned("&");
    return at + 1;
  }
  builder_.append_owned(reference.text());
  return at + reference.consumed;
}

}  // namespace pressmark::html
