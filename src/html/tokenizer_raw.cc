// Text in which only an end tag counts: RCDATA, RAWTEXT, script data, PLAINTEXT; and CDATA sections.
#include "base/ascii.h"
#include "html/tokenizer.h"
#include "simd/scan.h"

namespace pressmark::html {

bool Tokenizer::read_raw(Token& token) {
  const Span text = find_raw_end();
  if (text.end == text.begin) {  // At the end tag.
    token.type = Token::Type::kEndTag;
    return read_tag(token, at_ + 2);
  }
  at_ = text.end;
  const bool has_references = state_ == TokenizerState::kRcdata;
  give_characters(token, text, has_references ? Rewriting::kReferencesInText : Rewriting::kReplaceNulls);
  return true;
}

// "An appropriate end tag token is an end tag token whose tag name matches the tag name of the last start tag", and
// behind it stands what ends a tag name; an end tag that the input breaks off within is dropped, not text.
// https://html.spec.whatwg.org/multipage/parsing.html#appropriate-end-tag-token
bool Tokenizer::is_appropriate_end_tag(const char* less_than) const {
  const std::string_view rest(less_than, end_);
  const std::string_view name = builder_.name_text(last_start_tag_);
  if (name.empty() || rest.size() < name.size() + 3 || rest[1] != '/') return false;
  if (!ascii::starts_with_ignoring_case(rest.substr(2), name)) return false;
  const char behind = rest[name.size() + 2];
  return ascii::is_whitespace(behind) || behind == '/' || behind == '>';
}

Tokenizer::Span Tokenizer::find_raw_end() const {
  if (state_ == TokenizerState::kScriptData) return find_script_end();
  if (state_ == TokenizerState::kRcdata) return find_rcdata_end();
  Span text{.begin = at_, .end = at_};
  const bool has_end_tag = state_ == TokenizerState::kRawtext;
  for (const char* from = at_;; from = text.end + 1) {
    text.end = text.is_plain ? simd::find_any<'<', '\r', '\0'>(from, end_) : simd::find_any<'<'>(from, end_);
    if (text.end == end_) return text;
    if (*text.end != '<') {
      text.is_plain = false;
    } else if (has_end_tag && is_appropriate_end_tag(text.end)) {
      return text;
    }
  }
}

// 13.2.5.2 RCDATA state https://html.spec.whatwg.org/multipage/parsing.html#rcdata-state
Tokenizer::Span Tokenizer::find_rcdata_end() const {
  Span text{.begin = at_, .end = at_};
  for (const char* from = at_;; from = text.end + 1) {
    text.end = text.is_plain ? simd::find_any<'<', '&', '\r', '\0'>(from, end_) : simd::find_any<'<'>(from, end_);
    if (text.end == end_) return text;
    if (*text.end != '<') {
      text.is_plain = false;
    } else if (is_appropriate_end_tag(text.end)) {
      return text;
    }
  }
}

namespace {

// Whether `rest` goes on with `word` and what ends a tag name.
bool has_tag_word(std::string_view rest, std::string_view word) {
  if (rest.size() <= word.size() || !ascii::starts_with_ignoring_case(rest, word)) return false;
  const char behind = rest[word.size()];
  return ascii::is_whitespace(behind) || behind == '/' || behind == '>';
}

}  // namespace

// 13.2.5.4 Script data state, and the escaped states
// https://html.spec.whatwg.org/multipage/parsing.html#script-data-state
// "<!--" escapes: there "<script" escapes doubly, up to "</script", and only outside of that an end tag counts. "-->"
// ends either; its dashes may be those of the "<!--".
Tokenizer::Span Tokenizer::find_script_end() const {
  enum class Mode : std::uint8_t { kPlain, kEscaped, kDoubleEscaped };
  Mode mode = Mode::kPlain;
  const char* dashes_begin = at_;
  Span text{.begin = at_, .end = at_};
  for (const char* at = at_;;) {
    at = mode == Mode::kPlain ? simd::find_any<'<', '\r', '\0'>(at, end_)
                              : simd::find_any<'<', '>', '\r', '\0'>(at, end_);
    text.end = at;
    if (at == end_) return text;
    const std::string_view behind(at + 1, end_);
    if (*at == '>') {
      if (at - dashes_begin >= 2 && at[-1] == '-' && at[-2] == '-') mode = Mode::kPlain;
    } else if (*at != '<') {
      text.is_plain = false;
    } else if (mode != Mode::kDoubleEscaped && is_appropriate_end_tag(at)) {
      return text;
    } else if (mode == Mode::kPlain && behind.starts_with("!--")) {
      mode = Mode::kEscaped;
      dashes_begin = at + 2;
      at += 3;
    } else if (mode == Mode::kEscaped && has_tag_word(behind, "script")) {
      mode = Mode::kDoubleEscaped;
    } else if (mode == Mode::kDoubleEscaped && has_tag_word(behind, "/script")) {
      mode = Mode::kEscaped;
    }
    ++at;
  }
}

// 13.2.5.69 CDATA section state https://html.spec.whatwg.org/multipage/parsing.html#cdata-section-state
bool Tokenizer::read_cdata(Token& token) {
  if (*at_ == '\0') {
    read_nulls(token);
    return true;
  }
  Span text{.begin = at_, .end = at_};
  for (const char* from = at_;; from = text.end + 1) {
    text.end = simd::find_any<'>', '\r', '\0'>(from, end_);
    if (text.end == end_ || *text.end == '\0') break;
    if (*text.end == '\r') {
      text.is_plain = false;
    } else if (text.end - text.begin >= 2 && text.end[-1] == ']' && text.end[-2] == ']') {
      state_ = TokenizerState::kData;
      break;
    }
  }
  at_ = text.end;
  if (state_ == TokenizerState::kData) {
    ++at_;
    text.end -= 2;
  }
  if (text.end == text.begin) return false;
  give_characters(token, text, Rewriting::kReplaceNulls);
  return true;
}

}  // namespace pressmark::html
