// Things that a page embeds: players and maps as titled links, posts of other sites as quotes.
#pragma once

#include <optional>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// Whether the element embeds something: iframe, video, audio, object, embed, a player's custom element, a bookmark
// card.
bool is_embed(html::Node element);

// Whether it is a post of another site, as their scripts find it: a blockquote with the post's text and, mostly, links.
bool is_post(html::Node element);

// The address of a post that only an attribute says; nullopt where there is none or the post links to it itself.
std::optional<Block> post_address(html::Node post, std::string_view base);

// A Block::Kind::kEmbed with one titled link; nullopt when there is no address, or only an ad or a widget behind it.
std::optional<Block> embed_of(html::Node element, std::string_view base);

}  // namespace pressmark::extract
