// Everything in a page that may be metadata, gathered in one walk over it: nothing is judged here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/literal.h"
#include "extract/outline.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// What an element's class and id (or itemprop) say that it holds.
enum Signature : std::uint16_t {
  kNoSignature = 0,
  kAuthorSign = 1 << 0,     // author, byline, writer
  kPublishedSign = 1 << 1,  // published, posted, pubdate, dateline
  kDateSign = 1 << 2,       // date, time, timestamp
  kModifiedSign = 1 << 3,   // updated, modified
  kMetaSign = 1 << 4,       // meta, info: a line that may hold date and author
  kAsideSign = 1 << 5,      // related, sidebar, comment, widget: about something else
  kByline = 1 << 6,         // byline itself: a name and often more
  kElsewhereSign = 1 << 7,  // related, recent, popular: other articles
  kReplySign = 1 << 8       // comment, review: what a reader wrote
};
inline constexpr std::uint32_t kAllSignatures = (1U << 9) - 1;
std::uint16_t signature_of(std::string_view class_or_id);

// What else they say, in the bits above.
enum NameSign : std::uint32_t {
  kPostName = 1U << 9,      // post, comment, review: one of many that people wrote
  kWriterName = 1U << 10,   // of a class: who wrote one of them
  kDayName = 1U << 11,      // of a class: when
  kProductName = 1U << 12,  // of a class
  kPlatformName = 1U << 13  // a part of a page of mp.weixin.qq.com
};
// Signatures and NameSigns.
std::uint32_t signs_of_class(std::string_view names);
std::uint32_t signs_of_id(std::string_view id);

// An element of the body that may hold a value.
struct Sighting {
  html::Node node{};
  std::uint16_t signs = kNoSignature;
  std::string_view value{};  // datetime, content: what a machine is to read; may be empty
  std::string_view itemprop{};
  std::uint32_t order = 0;    // how many elements stand before it
  bool is_aside = false;      // in nav, footer, aside, comments, a list of other articles
  bool is_elsewhere = false;  // in an aside that is one by its element, or among other articles
  bool is_time = false;       // a <time>
  bool in_article = false;
  bool in_reply = false;     // in what is named for its readers' comments
  bool is_dateline = false;  // a date that a longer text begins with
  bool is_labelled = false;  // a byline that can be nothing else: "Author: Jane"
};

struct StatedMeta {
  std::string name{};  // in lower case
  std::string_view content{};
  std::size_t order = 0;  // its place among all
};

struct PageFacts {
  std::vector<StatedMeta> metas{};  // by name, in page order where that is the same
  std::vector<Value> json_ld{};
  std::string_view canonical{}, base{}, license{}, language{};
  std::vector<html::Node> headings{};                               // the first <h1>s with text
  std::vector<html::Node> site_headings{};                          // the <h1>s that lead to the home page
  std::uint32_t heading_order = 0;                                  // of the first of them, outside asides
  bool has_article = false;                                         // an <article>, outside asides
  std::string title{};                                              // <title>
  std::vector<Sighting> dates{}, authors{}, properties{}, lines{};  // lines: short blocks of text near the top
  std::vector<Sighting> bylines{};  // short texts that begin as bylines do: "By Jane Doe"
  std::vector<html::Node> tags{};   // a[rel=tag]
  // 来源：..., 作者：... as Chinese pages have them under the title.
  std::string_view credited_source{}, credited_author{};

  // The first content of that name that is not blank; "" for none.
  std::string_view meta(std::string_view name) const;
  // All of them, in page order.
  std::vector<std::string_view> metas_of(std::string_view name) const;
};

// Whether a property belongs to a comment, an answer or a review, by the item around it, rather than to the page.
bool is_of_a_reply(html::Node property);
// Whether it belongs to an event: its day is when that takes place.
bool is_of_an_event(html::Node property);

PageFacts gather_facts(const Outline& outline);

// The text under a node with white space folded, scripts and styles left out, cut off behind `limit` bytes.
std::string visible_text(html::Node node, std::size_t limit);
// White space folded and trimmed.
std::string fold_space(std::string_view text);
// Character references that were encoded twice ("&amp;amp;") decoded once more.
std::string decode_references(std::string_view text);

}  // namespace pressmark::extract
