// Whether the Markdown of an Article reads back as the Article: cmark-gfm is the reader. Needs no test framework.
#pragma once

#include <string>
#include <vector>

#include "pressmark/article.h"

namespace pressmark::testing {

// What differs, a line each; empty when the Markdown is faithful. Compared are block kinds and nesting, heading levels,
// list kinds and starts, task marks, code with its language, the shape, alignment and cells of tables, footnotes, and
// inline text with its links, pictures, code, hard breaks and marks. Read twice: without bare URLs as links, and with
// (then links are not compared). What CommonMark has no form for is normalised by one function each, which says why.
std::vector<std::string> fidelity_differences(const Article& article);

}  // namespace pressmark::testing
