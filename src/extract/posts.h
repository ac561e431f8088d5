// Who wrote what where many people write on one page: posts of threads, comments, reviews. By microdata, or by elements
// that are named as posts are and hold a name and a day each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/blocks.h"
#include "extract/dates.h"
#include "pressmark/html.h"

namespace pressmark::extract {

struct Post {
  html::Node element{};
  std::string author{}, date{}, rating{};  // as in Block
  bool is_comment = false;                 // a comment, a reply, a review: on something that others wrote
};

inline constexpr std::uint32_t kNoPost = 0xffffffff;

struct Posts {
  std::vector<Post> all{};  // in page order; some may be within others
  std::unordered_map<html::NodeIndex, std::uint32_t> by_element{};
  std::vector<std::uint32_t> of_block{};  // for each text block the innermost post that it stands in, or kNoPost
  std::vector<std::uint32_t> lines{};     // the text blocks that say nothing but who wrote a post and when, ascending

  const Post* at(html::NodeIndex element) const {
    const auto found = by_element.find(element);
    return found == by_element.end() ? nullptr : &all[found->second];
  }
};

struct PostDates {
  DayOrder order = DayOrder::kUnknown;
  std::string_view fetch_date{};  // for "3 hours ago"
};

// Linear.
Posts find_posts(const Outline& outline, const Segmentation& segmentation, const PostDates& dates = {});

}  // namespace pressmark::extract
