// Who wrote a post and when, as the elements in it say.
#pragma once

#include <optional>
#include <string>

#include "extract/outline.h"
#include "extract/posts.h"

namespace pressmark::extract {

// Whether an address is the one of a member of a site.
bool leads_to_profile(std::string_view href);
// Whether a class, microdata or the address that a link leads to says that the element names a writer, or a day.
bool is_named_as_author(const OutlineItem& item, html::Node element);
bool is_named_as_day(const OutlineItem& item, html::Node element);

// The writer that an element so named has; "" for none.
std::string writer_in(html::Node element, const PostDates& dates);
// The writer that a post's own attributes state.
std::string writer_stated_by(html::Node post);
// The day that an element so named has, or else how it words one ("vor 2 Tagen"); "" for none.
std::string day_in(html::Node element, const PostDates& dates);
// "4.5"; "" for none.
std::string rating_in(html::Node element);
// The moment that a text says and nothing else: a day and the hour. A label before it may say that it is another one's.
std::string moment_in(html::Node text, const PostDates& dates);

}  // namespace pressmark::extract
