// 13.2.5.53 DOCTYPE state to 13.2.5.68 Bogus DOCTYPE state
// https://html.spec.whatwg.org/multipage/parsing.html#doctype-state
#include "base/ascii.h"
#include "html/tokenizer.h"
#include "html/tokenizer_chars.h"
#include "simd/scan.h"

namespace pressmark::html {

bool Tokenizer::read_doctype(Token& token) {
  const char* const doctype_begin = at_;
  token.type = Token::Type::kDoctype;
  token.name = Name::kNone;
  token.force_quirks = token.has_name = token.has_public_id = token.has_system_id = false;
  token.public_id.clear();
  token.system_id.clear();
  at_ += std::string_view("<!doctype").size();
  read_doctype_parts(token);
  // The bogus DOCTYPE state: what is left is passed over.
  at_ = simd::find_any<'>'>(at_, end_);
  if (at_ != end_) ++at_;
  token.source = source_from(doctype_begin);
  return true;
}

// Reads as far as the DOCTYPE makes sense. What is missing, at the end of the input too, forces quirks; what is too
// much behind the identifiers does not.
void Tokenizer::read_doctype_parts(Token& token) {
  token.force_quirks = true;
  skip_white_space();
  if (at_ == end_ || *at_ == '>') return;
  Span name{.begin = at_, .end = at_, .is_plain = false};
  while (at_ != end_ && *at_ != '>' && !ascii::is_whitespace(*at_)) ++at_;
  name.end = at_;
  token.name = intern_lowered(name);
  token.has_name = true;
  skip_white_space();
  if (at_ == end_) return;
  if (*at_ != '>') {
    const std::string_view rest(at_, end_);
    const bool is_public = ascii::starts_with_ignoring_case(rest, "public");
    if (!is_public && !ascii::starts_with_ignoring_case(rest, "system")) return;
    at_ += 6;
    if (is_public) {
      if (!read_doctype_id(token.has_public_id, token.public_id)) return;
      skip_white_space();
      if (at_ == end_) return;
    }
    const bool may_end_here = is_public && *at_ == '>';
    if (!may_end_here && !read_doctype_id(token.has_system_id, token.system_id)) return;
    skip_white_space();
    if (at_ == end_) return;
  }
  token.force_quirks = false;
}

// A quoted identifier behind white space; false when there is none, or it is cut off by a ">" or the end of the input.
bool Tokenizer::read_doctype_id(bool& is_present, std::string& id) {
  skip_white_space();
  if (at_ == end_ || (*at_ != '"' && *at_ != '\'')) return false;
  const char quote = *at_++;
  is_present = true;
  const char* from = at_;
  at_ = quote == '"' ? simd::find_any<'"', '>'>(at_, end_) : simd::find_any<'\'', '>'>(at_, end_);
  for (;; ++from) {
    const char* const stop = simd::find_any<'\0', '\r'>(from, at_);
    id.append(from, stop);
    from = stop;
    if (from == at_) break;
    if (*from == '\0') {
      id += kReplacementCharacter;
    } else if (from + 1 == end_ || from[1] != '\n') {
      id += '\n';
    }
  }
  if (at_ == end_ || *at_ != quote) return false;
  ++at_;
  return true;
}

}  // namespace pressmark::html
