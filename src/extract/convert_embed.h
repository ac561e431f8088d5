// Things that a page embeds, as titled links: players, maps, posts of other sites.
#pragma once

#include <optional>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// Whether the element embeds something: iframe, video, audio, object, embed, or a post in a blockquote.
bool is_embed(html::Node element);

// A Block::Kind::kEmbed with one titled link; nullopt when there is no address, or only an ad or a widget behind it.
std::optional<Block> embed_of(html::Node element, std::string_view base);

}  // namespace pressmark::extract
