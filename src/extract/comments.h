// What stands in the article and what stands under it: posts of a thread are its text, comments on an article are not.
#pragma once

#include <vector>

#include "extract/blocks.h"
#include "extract/posts.h"

namespace pressmark::extract {

// After choose(). Leaves out the lines of posts that name their writers and days: those are members of the posts.
// Where what readers wrote is over a quarter of what is kept (or the page is a thread by what it says of itself) all
// posts are text; else their comments and reviews are left out, and returned as a choice of their own: all that was
// written there.
Segmentation part_comments(const html::Document& page, Segmentation& segmentation, const Posts& posts, bool is_thread);

// The posts among the blocks, out of the lists and quotes that they may stand in.
std::vector<Block> posts_among(std::vector<Block> blocks);

}  // namespace pressmark::extract
