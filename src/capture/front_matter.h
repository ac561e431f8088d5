// Front matter: the YAML in front of a Markdown file, as far as captures use it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pressmark/article.h"

namespace pressmark::capture {

// The front matter with its fences, "" when the text has none.
std::string_view front_matter_of(std::string_view text);

struct Field {
  std::string key;
  std::string value;               // of a list: its items joined by ", "; of a block: its lines
  std::vector<std::string> items;  // of a list
};

// The fields in their order: plain, quoted and block scalars, flow and block lists. What is nested deeper is kept as it
// is written. Total: a line that makes no sense is left out.
std::vector<Field> read_front_matter(std::string_view front_matter);

// Puts the fields where they belong; unknown ones go to Metadata::others.
void apply_front_matter(const std::vector<Field>& fields, Metadata& metadata);

}  // namespace pressmark::capture
