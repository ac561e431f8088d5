// Whole files of an export as text.
#pragma once

#include <string>
#include <string_view>

#include "pressmark/result.h"

namespace pressmark::keep {

// UTF-8, whatever the file is in; without a byte order mark. Errors as capture::read_file.
Result<std::string> read_text(const std::string& path);

// The bytes as such text.
std::string to_text(std::string_view bytes);

// As HTML that shows the text: a paragraph for each stretch between blank lines.
std::string to_html(std::string_view text);

// With one space for each run of white space, none at the ends, and no tags: titles in some exports are HTML.
std::string to_title(std::string_view html);

}  // namespace pressmark::keep
