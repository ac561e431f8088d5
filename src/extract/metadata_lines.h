// What a short text of a page says by its own words: whose byline it is, what it credits, whether it is a date's line.
#pragma once

#include <string_view>

namespace pressmark::extract {

// A text that begins as bylines do: "By Jane Doe", "Author: Jane Doe", or the label alone.
struct Byline {
  std::string_view text{};   // without the mark that parts it from what stands before
  std::size_t label = 0;     // how many bytes of it are the label; 0 for what is no byline
  bool is_labelled = false;  // by what can be nothing else: "Author:"; "By" also begins sentences
};
Byline byline_of(std::string_view text);

// What follows a label and its colon, up to white space: "Xinhua" of "来源：Xinhua 2024".
std::string_view credited(std::string_view text, std::string_view label);

// Whether four digits in it may be a year.
bool has_year(std::string_view text);

// "20.11.2024" of a text that begins "20.11.2024 – The mill" or "(20 November 2024) The mill"; "" for others.
std::string_view dateline_of(std::string_view text);

}  // namespace pressmark::extract
