// The tokenizer: text in, one Token at a time out. 13.2.5 Tokenization
// https://html.spec.whatwg.org/multipage/parsing.html#tokenization
#pragma once

#include <cstdint>
#include <string_view>

#include "html/dom_builder.h"
#include "html/token.h"

namespace pressmark::html {

// The states that the tree builder, or a test, may ask for.
enum class TokenizerState : std::uint8_t { kData, kRcdata, kRawtext, kScriptData, kPlaintext, kCdataSection };

class Tokenizer {
 public:
  // `builder` interns names and holds the text that is not in the input. The tokenizer reads builder.input().
  explicit Tokenizer(DocumentBuilder& builder);

  // Fills `token` with the next one. After kEndOfFile it gives kEndOfFile again.
  void next(Token& token);

  // What the tree construction stage asks of the tokenizer.
  void switch_to(TokenizerState state);
  // Whether there is an adjusted current node that is not in the HTML namespace, so that <![CDATA[ opens a section.
  void set_cdata_allowed(bool allowed);
  // Text behind a raw-text start tag ends at the end tag of this name; next() sets it at each start tag.
  void set_last_start_tag(Name name);
};

}  // namespace pressmark::html
