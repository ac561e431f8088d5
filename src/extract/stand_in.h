// Pages that stand in an article's place: a browser check, a shell that only scripts would fill.
#pragma once

#include <optional>

#include "extract/blocks.h"
#include "pressmark/result.h"

namespace pressmark::extract {

// What the page is instead of an article: kBlocked for a check of the reader's browser, kNotArticle for a shell without
// text; nullopt for any other page. Only what is built like one counts: an article may be about either.
std::optional<Error> stand_in(const html::Document& page, const Segmentation& segmentation);

// Whether most of the kept text stands in noscript elements.
bool is_for_no_script(const html::Document& page, const Segmentation& segmentation);

}  // namespace pressmark::extract
