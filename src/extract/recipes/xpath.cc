#include "extract/recipes/xpath.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/ascii.h"

namespace pressmark::extract::recipes {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

namespace {

constexpr std::size_t kLongest = 2000, kMostAlternatives = 32;
constexpr int kDeepest = 8;  // brackets

using Alternatives = std::vector<std::string>;  // any of them; each is what stands behind an element's name

bool is_in_name(char c) { return ascii::is_alphanumeric(c) || c == '-' || c == '_'; }

class Translator {
 public:
  explicit Translator(std::string_view text) : text_(text) {}

  std::optional<std::string> run() {
    if (text_.size() > kLongest) return std::nullopt;
    std::string all;
    do {
      Alternatives paths;
      if (!path(paths)) return std::nullopt;
      for (const std::string& one : paths) all += (all.empty() ? "" : ", ") + one;
    } while (take("|"));
    skip_space();
    return at_ == text_.size() ? std::optional(all) : std::nullopt;
  }

 private:
  // ---- words ----
  void skip_space() {
    while (at_ < text_.size() && ascii::is_whitespace(text_[at_])) ++at_;
  }
  bool take(std::string_view sign) {
    skip_space();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }
  // A word such as "and", not the beginning of a longer one.
  bool take_word(std::string_view word) {
    skip_space();
    const bool is_there = text_.substr(at_).starts_with(word) &&
                          (at_ + word.size() == text_.size() || !is_in_name(text_[at_ + word.size()]));
    if (is_there) at_ += word.size();
    return is_there;
  }
  std::string name() {
    skip_space();
    const std::size_t start = at_;
    while (at_ < text_.size() && is_in_name(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }
  std::optional<std::string> literal() {
    skip_space();
    if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return std::nullopt;
    const std::size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) return std::nullopt;
    std::string value(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return value;
  }
  bool attribute_name(std::string& out) {
    if (!take("@")) return false;
    out = ascii::lowercase(name());
    return !out.empty();
  }

  // ---- paths ----
  // "//div[@id='x']/p", "(//article)[1]", "//meta/@content".
  bool path(Alternatives& out) {
    const bool is_grouped = take("(");
    Alternatives found;
    std::string attribute;
    if (!steps(found, attribute)) return false;
    if (is_grouped) {
      if (!take(")")) return false;
      if (take("[")) {
        if (!take("1") || !take("]") || !attribute.empty() || found.size() > 1) return false;
        found.front() += ":first";
      } else if (!steps(found, attribute)) {
        return false;
      }
    }
    for (std::string& one : found) out.push_back(attribute.empty() ? one : one + " @" + attribute);
    return !found.empty();
  }

  // The steps from here on, behind what `found` says already.
  bool steps(Alternatives& found, std::string& attribute) {
    while (true) {
      std::string relation;
      if (take("//")) {
        relation = " ";
      } else if (take("/")) {
        relation = " > ";
      } else {
        return !found.empty();
      }
      if (!attribute.empty()) return false;
      skip_space();
      if (text_.substr(at_).starts_with("@")) {
        if (relation == " ") return false;  // The attributes of all elements within.
        if (!attribute_name(attribute)) return false;
        continue;
      }
      if (take("text()")) return !found.empty();  // An element's value is its text.
      if (found.empty() && relation == " > ") {
        if (!take_word("html")) return false;
        found = {"html"};
        continue;
      }
      if (!step(found, found.empty() ? "" : relation)) return false;
    }
  }

  bool step(Alternatives& found, std::string relation) {
    if (take("descendant::")) {
      if (!relation.empty()) relation = " ";
    } else if (take("following-sibling::")) {
      if (relation != " > ") return false;
      relation = " ~ ";
    } else if (take("parent::")) {
      return parent(found, relation);
    } else {
      take("child::");
    }
    std::string type = take("*") ? "" : ascii::lowercase(name());
    skip_space();
    if (at_ < text_.size() && (text_[at_] == ':' || text_[at_] == '(' || text_[at_] == '.')) return false;
    if (type.empty() && (at_ == 0 || text_[at_ - 1] != '*')) return false;
    Alternatives tests;
    if (!predicates(tests, type, relation)) return false;
    Alternatives longer;
    for (const std::string& before : found.empty() ? Alternatives{""} : found) {
      for (const std::string& test : tests) {
        const std::string compound = type + test;
        longer.push_back(before + relation + (compound.empty() ? "*" : compound));
      }
    }
    found = std::move(longer);
    return found.size() <= kMostAlternatives;
  }

  // "//a[...]/parent::div" is "div:has(> a...)".
  bool parent(Alternatives& found, std::string_view relation) {
    if (relation != " > ") return false;
    std::string type = take("*") ? "" : name();
    Alternatives tests;
    if (!predicates(tests, type, {})) return false;
    Alternatives parents;
    for (const std::string& child : found) {
      if (child.find(' ') != std::string::npos && !is_one_compound(child)) return false;
      for (const std::string& test : tests) parents.push_back(type + test + ":has(> " + child + ")");
    }
    found = std::move(parents);
    return found.size() <= kMostAlternatives;
  }
  // Spaces in it stand in quotes only; of children's places a parent knows nothing.
  static bool is_one_compound(std::string_view selector) {
    bool is_quoted = false;
    for (const char c : selector) {
      if (c == '"') is_quoted = !is_quoted;
      if (c == ' ' && !is_quoted) return false;
    }
    return true;
  }

  // ---- predicates ----
  // "[a][b]": all of them. A bare number is a place among the siblings of the same name.
  bool predicates(Alternatives& tests, std::string_view type, std::string_view relation) {
    tests = {""};
    while (take("[")) {
      Alternatives more;
      if (!place(more, type, relation) && !any(more, 0)) return false;
      if (!take("]")) return false;
      if (!combine(tests, more)) return false;
    }
    return true;
  }

  bool place(Alternatives& out, std::string_view type, std::string_view relation) {
    skip_space();
    const std::size_t start = at_;
    std::string_view rest = text_.substr(at_);
    if (rest.starts_with("position()")) {
      at_ += 10;
      if (!take("=")) return at_ = start, false;
      skip_space();
      rest = text_.substr(at_);
    }
    const bool is_last = rest.starts_with("last()");
    int number = -1;
    if (is_last) {
      at_ += 6;
    } else {
      const auto [end, wrong] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
      if (wrong != std::errc() || number <= 0) return at_ = start, false;
      at_ += static_cast<std::size_t>(end - rest.data());
    }
    skip_space();
    if (at_ >= text_.size() || text_[at_] != ']') return at_ = start, false;
    if (relation == " ~ ") {  // Counted from the sibling: only "the next one" has a form.
      return at_ = start, false;
    }
    const std::string kind = type.empty() ? "child" : "of-type";
    out = {is_last ? ":last-" + kind : ":nth-" + kind + "(" + std::to_string(number) + ")"};
    return true;
  }

  static bool combine(Alternatives& tests, const Alternatives& more) {
    Alternatives both;
    for (const std::string& one : tests) {
      for (const std::string& other : more) both.push_back(one + other);
    }
    tests = std::move(both);
    return tests.size() <= kMostAlternatives;
  }

  bool any(Alternatives& out, int depth) {
    do {
      Alternatives together;
      if (!all(together, depth)) return false;
      out.insert(out.end(), together.begin(), together.end());
    } while (take_word("or"));
    return out.size() <= kMostAlternatives;
  }

  bool all(Alternatives& out, int depth) {
    out = {""};
    do {
      Alternatives one;
      if (!test(one, depth) || !combine(out, one)) return false;
    } while (take_word("and"));
    return true;
  }

  bool test(Alternatives& out, int depth) {
    if (depth > kDeepest) return false;
    if (take("(")) return any(out, depth + 1) && take(")");
    if (take("not(")) {
      Alternatives inner;
      if (!any(inner, depth + 1) || !take(")")) return false;
      std::string none;
      for (const std::string& one : inner) {
        if (one.empty()) return false;
        none += (none.empty() ? "" : ", ") + one;
      }
      out = {":not(" + none + ")"};
      return true;
    }
    std::string one;
    if (take("contains(")) {
      if (!contains(one)) return false;
    } else if (take("starts-with(")) {
      std::string attribute;
      if (!attribute_name(attribute) || !take(",")) return false;
      const auto value = literal();
      if (!value || value->empty() || !take(")")) return false;
      one = "[" + attribute + "^=" + quoted(*value) + "]";
    } else {
      std::string attribute;
      if (!attribute_name(attribute)) return false;
      const bool differs = take("!=");
      if (!differs && !take("=")) {
        one = "[" + attribute + "]";
      } else {
        const auto value = literal();
        if (!value) return false;
        one = "[" + attribute + "=" + quoted(*value) + "]";
        if (differs) one = "[" + attribute + "]:not(" + one + ")";
      }
    }
    out = {one};
    return true;
  }

  // contains(@class, 'x'), contains(., 'x'), and the idiom for a whole word of a class:
  // contains(concat(' ', normalize-space(@class), ' '), ' x ').
  bool contains(std::string& out) {
    std::string attribute;
    if (take("concat(")) {
      const bool is_spaced = take("' '") || take("\" \"");
      if (!is_spaced || !take(",")) return false;
      const bool is_normal = take("normalize-space(");
      if (!attribute_name(attribute) || (is_normal && !take(")")) || !take(",")) return false;
      if (!(take("' '") || take("\" \"")) || !take(")") || !take(",")) return false;
      const auto value = literal();
      if (!value || value->size() < 3 || value->front() != ' ' || value->back() != ' ' || !take(")")) return false;
      const std::string word = value->substr(1, value->size() - 2);
      if (word.find(' ') != std::string::npos) return false;
      out = "[" + attribute + "~=" + quoted(word) + "]";
      return true;
    }
    const bool is_text = take("text()") || take(".");
    if (!is_text && !attribute_name(attribute)) return false;
    if (!take(",")) return false;
    const auto value = literal();
    if (!value || value->empty() || !take(")")) return false;
    out = is_text ? ":contains(" + quoted(*value) + ")" : "[" + attribute + "*=" + quoted(*value) + "]";
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::string> selector_of_xpath(std::string_view xpath) { return Translator(ascii::trimmed(xpath)).run(); }

}  // namespace pressmark::extract::recipes
