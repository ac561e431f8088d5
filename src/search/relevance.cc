// The ranking function. docs/formats/search.md has the formula.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "search/fts5.h"

namespace pressmark::search {
namespace {

constexpr std::array kWeights = {10.0, 4.0, 6.0, 1.0};  // title, source, tags, text
constexpr double kSaturation = 1.2, kLengthShare = 0.75;
constexpr double kUsualLength = 4096;  // bytes: a fixed one, so that an article's score is not moved by others' lengths
constexpr double kNewest = 0.5, kDaysToHalf = 180;
constexpr sqlite3_int64 kMostCounted = 5000;  // articles of a phrase; how many there are beyond is estimated
constexpr int kMostHits = 64;                 // of a phrase in an article; more hardly change the score

struct Counted {
  sqlite3_int64 articles = 0, last = 0;
};

int count_article(const Fts5ExtensionApi* api, Fts5Context* context, void* data) {
  auto& counted = *static_cast<Counted*>(data);
  counted.last = api->xRowid(context);
  return ++counted.articles < kMostCounted ? SQLITE_OK : SQLITE_DONE;
}

// How much each phrase of the query says: the rarer, the more.
struct Rarity {
  std::vector<double> of_phrase;
};

int measure(const Fts5ExtensionApi* api, Fts5Context* context, Rarity& rarity) {
  const int phrases = api->xPhraseCount(context);
  if (phrases == 1) {  // Nothing to weigh it against, and counting costs as much as finding.
    rarity.of_phrase = {1};
    return SQLITE_OK;
  }
  sqlite3_int64 rows = 0;
  if (const int outcome = api->xRowCount(context, &rows); outcome != SQLITE_OK) return outcome;
  for (int phrase = 0; phrase < phrases; ++phrase) {
    Counted counted;
    const int outcome = api->xQueryPhrase(context, phrase, &counted, count_article);
    if (outcome != SQLITE_OK) return outcome;
    const auto all = static_cast<double>(rows);
    auto having = static_cast<double>(counted.articles);
    if (counted.articles == kMostCounted && counted.last > 0) {  // Of ids up to the last that was counted.
      having = std::clamp(having * all / static_cast<double>(counted.last), having, std::max(having, all));
    }
    rarity.of_phrase.push_back(std::log(1 + std::max(0.0, all - having + 0.5) / (having + 0.5)));
  }
  return SQLITE_OK;
}

// Made at the query's first article and kept until its end.
const Rarity* rarity_of(const Fts5ExtensionApi* api, Fts5Context* context, int& outcome) {
  if (const void* const kept = api->xGetAuxdata(context, 0)) return static_cast<const Rarity*>(kept);
  auto made = std::make_unique<Rarity>();
  outcome = measure(api, context, *made);
  if (outcome != SQLITE_OK) return nullptr;
  Rarity* const rarity = made.release();
  outcome = api->xSetAuxdata(context, rarity, [](void* data) { delete static_cast<Rarity*>(data); });
  return outcome == SQLITE_OK ? rarity : nullptr;
}

double weighted_hits(const Fts5ExtensionApi* api, Fts5Context* context, int phrase) {
  double sum = 0;
  Fts5PhraseIter iterator{};
  int column = 0, offset = 0, count = 0;
  if (api->xPhraseFirst(context, phrase, &iterator, &column, &offset) != SQLITE_OK) return 0;
  for (; column >= 0 && count < kMostHits; ++count, api->xPhraseNext(context, &iterator, &column, &offset)) {
    sum += kWeights[std::min(static_cast<std::size_t>(column), kWeights.size() - 1)];
  }
  return sum;
}

// pressmark_relevance(search, length of the text in bytes, age in days)
void relevance(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int count,
               sqlite3_value** values) {
  if (count != 2) return sqlite3_result_error(result, "pressmark_relevance needs the text's length and its age", -1);
  int outcome = SQLITE_OK;
  const Rarity* const rarity = rarity_of(api, context, outcome);
  if (rarity == nullptr) return sqlite3_result_error_code(result, outcome);
  const double length = std::max(0.0, sqlite3_value_double(values[0]));
  const double age = std::max(0.0, sqlite3_value_double(values[1]));
  const double damped = kSaturation * (1 - kLengthShare + kLengthShare * length / kUsualLength);
  double sum = 0;
  for (int phrase = 0; phrase < static_cast<int>(rarity->of_phrase.size()); ++phrase) {
    const double hits = weighted_hits(api, context, phrase);
    sum += rarity->of_phrase[static_cast<std::size_t>(phrase)] * hits * (kSaturation + 1) / (hits + damped);
  }
  sqlite3_result_double(result, sum * (1 + kNewest / (1 + age / kDaysToHalf)));
}

}  // namespace

Result<void> add_relevance(fts5_api* api) {
  if (api->xCreateFunction(api, "pressmark_relevance", nullptr, relevance, nullptr) != SQLITE_OK) {
    return fail(Code::kUnreadable, "SQLite does not take the ranking function");
  }
  return {};
}

}  // namespace pressmark::search
