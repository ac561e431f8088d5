// WeChat article pages (mp.weixin.qq.com): the page script's literal first, the DOM second, cross-checked.
#pragma once

#include <optional>

#include "extract/outline.h"
#include "pressmark/extract.h"

namespace pressmark::extract::wechat {

// Whether this page was made by mp.weixin.qq.com, by its structure; its address is a hint only.
bool recognises(const Outline& outline, const Options& options);

// The article, or what stands in its place (kGone, kRemoved, kRetryLater, kBlocked). Only for a page that is
// recognised.
Result<Extraction> read(const Outline& outline, const Options& options);

}  // namespace pressmark::extract::wechat
