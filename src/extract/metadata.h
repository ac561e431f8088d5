// What a page says of itself: JSON-LD, Open Graph, Twitter cards, Dublin Core, microdata, rel links, the page itself.
#pragma once

#include "extract/outline.h"
#include "extract/posts.h"
#include "pressmark/article.h"
#include "pressmark/extract.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// A value that the page does not state is left out, never guessed. `heading`, where given, gets what heads the text: it
// may say otherwise than the title.
Metadata read_metadata(const Outline& outline, const Options& options, std::string* heading = nullptr);

// The day of a product's page is not the one of a review.
void drop_day_of_review(const Posts& posts, Metadata& metadata);

// Of a thread that states no writer or no day: its first post's.
void take_first_post(const Posts& posts, Metadata& metadata);

// Of an article that states no day: the only one that it shows, be it the day when it was changed.
void take_only_day(const Outline& outline, const Options& options, Metadata& metadata);

// Clears the addresses whose scheme is not one of the web's (a page's own also "file"): whoever shows the metadata will
// make links of them. Relative ones stay.
void drop_unsafe_addresses(Metadata& metadata);

// The URL that the page's links resolve against: its <base href>, against its address; "" when neither is known.
std::string base_url(const Outline& outline, std::string_view url);

}  // namespace pressmark::extract
