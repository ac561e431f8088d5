// Spans as inline Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pressmark/article.h"
#include "render/atoms.h"

namespace pressmark::render {

// The Markdown of the spans, with "\n" only for hard breaks, and with no escape yet for what means something at the
// beginning of a line. "" where nothing is visible.
std::string inline_markdown(const std::vector<Span>& spans, const FootnoteLabels& labels, Place place);

// TeX as it may stand between dollar signs: the same for TeX, and nothing in it that CommonMark would take for markup.
struct TexPlace {
  Place place = Place::kLines;
  bool brackets_are_markup = false;  // in a link whose brackets do not match
};
std::string neutral_tex(std::string_view tex, TexPlace place);

}  // namespace pressmark::render
