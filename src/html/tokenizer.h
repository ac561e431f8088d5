// The tokenizer: text in, one Token at a time out. 13.2.5 Tokenization
// https://html.spec.whatwg.org/multipage/parsing.html#tokenization
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "html/dom_builder.h"
#include "html/token.h"

namespace pressmark::html {

// The states that the tree builder, or a test, may ask for.
enum class TokenizerState : std::uint8_t { kData, kRcdata, kRawtext, kScriptData, kPlaintext, kCdataSection };

// Costs time linear in the input, whatever the input; allocates for owned text, new names and nothing else.
class Tokenizer {
 public:
  // `builder` interns names and holds the text that is not in the input. The tokenizer reads builder.input().
  explicit Tokenizer(DocumentBuilder& builder) : builder_(builder) { start(); }
  // Goes to the beginning of builder.input(), another text now.
  void start();

  // Fills `token` with the next one. After kEndOfFile it gives kEndOfFile again.
  void next(Token& token);

  // What the tree construction stage asks of the tokenizer.
  void switch_to(TokenizerState state) { state_ = state; }
  // Whether there is an adjusted current node that is not in the HTML namespace, so that <![CDATA[ opens a section.
  void set_cdata_allowed(bool allowed) { cdata_allowed_ = allowed; }
  // Text behind a raw-text start tag ends at the end tag of this name; next() sets it at each start tag.
  void set_last_start_tag(Name name) { last_start_tag_ = name; }

 private:
  // A part of the input. Plain: the text is what the source says, byte for byte.
  struct Span {
    const char* begin;
    const char* end;
    bool is_plain = true;
  };
  // How the source of a text that is not plain becomes the text: CR and CRLF become LF in all of them.
  enum class Rewriting : std::uint8_t {
    kReferencesInText,       // character references replaced, NUL becomes U+FFFD
    kReferencesInAttribute,  // the same, by the rule for attribute values
    kReplaceNulls,           // NUL becomes U+FFFD
    kKeepNulls
  };

  // Each reads from at_ on; false when the input that it took makes no token. (tokenizer.cc)
  bool read_token(Token& token);
  bool read_data(Token& token);
  bool read_markup(Token& token);
  void read_nulls(Token& token);
  bool opens_markup(const char* less_than) const;
  Span find_data_end() const;

  // tokenizer_raw.cc
  bool read_raw(Token& token);
  bool read_cdata(Token& token);
  bool is_appropriate_end_tag(const char* less_than) const;
  Span find_raw_end() const;
  Span find_rcdata_end() const;
  Span find_script_end() const;

  // tokenizer_tag.cc
  bool read_tag(Token& token, const char* name_begin);
  bool read_attributes(Token& token);
  bool read_attribute(Token& token);
  bool read_value(Span& value);
  void add_attribute(Token& token, Name name, const char* name_begin, Span value);
  Name read_name(const char* begin, const char* behind_first, std::uint8_t end_kind);
  Name read_odd_name(Span name, std::uint8_t end_kind);
  Name intern_lowered(Span name);

  // tokenizer_markup.cc
  bool read_declaration(Token& token);
  bool read_comment(Token& token);
  bool read_bogus_comment(Token& token, const char* text_begin);
  bool read_processing_instruction(Token& token);
  Span find_closing(const char* from) const;

  // tokenizer_doctype.cc
  bool read_doctype(Token& token);
  void read_doctype_parts(Token& token);
  bool read_doctype_id(bool& is_present, std::string& id);

  // tokenizer.cc
  void give_characters(Token& token, Span text, Rewriting rewriting);
  Slice slice(Span text, Rewriting rewriting) {
    return text.is_plain ? DocumentBuilder::borrowed(offset(text.begin), offset(text.end)) : rewrite(text, rewriting);
  }
  Slice rewrite(Span text, Rewriting rewriting);
  const char* rewrite_one(const char* at, const char* end, Rewriting rewriting);
  void skip_white_space() {
    while (at_ != end_ && ascii::is_whitespace(*at_)) ++at_;
  }
  SourceRange source_from(const char* from) const {
    return {static_cast<std::uint32_t>(offset(from)), static_cast<std::uint32_t>(offset(at_))};
  }
  std::size_t offset(const char* of) const { return static_cast<std::size_t>(of - begin_); }

  DocumentBuilder& builder_;
  const char* begin_ = nullptr;
  const char* end_ = nullptr;
  const char* at_ = nullptr;
  TokenizerState state_ = TokenizerState::kData;
  bool cdata_allowed_ = false;
  Name last_start_tag_ = Name::kNone;
  // For each name the number of the last start tag that had it as an attribute: finds a duplicate in one step.
  std::vector<std::uint32_t> attribute_seen_;
  std::uint32_t start_tag_number_ = 0;
  std::string scratch_;
};

}  // namespace pressmark::html
