// The platform's own elements in a body (account cards, channel videos, voices) as embeds among its blocks.
#pragma once

#include <string_view>
#include <vector>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract::wechat {

// Adds an embed for each card under `body` behind the block that stands before it in the source. `blocks` are those of
// the same body, their source ranges those of its Document. `page_url` is where a video without an address can be seen.
void add_cards(html::Node body, std::string_view page_url, std::vector<Block>& blocks);

// One titled link.
Block embed(std::string_view kind, std::string title, std::string link);

}  // namespace pressmark::extract::wechat
