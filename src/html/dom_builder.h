// The one writer of a Document: names, text, nodes, links. Used by the tokenizer and the tree builder.
#pragma once

#include <string_view>

#include "pressmark/html.h"

namespace pressmark::html {

class DocumentBuilder {
 public:
  explicit DocumentBuilder(std::string_view input, const Limits& limits = {});
  Document finish() &&;

  std::string_view input() const;
  const Limits& limits() const;
  Warnings& warnings();

  // ---- names ----
  Name intern(std::string_view text);  // text as it is: the caller lower-cases ASCII
  std::string_view name_text(Name name) const;

  // ---- text ----
  // A slice of the input.
  static Slice borrowed(std::size_t begin, std::size_t end);
  // Starts or goes on with a run at the end of the Document's own buffer: begin_owned(), append_owned(...)..., end_owned().
  void begin_owned();
  void append_owned(std::string_view text);
  void append_owned(char32_t code_point);
  Slice end_owned();
  std::string_view view(Slice slice) const;
};

}  // namespace pressmark::html
