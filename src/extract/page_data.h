// The text of a page that only its scripts would show: it stands in JSON that the page brings along.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/outline.h"
#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract {

struct DataText {
  std::vector<Block> blocks{};  // their source ranges are empty: the page shows none of it
  std::uint32_t words = 0;      // a CJK character counts half a word
  std::string_view from{};      // what it is called among the warnings: "text_from_json_ld", "text_from_page_data"
};

// The body that the JSON-LD states (articleBody, a posting's text, a product's description), else the part of the
// page's other data (<script type=application/json>, "window.__STATE__ = {...}") that holds most of its prose. Text in
// markup keeps its structure. No blocks where there is none of some length. Linear in the page.
// `what` leaves the other data unread.
enum class WantedData : std::uint8_t { kStated, kAny };
DataText text_in_data(const Outline& outline, std::string_view base, WantedData what);

}  // namespace pressmark::extract
