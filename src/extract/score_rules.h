// The rules that say how likely a block was meant to be read: each a reason and a weight, in log-odds.
#pragma once

#include <span>
#include <string_view>

#include "extract/features.h"

namespace pressmark::extract {

struct Rule {
  std::string_view reason;  // as --explain prints it, before the weight
  float weight;             // added to the block's log-odds when the rule holds
  bool (*holds)(const BlockFeatures& block, const PageFeatures& page);
};

// What a block has before any rule.
inline constexpr float kBaseWeight = -0.35F;

std::span<const Rule> rules();

// kBaseWeight and the weights of the rules that hold.
float log_odds(const BlockFeatures& block, const PageFeatures& page);

// Chrome by its tag or role, or by what it is named: text in it is kept only on pages that have nothing else.
bool is_chrome(const BlockFeatures& block);

// Chrome, or a part whose name, links or words tell that it is about something else.
bool is_foreign(const BlockFeatures& block);

// In the body of the text, and short at most: nothing that it says or stands in tells that it is no part of it. A
// heading, a term, an item, a cell, a caption: what speaks against them alone is that they are short or the only ones
// of their kind.
bool is_plain(const BlockFeatures& block, const PageFeatures& page);

// On a page whose only article is short: in that, and nothing says that it is no part of it. A few words of prose are
// too little to tell the article's parts apart by.
bool is_whole(const BlockFeatures& block, const PageFeatures& page);

}  // namespace pressmark::extract
