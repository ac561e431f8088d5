// What the JSON-LD of a page says of its main thing. https://schema.org/
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/literal.h"

namespace pressmark::extract {

// How far a thing's kind promises that someone wrote it on a day: its dates and authors are believed accordingly.
enum class LdRank : std::uint8_t {
  kNone,    // nothing of use
  kThing,   // a product, a place, an event
  kPage,    // the web page as such: its dates are those of the file
  kWork,    // a recipe, a video, a question, a podcast
  kArticle  // an article, a blog or forum posting
};

// Values as they stand there; "" or empty where nothing is stated.
struct JsonLd {
  LdRank rank = LdRank::kNone;
  std::string type{};  // "NewsArticle"
  std::string title{};
  std::vector<std::string> authors{};
  std::string published{}, modified{};
  std::string description{}, image{}, language{}, license{}, url{};
  std::string publisher{};  // who published it: an organization's name
  std::string site_name{};  // the WebSite's name
  std::vector<std::string> tags{};
  std::vector<std::string> planned{};  // when events begin and end, offers end
};

// What tells the page's own article from others that it states.
struct LdPage {
  std::vector<std::string> addresses{};
  std::vector<std::string> titles{};  // its headings, its <title>
};

// `scripts`: the values of all application/ld+json scripts, in page order.
// Of several things of the highest rank the one that has the page's address, else the one that has its title, else the
// first.
JsonLd read_json_ld(const std::vector<Value>& scripts, const LdPage& page = {});

}  // namespace pressmark::extract
