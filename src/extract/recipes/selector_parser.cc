// Selectors from their text: a part of https://www.w3.org/TR/selectors-4/, and three forms of our own.
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "extract/recipes/selector.h"

namespace pressmark::extract::recipes {
namespace {

constexpr int kDeepest = 3;  // functions within functions
constexpr std::size_t kMostTests = 256;
constexpr std::size_t kMostSteps = 64;  // the bits of a mask

bool begins_name(char c) { return ascii::is_alpha(c) || c == '_' || c == '-' || c == '\\' || (c & 0x80) != 0; }
bool is_in_name(char c) { return begins_name(c) || ascii::is_digit(c); }

}  // namespace

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}

  std::expected<Selector, std::size_t> parse() {
    if (text_.size() > Selector::kLongest) return std::unexpected(Selector::kLongest);
    do {
      if (!part()) return std::unexpected(at_);
    } while (take(','));
    if (at_ < text_.size()) return std::unexpected(at_);
    return std::move(selector_);
  }

 private:
  using Test = Compound::Test;
  using Kind = Compound::Test::Kind;
  using Relation = Selector::Relation;

  // ---- words ----
  bool skip_space() {
    const std::size_t start = at_;
    while (at_ < text_.size() && ascii::is_whitespace(text_[at_])) ++at_;
    return at_ > start;
  }
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    skip_space();
    if (next() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  // "" for none. A backslash takes the next character as it is.
  std::string name() {
    std::string out;
    if (!begins_name(next())) return out;
    while (at_ < text_.size() && is_in_name(text_[at_])) {
      if (text_[at_] == '\\' && ++at_ == text_.size()) return {};
      out += text_[at_++];
    }
    return out;
  }
  std::optional<std::string> value() {
    skip_space();
    const char quote = next();
    if (quote != '"' && quote != '\'') {
      std::string word;
      while (at_ < text_.size() && (is_in_name(text_[at_]) || text_[at_] == '.' || text_[at_] == '/'))
        word += text_[at_++];
      return word.empty() ? std::nullopt : std::optional(std::move(word));
    }
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_];
    }
    if (at_ == text_.size()) return std::nullopt;
    ++at_;
    return out;
  }

  // ---- selectors ----
  bool part() {
    Relation relation = Relation::kFirst;
    while (true) {
      skip_space();
      if (selector_.steps_.size() == kMostSteps) return false;
      Selector::Step step{.relation = relation, .compound = {}};
      if (!compound(step.compound, 0)) return false;
      selector_.steps_.push_back(std::move(step));
      if (only_first_) break;
      const bool had_space = skip_space();
      switch (next()) {
        case '>':
          relation = Relation::kChild;
          ++at_;
          break;
        case '+':
          relation = Relation::kNext;
          ++at_;
          break;
        case '~':
          relation = Relation::kLater;
          ++at_;
          break;
        case '@':
        case ',': return end_part();
        default:
          if (at_ == text_.size()) return end_part();
          if (!had_space) return false;
          relation = Relation::kDescendant;
      }
    }
    return end_part();
  }

  bool end_part() {
    Selector::Part part{.last = selector_.steps_.size() - 1, .attribute = {}, .only_first = only_first_};
    only_first_ = false;
    if (take('@')) {
      part.attribute = ascii::lowercase(name());
      if (part.attribute.empty()) return false;
    }
    skip_space();
    selector_.parts_.push_back(std::move(part));
    return at_ == text_.size() || next() == ',';
  }

  bool compound(Compound& out, int depth) {
    const std::size_t start = at_;
    if (next() == '*') {
      ++at_;
    } else {
      out.type = ascii::lowercase(name());
    }
    while (at_ < text_.size()) {
      Test test;
      switch (next()) {
        case '.':
          ++at_;
          test = {.kind = Kind::kWord, .name = "class", .value = name()};
          if (test.value.empty()) return false;
          break;
        case '#':
          ++at_;
          test = {.kind = Kind::kEquals, .name = "id", .value = name()};
          if (test.value.empty()) return false;
          break;
        case '[':
          ++at_;
          if (!attribute(test)) return false;
          break;
        case ':':
          ++at_;
          if (!function(test, depth)) return false;
          if (only_first_) return true;
          break;
        default: return at_ > start;
      }
      if (++tests_ > kMostTests) return false;
      out.tests.push_back(std::move(test));
    }
    return at_ > start;
  }

  bool attribute(Test& test) {
    skip_space();
    test.name = ascii::lowercase(name());
    if (test.name.empty()) return false;
    if (take(']')) return true;
    switch (next()) {
      case '=': test.kind = Kind::kEquals; break;
      case '~': test.kind = Kind::kWord; break;
      case '^': test.kind = Kind::kPrefix; break;
      case '$': test.kind = Kind::kSuffix; break;
      case '*': test.kind = Kind::kPart; break;
      default: return false;
    }
    if (next() != '=') ++at_;
    if (next() != '=') return false;
    ++at_;
    std::optional<std::string> said = value();
    if (!said) return false;
    test.value = *std::move(said);
    return take(']');
  }

  bool function(Test& test, int depth) {
    const std::size_t start = at_;
    const std::string called = ascii::lowercase(name());
    const bool is_last = called == "last-child" || called == "last-of-type";
    const bool is_place = called.ends_with("-child") || called.ends_with("-of-type");
    if (is_place && children_ > 0) {  // Children's places are not counted while their parent is looked at.
      at_ = start;
      return false;
    }
    if (called == "first-child" || called == "last-child") {
      test = {.kind = Kind::kChild, .number = is_last ? -1 : 1};
      return true;
    }
    if (called == "first-of-type" || called == "last-of-type") {
      test = {.kind = Kind::kOfType, .number = is_last ? -1 : 1};
      return true;
    }
    if (called == "first" && depth == 0) return only_first_ = true;
    if (next() != '(') {
      at_ = start;
      return false;
    }
    ++at_;
    if (called == "nth-child" || called == "nth-last-child") return number(test, Kind::kChild, called == "nth-child");
    if (called == "nth-of-type" || called == "nth-last-of-type")
      return number(test, Kind::kOfType, called == "nth-of-type");
    if (called == "contains") {
      std::optional<std::string> said = value();
      if (!said || said->empty()) return false;
      test = {.kind = Kind::kContains, .value = *std::move(said)};
      return take(')');
    }
    if (called == "has" && depth < kDeepest) {
      ++children_;
      const bool is_read = list(test, Kind::kHasChild, depth);
      --children_;
      return is_read;
    }
    if (called == "not" && depth < kDeepest) return list(test, Kind::kNot, depth);
    at_ = start;
    return false;
  }

  bool number(Test& test, Kind kind, bool from_start) {
    skip_space();
    int value = 0;
    const auto [end, wrong] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (wrong != std::errc() || value <= 0) return false;
    at_ = static_cast<std::size_t>(end - text_.data());
    test = {.kind = kind, .number = from_start ? value : -value};
    return take(')');
  }

  bool list(Test& test, Kind kind, int depth) {
    test.kind = kind;
    do {
      skip_space();
      if (kind == Kind::kHasChild && !take('>')) return false;
      skip_space();
      if (!compound(test.inner.emplace_back(), depth + 1)) return false;
    } while (take(','));
    return take(')');
  }

  std::string_view text_;
  std::size_t at_ = 0, tests_ = 0;
  bool only_first_ = false;
  int children_ = 0;  // open :has()
  Selector selector_;
};

std::expected<Selector, std::size_t> Selector::parse(std::string_view text) { return SelectorParser(text).parse(); }

}  // namespace pressmark::extract::recipes
