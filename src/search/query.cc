// The query language: docs/formats/search.md.
#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "pressmark/search.h"
#include "search/dates.h"
#include "search/query_items.h"
#include "search/tokenizer.h"

namespace pressmark::search {
namespace {

constexpr std::size_t kMostBytes = 2000, kMostItems = 64;

struct Named {
  std::string_view text;
  State state;
};
constexpr Named kIsNames[] = {{"unread", State::kUnread},           {"favourite", State::kFavourite},
                              {"favorite", State::kFavourite},      {"liked", State::kLiked},
                              {"recommended", State::kRecommended}, {"archived", State::kArchived}};
constexpr Named kHasNames[] = {{"highlight", State::kHighlight}, {"note", State::kNote}, {"image", State::kImage}};

std::optional<Field> field_of(Name name) {
  switch (name) {
    case Name::kTag: return Field::kTag;
    case Name::kSource: return Field::kSource;
    case Name::kAuthor: return Field::kAuthor;
    case Name::kSite: return Field::kSite;
    case Name::kLanguage: return Field::kLanguage;
    case Name::kNone:
    case Name::kBefore:
    case Name::kAfter:
    case Name::kIs:
    case Name::kHas: break;
  }
  return std::nullopt;
}

// As a string of FTS5: nothing in it means anything to FTS5.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c == '\0' ? ' ' : c;
  }
  return out + '"';
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += between;
    out += part;
  }
  return parts.size() > 1 ? "(" + out + ")" : out;
}

class Parser {
 public:
  explicit Parser(std::vector<Item> items) : items_(std::move(items)) {}

  Result<Query> parse() {
    while (at_ < items_.size()) PM_TRY(read_alternatives());
    if (query_.from_day >= query_.to_day) {
      return std::unexpected(error(Code::kUsage, "no day is as late as after: says and as early as before: says")
                                 .with_remedy("after: is the first day that counts, before: the first that doesn't"));
    }
    const bool has_filter = !query_.filters.empty() || !query_.conditions.empty() || has_date_;
    if (required_.empty() && excluded_.empty() && !has_filter) {
      return std::unexpected(error(Code::kUsage, "there is nothing to search for")
                                 .with_remedy("write a word, or a filter such as tag:, source: or is:unread"));
    }
    query_.match = joined(required_, " AND ");
    const std::string without = joined(excluded_, " OR ");
    if (query_.match.empty()) {
      query_.without = without;
    } else if (!without.empty()) {
      query_.match += " NOT " + without;
    }
    return std::move(query_);
  }

 private:
  bool is_or_at(std::size_t at) const { return at < items_.size() && items_[at].is_or; }

  // One item, or several with OR between them.
  Result<void> read_alternatives() {
    const std::size_t first = at_;
    if (items_[first].is_or)
      return lonely_or(error(Code::kUsage, "there is nothing before the OR at character {}", items_[first].place));
    for (++at_; is_or_at(at_); at_ += 2) {
      if (at_ + 1 == items_.size() || is_or_at(at_ + 1)) {
        return lonely_or(error(Code::kUsage, "there is nothing behind the OR at character {}", items_[at_].place));
      }
      PM_TRY(check_or(items_[first], items_[at_], items_[at_ + 1]));
    }
    if (items_[first].name == Name::kNone) return read_words(first);
    if (const auto field = field_of(items_[first].name)) return read_filter(first, *field);
    return read_condition(items_[first]);
  }

  static Result<void> lonely_or(Error reason) {
    return std::unexpected(
        std::move(reason).with_remedy("write OR between two words, or \"or\" in small letters for the word itself"));
  }

  static Result<void> check_or(const Item& first, const Item& item, const Item& next) {
    const bool is_joinable = first.name == Name::kNone || field_of(first.name);
    if (is_joinable && first.name == next.name && !first.is_negated && !next.is_negated) return {};
    return std::unexpected(
        error(Code::kUsage, "the OR at character {} joins what it can't join", item.place)
            .with_remedy(
                "OR stands between words, or between tags, sources, authors, sites or languages; none with a -"));
  }

  Result<void> read_words(std::size_t first) {
    std::vector<std::string> alternatives;
    for (std::size_t at = first; at < at_; at += 2) {
      const Item& item = items_[at];
      const Phrase phrase = PM_TRY(phrase_of(item));
      if (phrase.tokens.empty()) continue;  // Punctuation says nothing.
      alternatives.push_back(quoted(item.text) + (phrase.is_prefix ? " *" : ""));
      if (!item.is_negated) query_.phrases.push_back(phrase);
    }
    if (!alternatives.empty())
      (items_[first].is_negated ? excluded_ : required_).push_back(joined(alternatives, " OR "));
    return {};
  }

  static Result<Phrase> phrase_of(const Item& item) {
    Phrase phrase;
    Tokenizer tokenizer(item.text, Purpose::kPhrase);
    Token token;
    while (tokenizer.next(token)) {
      phrase.tokens.emplace_back(token.text);
      phrase.is_prefix = item.is_prefix && !token.is_run;  // A run goes on anyway.
    }
    if (phrase.is_prefix && utf8::trusted(phrase.tokens.back(), 0).size == phrase.tokens.back().size()) {
      return std::unexpected(error(Code::kUsage, "before the * at \"{}*\" stands only one letter", item.text)
                                 .with_remedy("write two letters or more before it"));
    }
    return phrase;
  }

  Result<void> read_filter(std::size_t first, Field field) {
    Filter filter{.field = field, .any_of = {}, .is_negated = items_[first].is_negated};
    for (std::size_t at = first; at < at_; at += 2) {
      PM_TRY(check_value(items_[at]));
      filter.any_of.emplace_back(items_[at].text);
    }
    query_.filters.push_back(std::move(filter));
    return {};
  }

  static Result<void> check_value(const Item& item) {
    if (!ascii::trimmed(item.text).empty()) return {};
    return std::unexpected(
        error(Code::kUsage, "behind \"{}:\" at character {} stands nothing", item.written, item.place)
            .with_remedy("write what it shall be right behind the colon, in quotation marks if it has spaces"));
  }

  Result<void> read_condition(const Item& item) {
    PM_TRY(check_value(item));
    if (item.name != Name::kIs && item.name != Name::kHas) return read_date(item);
    const std::span<const Named> known = item.name == Name::kIs ? std::span<const Named>(kIsNames) : kHasNames;
    const auto found = std::ranges::find(known, folded(item.text), &Named::text);
    if (found == known.end()) {
      Error unknown =
          error(Code::kUsage, "\"{}:{}\" at character {} is not known", item.written, item.text, item.place);
      unknown.remedy = item.name == Name::kIs ? Message{"is: knows unread, favourite, liked, recommended and archived"}
                                              : Message{"has: knows highlight, note and image"};
      return std::unexpected(std::move(unknown));
    }
    query_.conditions.push_back({found->state, item.is_negated});
    return {};
  }

  Result<void> read_date(const Item& item) {
    const auto day = first_day_of(item.text);
    if (!day) {
      return std::unexpected(
          error(Code::kUsage, "\"{}\" at character {} is no day, month or year", item.text, item.place)
              .with_remedy("write 2024, 2024-05 or 2024-05-01"));
    }
    has_date_ = true;
    if ((item.name == Name::kBefore) != item.is_negated) {
      query_.to_day = std::min(query_.to_day, *day);
    } else {
      query_.from_day = std::max(query_.from_day, *day);
    }
    return {};
  }

  std::vector<Item> items_;
  std::size_t at_ = 0;
  Query query_;
  std::vector<std::string> required_, excluded_;
  bool has_date_ = false;
};

}  // namespace

Result<Query> parse(std::string_view text) {
  if (text.size() > kMostBytes) {
    return std::unexpected(
        error(Code::kUsage, "the query has more than {} bytes", kMostBytes).with_remedy("search for a part of it"));
  }
  std::vector<Item> items = PM_TRY(items_of(text));
  if (items.size() > kMostItems) {
    return std::unexpected(error(Code::kUsage, "the query has more than {} words and filters", kMostItems)
                               .with_remedy("search for a part of it, or for a phrase in quotation marks"));
  }
  return Parser(std::move(items)).parse();
}

}  // namespace pressmark::search
