// The body of a WeChat page by its kind: from the DOM, from the page's data, or from lists of pictures and media.
#pragma once

#include <string_view>

#include "extract/literal.h"
#include "extract/recipes/wechat_page.h"
#include "pressmark/article.h"

namespace pressmark::extract::wechat {

struct BodySource {
  const PageParts& parts;
  const Value& data;  // of cgiDataNew; null where there is none
  int type = 0;       // item_show_type
  std::string_view page_url{};
};

// Sets the article's blocks and adds its warnings: "script_and_page_differ" where the two texts differ by more than
// 5 percent, "paid_preview" where only a part of the article is open to all.
void read_body(const BodySource& source, Article& article);

}  // namespace pressmark::extract::wechat
