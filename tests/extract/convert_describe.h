// Blocks in a few short lines, for tests to compare: kind and content, children indented.
#pragma once

#include <string>
#include <vector>

#include "pressmark/article.h"

namespace pressmark::testing {

// p One {strong:two} {three -> https://x/} `code` $tex$ !{alt @ https://x/a.png} / [^1]       ("/" is a line break)
std::string describe(const std::vector<Block>& blocks);

// convert_all of a page's body, described.
std::string converted(std::string_view html, std::string_view base = "https://example.org/a/page");

}  // namespace pressmark::testing
