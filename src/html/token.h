// What the tokenizer hands to the tree builder, one at a time.
// https://html.spec.whatwg.org/multipage/parsing.html#tokenization
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pressmark/html.h"

namespace pressmark::html {

// One Token is filled again and again: only the members that its type names are set, others keep what they had.
struct Token {
  enum class Type : std::uint8_t {
    kDoctype,
    kStartTag,
    kEndTag,
    kComment,
    kProcessingInstruction,
    kCharacters,  // a run of text without NUL
    kNull,        // a run of U+0000 where the standard emits it as it is (the data state, CDATA): `text` is empty
    kEndOfFile
  };
  Type type = Type::kEndOfFile;
  bool self_closing = false;                                            // tags
  bool force_quirks = false;                                            // doctype
  bool has_name = false, has_public_id = false, has_system_id = false;  // doctype: present, be it empty
  bool only_white_space = false;                                        // kCharacters: TAB, LF, FF, CR, SPACE only
  Name name = Name::kNone;                    // tags: lower-cased; doctype and PI: the name, the target
  Slice text{};                               // kCharacters, kComment, kProcessingInstruction: the data
  std::uint32_t null_count = 0;               // kNull
  std::string public_id{}, system_id{};       // doctype
  std::vector<AttributeRecord> attributes{};  // start tags; duplicates already dropped; is_last not yet set
  SourceRange source{};                       // from "<" to behind ">"; of the run
};

}  // namespace pressmark::html
