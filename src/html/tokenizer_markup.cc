// Comments, bogus comments and processing instructions.
#include "base/ascii.h"
#include "html/tokenizer.h"
#include "simd/scan.h"

namespace pressmark::html {

// 13.2.5.42 Markup declaration open state
// https://html.spec.whatwg.org/multipage/parsing.html#markup-declaration-open-state
bool Tokenizer::read_declaration(Token& token) {
  const std::string_view rest(at_ + 2, end_);
  if (rest.starts_with("--")) return read_comment(token);
  if (ascii::starts_with_ignoring_case(rest, "doctype")) return read_doctype(token);
  if (cdata_allowed_ && rest.starts_with("[CDATA[")) {
    at_ += std::string_view("<![CDATA[").size();
    state_ = TokenizerState::kCdataSection;
    return false;
  }
  return read_bogus_comment(token, at_ + 2);
}

// The next ">", or the end of the input.
Tokenizer::Span Tokenizer::find_closing(const char* from) const {
  Span text{.begin = from, .end = simd::find_any<'>', '\r', '\0'>(from, end_)};
  if (text.end == end_ || *text.end == '>') return text;
  text.is_plain = false;
  text.end = simd::find_any<'>'>(text.end, end_);
  return text;
}

namespace {

// Whether the ">" at the end of `text` closes the comment: "-->" and "--!>", and at the start ">" and "->". Nothing
// else that the comment states tell apart makes a difference to the data.
bool closes_comment(std::string_view text) {
  return text.empty() || text == "-" || text.ends_with("--") || text.ends_with("--!");
}

// What of the comment's source is its end, not its data; at the end of the input it may be there in part.
std::size_t comment_end_size(std::string_view text) {
  if (text.ends_with("--!")) return 3;
  if (text.ends_with("--")) return 2;
  return text.ends_with("-") ? 1 : 0;
}

}  // namespace

// 13.2.5.43 Comment start state to 13.2.5.52 Comment end bang state
// https://html.spec.whatwg.org/multipage/parsing.html#comment-start-state
bool Tokenizer::read_comment(Token& token) {
  const char* const comment_begin = at_;
  Span text{.begin = at_ + 4, .end = at_ + 4};
  for (const char* from = text.begin;; from = text.end + 1) {
    text.end = text.is_plain ? simd::find_any<'>', '\r', '\0'>(from, end_) : simd::find_any<'>'>(from, end_);
    if (text.end == end_) break;
    if (*text.end != '>') {
      text.is_plain = false;
    } else if (closes_comment(std::string_view(text.begin, text.end))) {
      break;
    }
  }
  at_ = text.end == end_ ? end_ : text.end + 1;
  text.end -= comment_end_size(std::string_view(text.begin, text.end));
  token.type = Token::Type::kComment;
  token.text = slice(text, Rewriting::kReplaceNulls);
  token.source = source_from(comment_begin);
  return true;
}

// 13.2.5.41 Bogus comment state https://html.spec.whatwg.org/multipage/parsing.html#bogus-comment-state
bool Tokenizer::read_bogus_comment(Token& token, const char* text_begin) {
  const char* const comment_begin = at_;
  const Span text = find_closing(text_begin);
  at_ = text.end == end_ ? end_ : text.end + 1;
  token.type = Token::Type::kComment;
  token.text = slice(text, Rewriting::kReplaceNulls);
  token.source = source_from(comment_begin);
  return true;
}

// 13.2.5.72 Processing instruction open state to 13.2.5.76 Processing instruction questionable state
// https://html.spec.whatwg.org/multipage/parsing.html#processing-instruction-open-state
// A target is a letter or "_", then letters, digits, "-" and "_", case kept; with another one, or one that XML has
// taken, it is a bogus comment that starts with the "?". One that the input breaks off within is dropped. The data ends
// at the first
// ">", and a "?" before that is not part of it.
bool Tokenizer::read_processing_instruction(Token& token) {
  const char* const instruction_begin = at_;
  const char* const target_begin = at_ + 2;
  const char* target_end = target_begin;
  if (target_begin == end_ || ascii::is_alpha(*target_begin) || *target_begin == '_') {
    while (target_end != end_ && (ascii::is_alphanumeric(*target_end) || *target_end == '-' || *target_end == '_')) {
      ++target_end;
    }
    if (target_end == end_) {
      at_ = end_;
      return false;
    }
  }
  const std::string_view target(target_begin, target_end);
  const bool is_taken = (target.size() == 3 && ascii::starts_with_ignoring_case(target, "xml")) ||
                        (target.size() == 14 && ascii::starts_with_ignoring_case(target, "xml-stylesheet"));
  const bool is_ended = ascii::is_whitespace(*target_end) || *target_end == '?' || *target_end == '>';
  if (target.empty() || is_taken || !is_ended) return read_bogus_comment(token, target_begin - 1);

  at_ = target_end;
  skip_white_space();
  Span data = find_closing(at_);
  at_ = data.end;
  if (at_ == end_) return false;
  ++at_;
  if (data.end != data.begin && data.end[-1] == '?') --data.end;
  token.type = Token::Type::kProcessingInstruction;
  token.name = builder_.intern(target);
  token.text = slice(data, Rewriting::kKeepNulls);
  token.source = source_from(instruction_begin);
  return true;
}

}  // namespace pressmark::html
