// Pages of the platform that stand in an article's place: deleted, removed, blocked and the like.
#pragma once

#include <optional>

#include "extract/recipes/wechat_page.h"
#include "pressmark/result.h"

namespace pressmark::extract::wechat {

// Whether the page is one of them; phrases count only where there is neither a body nor the page's data.
bool stands_for_article(const PageParts& parts);

// What such a page says.
Error state_error(const PageParts& parts);

}  // namespace pressmark::extract::wechat
