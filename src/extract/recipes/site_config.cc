// Site configurations of Full-Text RSS as recipes: https://help.fivefilters.org/full-text-rss/site-patterns.html
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/recipes/recipe.h"
#include "extract/recipes/xpath.h"

namespace pressmark::extract {
namespace {

// Directives whose value is an expression, and what a recipe calls them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kExpressions = {{{"title", "title"},
                                                                                        {"body", "body"},
                                                                                        {"author", "author"},
                                                                                        {"date", "date"},
                                                                                        {"strip", "strip"},
                                                                                        {"single_page_link", "single"},
                                                                                        {"next_page_link", "next"}}};
// They say how another program works; there is nothing to do for us.
constexpr std::array<std::string_view, 10> kNeedless = {"prune",
                                                        "tidy",
                                                        "parser",
                                                        "autodetect_on_failure",
                                                        "autodetect_next_page",
                                                        "convert_double_br_tags",
                                                        "strip_comments",
                                                        "insert_detected_image",
                                                        "skip_json_ld",
                                                        "src_lazy_load_attr"};

class Importer {
 public:
  explicit Importer(std::string_view file) {
    std::string host(file.substr(0, file.size() - std::string_view(".txt").size()));
    out_.text = "# From the site configuration " + std::string(file) + " of Full-Text RSS.\n";
    if (host.starts_with('.')) {
      write("host", "*" + host);
    } else {
      if (host.starts_with("www.")) host.erase(0, 4);
      write("host", host);
      write("host", "www." + host);
    }
  }

  void add(std::size_t number, std::string_view line) {
    number_ = number;
    line_ = line;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return leave_out(Message{"it is no directive"});
    const std::string key = ascii::lowercase(ascii::trimmed(line.substr(0, colon)));
    const std::string_view value = ascii::trimmed(line.substr(colon + 1));
    if (value.empty()) return leave_out(Message{"it says nothing"});
    const auto expression =
        std::ranges::find(kExpressions, std::string_view(key), [](const auto& one) { return one.first; });
    if (expression != kExpressions.end()) return translate(expression->second, value);
    if (key == "strip_id_or_class") {
      // As there: the text anywhere in the class or id.
      return write("strip", "[class*=" + recipes::quoted(value) + "], [id*=" + recipes::quoted(value) + "]");
    }
    if (key == "strip_image_src") return write("strip", "img[src*=" + recipes::quoted(value) + "]");
    if (key == "test_url")
      return write("test", value.starts_with("sec://") ? "https://" + std::string(value.substr(6)) : value);
    if (key == "test_contains") {
      if (out_.text.find("\ntest: ") == std::string::npos) return leave_out(Message{"it stands before any test"});
      return write("expect", value);
    }
    if (std::ranges::find(kNeedless, std::string_view(key)) != kNeedless.end())
      return leave_out(Message{"\"{}\" is not needed here", {key}});
    leave_out(Message{"\"{}\" has no form in a recipe", {key}});
  }

  ImportedRecipe take() { return std::move(out_); }

 private:
  void write(std::string_view key, std::string_view value) {
    out_.text.append(key).append(": ").append(value).append("\n");
  }
  void translate(std::string_view key, std::string_view expression) {
    if (const auto selector = recipes::selector_of_xpath(expression)) {
      if (recipes::Selector::parse(*selector)) return write(key, *selector);
    }
    leave_out(Message{"no selector says \"{}\"", {std::string(expression.substr(0, 200))}});
  }
  void leave_out(Message why) {
    out_.text.append("# left out: ").append(line_).append("\n");
    out_.left_out.emplace_back(number_, std::move(why));
  }

  ImportedRecipe out_;
  std::size_t number_ = 0;
  std::string_view line_;
};

}  // namespace

Result<ImportedRecipe> import_site_config(std::string_view text, std::string_view file) {
  const bool is_named = file.ends_with(".txt") && file.size() > std::string_view(".txt").size() + 1;
  if (!is_named) {
    return std::unexpected(error(Code::kUnreadable, "its name says no host")
                               .with_remedy("a site configuration is called example.org.txt")
                               .about(file));
  }
  if (text.size() > Recipes::kMostBytes) {
    return std::unexpected(error(Code::kUnreadable, "it is longer than {} KB", Recipes::kMostBytes >> 10)
                               .with_remedy("a recipe is a few lines")
                               .about(file));
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Importer importer(file);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = ascii::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    importer.add(number, line);
  }
  ImportedRecipe imported = importer.take();
  PM_TRY(parse_recipe(imported.text, file));  // The name may be none of a host.
  return imported;
}

}  // namespace pressmark::extract
