// What a person said of an article, in the front matter of its Markdown.
#pragma once

#include "keep/import.h"

namespace pressmark::keep {

// Takes out of the article what its Markdown says besides the text (docs/formats/import.md): tags, note, flags,
// highlights, ID, days. It is the archive's from now on. Pictures get back the addresses that are told for them.
void take_own(Item& item, Article& article);

// What the person says of the item, as a change of a new article.
archive::Change own_of(const Item& item);

}  // namespace pressmark::keep
