// What the words of a class or id say of an element's metadata.
#include <algorithm>
#include <array>

#include "extract/metadata_facts.h"
#include "extract/word_table.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kLongestClass = 300;

struct Vocabulary {
  std::uint16_t signs;
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
});

consteval WordTable<std::uint16_t, 512> word_table() {
  WordTable<std::uint16_t, 512> table;
  for (const Vocabulary& vocabulary : kVocabularies) table.add_all(vocabulary.words, vocabulary.signs);
  return table;
}

constexpr WordTable<std::uint16_t, 512> kWords = word_table();

enum class Kind : std::uint8_t { kOther, kLower, kUpper };

constexpr std::array<Kind, 256> kKinds = [] {
  std::array<Kind, 256> table{};
  for (char c = 'a'; c <= 'z'; ++c) table[static_cast<unsigned char>(c)] = Kind::kLower;
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = Kind::kUpper;
  return table;
}();
Kind kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }

}  // namespace

std::uint16_t signature_of(std::string_view names) {
  names = names.substr(0, kLongestClass);
  std::uint16_t signs = kNoSignature;
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

}  // namespace pressmark::extract
