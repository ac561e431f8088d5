#include "extract/recipes/recipe.h"

#include <algorithm>
#include <unordered_map>

#include "base/ascii.h"
#include "pressmark/url.h"

namespace pressmark::extract {
namespace {

constexpr std::size_t kMostValues = 200;      // of one recipe
constexpr std::size_t kLongestPattern = 512;  // of a path

// A line that says something: "key: value".
struct Line {
  std::size_t number = 0;
  std::string_view key{}, value{};
};

std::unexpected<Error> wrong(std::string_view file, Error reason) {
  return std::unexpected(std::move(reason).about(file));
}

bool is_host(std::string_view host) {
  if (host.starts_with("*.")) host.remove_prefix(2);
  const auto may_be = [](char c) { return ascii::is_alphanumeric(c) || c == '.' || c == '-' || (c & 0x80) != 0; };
  return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, may_be) && !host.starts_with('.');
}

// The host as addresses have it: in Punycode.
std::string normal_host(std::string_view host) {
  const std::string_view star = host.starts_with("*.") ? "*." : "";
  const auto address = url::Url::parse("https://" + std::string(host.substr(star.size())) + "/");
  return std::string(star) + (address ? std::string(address->hostname()) : ascii::lowercase(host.substr(star.size())));
}

Recipe::Selectors* selectors_of(Recipe& recipe, std::string_view key) {
  if (key == "title") return &recipe.title;
  if (key == "author") return &recipe.author;
  if (key == "date") return &recipe.date;
  if (key == "body") return &recipe.body;
  if (key == "strip") return &recipe.strip;
  if (key == "next") return &recipe.next;
  return key == "single" ? &recipe.single : nullptr;
}

Result<void> add_selector(Recipe::Selectors& selectors, const Line& line, std::string_view file) {
  auto selector = recipes::Selector::parse(line.value);
  if (!selector) {
    const std::string_view rest = line.value.substr(std::min(selector.error(), line.value.size()));
    return wrong(file, error(Code::kUnreadable, "line {}: \"{}\" is no selector: it can't be read from \"{}\" on",
                             line.number, line.value.substr(0, 200), rest.substr(0, 40))
                           .with_remedy("docs/formats/recipe.md has all that a selector may say"));
  }
  selectors.push_back(*std::move(selector));
  return {};
}

Result<void> add_value(Recipe& recipe, const Line& line, std::string_view file) {
  if (Recipe::Selectors* const selectors = selectors_of(recipe, line.key)) return add_selector(*selectors, line, file);
  if (line.key == "host") {
    if (!is_host(line.value)) {
      return wrong(file, error(Code::kUnreadable, "line {}: \"{}\" is no host", line.number, line.value.substr(0, 200))
                             .with_remedy("write example.org, or *.example.org for all hosts under it"));
    }
    recipe.hosts.push_back(normal_host(line.value));
  } else if (line.key == "path") {
    if (!line.value.starts_with('/') || line.value.size() > kLongestPattern) {
      return wrong(file, error(Code::kUnreadable, "line {}: \"{}\" is no pattern of paths", line.number,
                               line.value.substr(0, 200))
                             .with_remedy("begin it with /, and write * for anything, as in /articles/*"));
    }
    recipe.paths.emplace_back(line.value);
  } else if (line.key == "test") {
    recipe.tests.push_back({.url = std::string(line.value), .text = {}});
  } else if (line.key == "expect") {
    if (recipe.tests.empty()) {
      return wrong(file, error(Code::kUnreadable, "line {}: expect stands before any test", line.number)
                             .with_remedy("write the address first: test: https://example.org/page"));
    }
    recipe.tests.back().text = line.value;
  } else {
    return wrong(file, error(Code::kUnreadable, "line {}: recipes know no \"{}\"", line.number, line.key.substr(0, 60))
                           .with_remedy("they know host, path, title, author, date, body, strip, next, single, test "
                                        "and expect"));
  }
  return {};
}

}  // namespace

Result<Recipe> parse_recipe(std::string_view text, std::string_view file) {
  if (text.size() > Recipes::kMostBytes) {
    return wrong(file, error(Code::kUnreadable, "it is longer than {} KB", Recipes::kMostBytes >> 10)
                           .with_remedy("a recipe is a few lines"));
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Recipe recipe{.file = std::string(file)};
  std::size_t values = 0;
  for (Line line{.number = 1}; !text.empty(); ++line.number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = ascii::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (whole.empty() || whole.starts_with('#')) continue;
    const std::size_t colon = whole.find(':');
    if (colon == std::string_view::npos || colon + 1 == whole.size()) {
      return wrong(file, error(Code::kUnreadable, "line {} is no \"key: value\"", line.number)
                             .with_remedy("a line that is only for people begins with #"));
    }
    if (++values > kMostValues) {
      return wrong(file, error(Code::kUnreadable, "line {}: it says more than {} things", line.number, kMostValues)
                             .with_remedy("several things to strip may stand in one line, with commas between"));
    }
    line.key = ascii::trimmed(whole.substr(0, colon));
    line.value = ascii::trimmed(whole.substr(colon + 1));
    PM_TRY(add_value(recipe, line, file));
  }
  if (recipe.hosts.empty()) {
    return wrong(file, error(Code::kUnreadable, "it says no host").with_remedy("add a line such as host: example.org"));
  }
  return recipe;
}

bool matches_pattern(std::string_view text, std::string_view pattern) {
  std::size_t at = 0, next = 0, star = std::string_view::npos, resume = 0;
  while (at < text.size()) {
    if (next < pattern.size() && pattern[next] == '*') {
      star = next++;
      resume = at;
    } else if (next < pattern.size() && pattern[next] == text[at]) {
      ++next;
      ++at;
    } else if (star != std::string_view::npos) {
      next = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return pattern.substr(next).find_first_not_of('*') == std::string_view::npos;
}

// ---- all of them ----

struct Recipes::Book {
  std::vector<std::unique_ptr<Recipe>> recipes{};
  std::unordered_map<std::string, std::vector<const Recipe*>> by_host{};  // "*.example.org" too
};

Recipes::Recipes() : book_(std::make_unique<Book>()) {}
Recipes::Recipes(Recipes&&) noexcept = default;
Recipes& Recipes::operator=(Recipes&&) noexcept = default;
Recipes::~Recipes() = default;

Result<void> Recipes::add(std::string_view text, std::string_view file) {
  if (size() >= kMostRecipes) {
    return wrong(file, error(Code::kUnreadable, "there are more than {} recipes", kMostRecipes)
                           .with_remedy("keep those that you use in a folder of their own"));
  }
  auto recipe = std::make_unique<Recipe>(PM_TRY(parse_recipe(text, file)));
  for (const std::string& host : recipe->hosts) book_->by_host[host].push_back(recipe.get());
  book_->recipes.push_back(std::move(recipe));
  return {};
}

const Recipe* Recipes::find(std::string_view url) const {
  const auto address = url::Url::parse(url);
  if (!address || book_->recipes.empty()) return nullptr;
  const std::string_view path = address->pathname().substr(0, 4096);
  const auto choice = [&](const std::string& host) -> const Recipe* {
    const auto found = book_->by_host.find(host);
    if (found == book_->by_host.end()) return nullptr;
    const Recipe* general = nullptr;
    for (const Recipe* const recipe : found->second) {
      if (recipe->paths.empty() && !general) general = recipe;
      const auto fits = [&](const std::string& pattern) { return matches_pattern(path, pattern); };
      if (std::ranges::any_of(recipe->paths, fits)) return recipe;
    }
    return general;
  };
  std::string_view host = address->hostname();
  if (const Recipe* const exact = choice(std::string(host))) return exact;
  while (true) {
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return nullptr;
    host.remove_prefix(dot + 1);
    if (const Recipe* const recipe = choice("*." + std::string(host))) return recipe;
  }
}

std::size_t Recipes::size() const { return book_->recipes.size(); }

std::vector<Recipes::Test> Recipes::tests() const {
  std::vector<Test> tests;
  for (const auto& recipe : book_->recipes) tests.insert(tests.end(), recipe->tests.begin(), recipe->tests.end());
  return tests;
}

}  // namespace pressmark::extract
