// The posts of a thread, whole: what one of them is, the others are too.
#pragma once

#include "extract/blocks.h"
#include "extract/posts.h"

namespace pressmark::extract {

// Whether the kept text begins with the first post, rather than with something that all posts are about.
bool begins_with_post(const Segmentation& segmentation, const Posts& posts);

// Keeps the text of posts that were left out, where most posts have a body that is named alike.
void keep_posts(const html::Document& page, Segmentation& segmentation, const Posts& posts);

// Takes away what the page draws between posts and around them: rules, and quotes that are a post's whole text.
void tidy_posts(std::vector<Block>& blocks);

}  // namespace pressmark::extract
