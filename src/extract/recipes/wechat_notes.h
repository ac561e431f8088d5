// Numbered link notes turned back into links: most accounts may not link out, so their editors write text[1] and list
// "[1] title: https://..." at the end.
#pragma once

#include <string>
#include <vector>

#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract::wechat {

// What <sup>[n]</sup> under `body` stands behind: the text of the element before it ("" for none), in page order.
struct NoteAnchor {
  std::string label{};  // "[1]"
  std::string text{};
};
std::vector<NoteAnchor> note_anchors(html::Node body);

// Links every reference whose address is listed at the end, and drops the list when none of its notes is left without
// a reference.
void restore_links(const std::vector<NoteAnchor>& anchors, std::vector<Block>& blocks);

}  // namespace pressmark::extract::wechat
