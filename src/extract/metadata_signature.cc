// What the words of a class or id say of an element: of the page's metadata, and of what else is looked for by names.
#include <algorithm>
#include <array>

#include "extract/convert_style.h"
#include "extract/metadata_facts.h"
#include "extract/word_table.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestClass = 300;

struct Vocabulary {
  std::uint32_t signs;
  std::string_view words;
};

constexpr auto kVocabularies = std::to_array<Vocabulary>({
    {kAuthorSign,
     "author authors writer authorname autor auteur username contributor contributors creator reporter "
     "poster postauthor"},
    {kAuthorSign | kByline, "byline bylines"},
    {kPublishedSign,
     "published publish publishdate pubdate pub publication posted postdate postedon dateline "
     "datepublished publishedat pubtime created articledate entrydate releasedate issued"},
    {kDateSign, "date time timestamp datetime datum fecha ago day"},
    {kModifiedSign, "updated modified update lastmod edited"},
    {kMetaSign, "meta info details postmeta entrymeta metadata source"},
    {kAsideSign | kElsewhereSign, "related recommended recommendations recent popular trending similar"},
    {kAsideSign | kReplySign, "comment comments commentlist respond reviews review"},
    {kAsideSign, "sidebar widget footer nav navigation menu carousel teaser promo newsletter cookie"},
    {kPostName, "post message msg answer comment reply response review"},
    {kWriterName, "author username user nickname byline poster creator commenter reviewer member hnuser"},
    {kDayName, "date time timestamp datetime ago posted published when age created"},
    {kProductName, "product products"},
});

consteval WordTable<std::uint32_t, 512> word_table() {
  WordTable<std::uint32_t, 512> table;
  for (const Vocabulary& vocabulary : kVocabularies) table.add_all(vocabulary.words, vocabulary.signs);
  return table;
}

constexpr WordTable<std::uint32_t, 512> kWords = word_table();

enum class Kind : std::uint8_t { kOther, kLower, kUpper };

constexpr std::array<Kind, 256> kKinds = [] {
  std::array<Kind, 256> table{};
  for (char c = 'a'; c <= 'z'; ++c) table[static_cast<unsigned char>(c)] = Kind::kLower;
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = Kind::kUpper;
  return table;
}();
Kind kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }

// The ids and parts of classes that tell a page of mp.weixin.qq.com, or are at least long enough to.
constexpr WordList kPlatformIds =
    kWordList<"js_content", "js_article", "activity-name", "js_name", "js_author_name", "publish_time", "js_verify",
              "tcaptcha_iframe_dy", "poc_token", "img-content">;
constexpr std::size_t kShortestPlatformClass = std::string_view("mesg-block").size();

bool tells_platform(std::string_view classes) {
  return classes.size() >= kShortestPlatformClass &&
         (classes.contains("weui-msg__") || classes.contains("mesg-block") || classes.contains("wx_follow_nickname"));
}

std::uint32_t signs_of_words(std::string_view names) {
  std::uint32_t signs = 0;
  for (std::size_t at = 0; at < names.size();) {
    Kind before = kind_of(names[at]);
    if (before == Kind::kOther) {
      ++at;
      continue;
    }
    // A word ends where the letters do, or before a capital behind a small letter: post-date, postDate, post_date.
    std::size_t end = at + 1;
    for (; end < names.size(); ++end) {
      const Kind kind = kind_of(names[end]);
      if (kind == Kind::kOther || kind > before) break;
      before = kind;
    }
    signs |= kWords.of(names.substr(at, end - at));
    at = end;
  }
  return signs;
}

// Metadata is told by the beginning of long lists of names.
std::uint32_t signs_of_names(std::string_view names) {
  const std::uint32_t signs = signs_of_words(names);
  if (names.size() <= kLongestClass) return signs;
  return (signs & ~kAllSignatures) | (signs_of_words(names.substr(0, kLongestClass)) & kAllSignatures);
}

}  // namespace

std::uint16_t signature_of(std::string_view names) {
  return static_cast<std::uint16_t>(signs_of_words(names.substr(0, kLongestClass)) & kAllSignatures);
}

std::uint32_t signs_of_class(std::string_view names) {
  // hCard's "fn" is a class of its own; "fn1" is a footnote.
  const std::uint32_t card = names.contains("fn") && contains_word(names, "fn") ? kAuthorSign : kNoSignature;
  return signs_of_names(names) | card | (tells_platform(names) ? kPlatformName : 0U);
}

std::uint32_t signs_of_id(std::string_view id) {
  // What a writer, a day or a product is named by are classes.
  const std::uint32_t signs = signs_of_names(id) & ~(kWriterName | kDayName | kProductName);
  return signs | (kPlatformIds.has(id) ? kPlatformName : 0U);
}

}  // namespace pressmark::extract
