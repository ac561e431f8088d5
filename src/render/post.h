// What stands before a post, in all renderings: who wrote it and when.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pressmark/article.h"

namespace pressmark::render {

// **author** · date · rating; empty where none is known.
std::vector<Span> post_line(const Block& post);

// "Comments" in the article's language, in English where we know none.
std::string_view comments_title(std::string_view language);

// The heading over the comments, of the level below the title's once `shift` is added.
Block comments_heading(const Article& article, int shift);

}  // namespace pressmark::render
