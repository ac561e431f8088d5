// What the words around a day on a page, and where it stands, say that it is the day of.
#pragma once

#include <string_view>

#include "extract/metadata_facts.h"

namespace pressmark::extract {

// "Updated: 20 November 2024", and nothing of when it was published.
bool says_update(std::string_view text);
// "Updated 20 November 2024", "© 2024": no date of publication.
bool is_update(std::string_view text);
// "Joined: 20 November 2024"
bool tells_of_member(std::string_view text);
// Whether the words before say that something ends then, or that a member came then.
bool tells_of_another(html::Node node);
// "Results of 19 May 2024": what the article is about. A line of its own inside a heading is none of it.
bool is_in_heading(html::Node text);
// "Date: 20 November 2024", where the label is in the same line or in the one before it.
bool is_labelled_day(const Sighting& line);
// A line with nothing but a day in it.
bool is_bare(std::string_view line);
// A line with a day, its month's name and a label in it.
bool holds_little_else(std::string_view line);

}  // namespace pressmark::extract
