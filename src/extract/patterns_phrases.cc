#include "extract/patterns_phrases.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "extract/segment_words.h"

namespace pressmark::extract {
namespace {

// Lower case; case and marks are not compared.
constexpr std::string_view kPhrases[] = {
    // English.
    "related",
    "related articles",
    "related posts",
    "related stories",
    "related content",
    "related news",
    "related reading",
    "read also",
    "also read",
    "read more",
    "read next",
    "up next",
    "what to read next",
    "more stories",
    "more news",
    "more articles",
    "more on this topic",
    "more on this story",
    "related internet links",
    "more from this author",
    "you may also like",
    "you might also like",
    "you may also be interested in",
    "you might also be interested in",
    "recommended",
    "recommended for you",
    "recommended reading",
    "recommended articles",
    "most read",
    "most popular",
    "popular posts",
    "popular articles",
    "latest news",
    "latest posts",
    "latest articles",
    "latest stories",
    "trending",
    "trending now",
    "recent posts",
    "recent articles",
    "similar articles",
    "similar posts",
    "keep reading",
    "sponsored",
    "advertisement",
    "share this",
    "share this article",
    "leave a comment",
    "leave a reply",
    // German.
    "ähnliche beiträge",
    "ähnliche artikel",
    "lesen sie auch",
    "lies auch",
    "auch interessant",
    "das könnte sie auch interessieren",
    "das könnte dich auch interessieren",
    "das könnte ihnen auch gefallen",
    "mehr zum thema",
    "zum thema",
    "zum weiterlesen",
    "weiterlesen",
    "weitere artikel",
    "weitere beiträge",
    "weitere themen",
    "meistgelesen",
    "meistgelesene artikel",
    "schon gelesen",
    "neueste beiträge",
    "letzte beiträge",
    "beliebte beiträge",
    "anzeige",
    "kommentieren",
    "schreibe einen kommentar",
    "jetzt teilen",
    "teilen",
    // French.
    "à lire aussi",
    "lire aussi",
    "lire la suite",
    "articles similaires",
    "articles liés",
    "sur le même sujet",
    "vous aimerez aussi",
    "les plus lus",
    "à voir aussi",
    "derniers articles",
    // Spanish and Portuguese.
    "artículos relacionados",
    "noticias relacionadas",
    "te puede interesar",
    "también te puede interesar",
    "lea también",
    "lee también",
    "lo más leído",
    "más leídas",
    "entradas recientes",
    "leia também",
    "leia mais",
    "artigos relacionados",
    "notícias relacionadas",
    "veja também",
    "mais lidas",
    // Italian and Dutch.
    "leggi anche",
    "articoli correlati",
    "potrebbe interessarti",
    "ti potrebbe interessare",
    "lees ook",
    "lees meer",
    "gerelateerde artikelen",
    // Polish, Russian and Turkish.
    "czytaj też",
    "czytaj także",
    "zobacz też",
    "zobacz także",
    "przeczytaj także",
    "podobne artykuły",
    "czytaj więcej",
    "читайте также",
    "похожие статьи",
    "смотрите также",
    "материалы по теме",
    "ilgili haberler",
    "ilgili yazılar",
    "bunlar da ilginizi çekebilir",
    // Hindi.
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    // Chinese, Japanese and Korean.
    "相关阅读",
    "相关文章",
    "相关推荐",
    "相关新闻",
    "相关链接",
    "推荐阅读",
    "延伸阅读",
    "猜你喜欢",
    "热门推荐",
    "热门文章",
    "最新文章",
    "为你推荐",
    "大家都在看",
    "更多精彩",
    "相關文章",
    "相關新聞",
    "延伸閱讀",
    "推薦閱讀",
    "猜你喜歡",
    "熱門文章",
    "関連記事",
    "おすすめ記事",
    "あわせて読みたい",
    "人気記事",
    "最新記事",
    "관련기사",
    "관련 기사",
    "추천기사",
    "많이 본 뉴스",
};

std::vector<std::uint64_t> fingerprints_of_phrases() {
  std::vector<std::uint64_t> fingerprints;
  for (const std::string_view phrase : kPhrases) {
    Wording wording;
    wording.add(phrase);
    fingerprints.push_back(wording.fingerprint());
  }
  std::ranges::sort(fingerprints);
  return fingerprints;
}

}  // namespace

bool leads_elsewhere(std::uint64_t fingerprint) {
  static const std::vector<std::uint64_t> kFingerprints = fingerprints_of_phrases();
  return std::ranges::binary_search(kFingerprints, fingerprint);
}

}  // namespace pressmark::extract
