#include "search/query_items.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::search {
namespace {

constexpr std::string_view kQuotes[] = {"\"", "“", "”", "„", "‟", "＂"};
constexpr std::string_view kColons[] = {":", "："};
constexpr std::string_view kSpaces[] = {
    " ", "\t", "\n", "\r", "\f", "\v", "\u3000", "\u00A0", std::string_view("\0", 1)};
constexpr std::string_view kMinuses[] = {"-", "－", "−"};
constexpr std::string_view kStars[] = {"*", "＊"};

struct Named {
  std::string_view text;
  Name name;
};
constexpr Named kNames[] = {
    {"tag", Name::kTag},       {"标签", Name::kTag},      {"標籤", Name::kTag},      {"source", Name::kSource},
    {"来源", Name::kSource},   {"來源", Name::kSource},   {"author", Name::kAuthor}, {"作者", Name::kAuthor},
    {"site", Name::kSite},     {"网站", Name::kSite},     {"網站", Name::kSite},     {"lang", Name::kLanguage},
    {"语言", Name::kLanguage}, {"語言", Name::kLanguage}, {"before", Name::kBefore}, {"早于", Name::kBefore},
    {"早於", Name::kBefore},   {"after", Name::kAfter},   {"晚于", Name::kAfter},    {"晚於", Name::kAfter},
    {"is", Name::kIs},         {"has", Name::kHas}};

// The size of the sign that `text` begins with, 0 for none of them.
template <std::size_t kCount>
std::size_t size_of_sign(std::string_view text, const std::string_view (&signs)[kCount]) {
  for (const std::string_view sign : signs) {
    if (text.starts_with(sign)) return sign.size();
  }
  return 0;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), rest_(text) {}

  Result<std::vector<Item>> read() {
    std::vector<Item> items;
    while (skip_spaces()) items.push_back(PM_TRY(read_item()));
    return items;
  }

 private:
  template <std::size_t kCount>
  bool take(const std::string_view (&signs)[kCount]) {
    const std::size_t size = size_of_sign(rest_, signs);
    rest_.remove_prefix(size);
    return size > 0;
  }
  bool skip_spaces() {
    while (take(kSpaces)) {
    }
    return !rest_.empty();
  }
  // Of what comes next, counted in characters from 1.
  std::size_t place() const {
    const std::string_view before = text_.substr(0, text_.size() - rest_.size());
    return 1 + static_cast<std::size_t>(std::ranges::count_if(before, [](char c) { return (c & 0xC0) != 0x80; }));
  }

  Result<Item> read_item() {
    Item item{.place = place()};
    item.is_negated = take(kMinuses);
    if (item.is_negated && (rest_.empty() || size_of_sign(rest_, kSpaces) > 0)) {
      return std::unexpected(error(Code::kUsage, "the - at character {} stands alone", item.place)
                                 .with_remedy("put it right before what is to be left out, or leave it away"));
    }
    take_name(item);
    const bool is_quoted = size_of_sign(rest_, kQuotes) > 0;
    if (is_quoted) {
      item.text = PM_TRY(read_quoted());
    } else {
      item.text = read_word();
      item.is_or = item.text == "OR" && item.name == Name::kNone && !item.is_negated;
    }
    item.is_prefix = take_star(item, is_quoted);
    return item;
  }

  void take_name(Item& item) {
    for (const Named& named : kNames) {
      if (!ascii::starts_with_ignoring_case(rest_, named.text)) continue;
      const std::size_t colon = size_of_sign(rest_.substr(named.text.size()), kColons);
      if (colon == 0) continue;
      item.name = named.name;
      item.written = rest_.substr(0, named.text.size());
      rest_.remove_prefix(named.text.size() + colon);
      return;
    }
  }

  Result<std::string_view> read_quoted() {
    const std::size_t opened = place();
    take(kQuotes);
    for (std::size_t at = 0; at < rest_.size(); ++at) {
      const std::size_t closing = size_of_sign(rest_.substr(at), kQuotes);
      if (closing == 0) continue;
      const std::string_view inside = rest_.substr(0, at);
      rest_.remove_prefix(at + closing);
      return inside;
    }
    return std::unexpected(error(Code::kUsage, "the quotation mark at character {} is never closed", opened)
                               .with_remedy("write another at the phrase's end, or leave this one away"));
  }

  std::string_view read_word() {
    std::size_t at = 0;
    while (at < rest_.size() && size_of_sign(rest_.substr(at), kSpaces) == 0 &&
           size_of_sign(rest_.substr(at), kQuotes) == 0)
      ++at;
    const std::string_view word = rest_.substr(0, at);
    rest_.remove_prefix(at);
    return word;
  }

  // A word has its star as its last character, a phrase behind its quotation mark.
  bool take_star(Item& item, bool is_quoted) {
    if (is_quoted) return take(kStars);
    for (const std::string_view star : kStars) {
      if (!item.text.ends_with(star)) continue;
      item.text.remove_suffix(star.size());
      return true;
    }
    return false;
  }

  std::string_view text_, rest_;
};

}  // namespace

Result<std::vector<Item>> items_of(std::string_view text) { return Reader(text).read(); }

}  // namespace pressmark::search
