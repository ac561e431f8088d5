// The teasers of a listing: elements side by side that are built alike, each short and with a link to what it is about.
#pragma once

#include <unordered_set>

#include "extract/blocks.h"
#include "pressmark/html.h"

namespace pressmark::extract {

using Cards = std::unordered_set<html::NodeIndex>;

// At least three by one parent, of the same name and first class, each with kept text; none is within another. Items of
// the page's own lists are not among them. Linear.
Cards find_cards(const html::Document& page, const Segmentation& segmentation);

}  // namespace pressmark::extract
