#include "cli/choice.h"

#include "pressmark/render.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "capture/recipes.h"

#ifdef PRESSMARK_DEVELOPER
#include <cstring>
#include <string>
#include <vector>

#include "capture/file.h"
#include "extract/model.h"
#endif

namespace pressmark::cli {
namespace {

#ifdef PRESSMARK_DEVELOPER
// The words of a model's file, kept to the end: the options point to it.
Result<const extract::Model*> open_model(const std::string& path) {
  static std::vector<std::uint32_t> words;
  static std::optional<extract::Model> model;
  const auto bytes = PM_TRY(capture::read_file(path));
  words.resize(bytes.size() / sizeof(std::uint32_t));
  std::memcpy(words.data(), bytes.data(), words.size() * sizeof(std::uint32_t));
  model = extract::Model::from_words(words);
  if (!model) return fail(Code::kUnreadable, "it is no model for this program");
  return &*model;
}
#endif

// $XDG_CONFIG_HOME/pressmark/recipes, else ~/.config/pressmark/recipes; "" where there is no such folder.
// https://specifications.freedesktop.org/basedir-spec/latest/
std::string default_recipes() {
  const auto environment = [](const char* name) {
    const char* const value = std::getenv(name);
    return std::string(value ? value : "");
  };
  std::string folder = environment("XDG_CONFIG_HOME");
  if (!folder.starts_with('/')) folder = environment("HOME").empty() ? "" : environment("HOME") + "/.config";
  if (folder.empty()) return {};
  folder += "/pressmark/recipes";
  std::error_code wrong;
  return std::filesystem::is_directory(folder, wrong) ? folder : std::string();
}

}  // namespace

Result<void> set_choice(const Arguments& arguments, capture::Options& options, extract::Recipes& recipes) {
  options.strict = arguments.has("strict");
  if (arguments.has("precision") && arguments.has("recall")) {
    return std::unexpected(error(Code::kUsage, "--precision and --recall say the opposite").with_remedy("give one"));
  }
  if (arguments.value("comments") == "keep") options.comments = extract::Comments::kKeep;
  if (arguments.has("precision")) options.lean = extract::Lean::kPrecision;
  if (arguments.has("recall")) options.lean = extract::Lean::kRecall;
  const std::string folder = arguments.has("recipes") ? std::string(arguments.value("recipes")) : default_recipes();
  if (!folder.empty()) {
    recipes = PM_TRY(capture::load_recipes(folder));
    if (recipes.size() > 0) options.recipes = &recipes;
  }
#ifdef PRESSMARK_DEVELOPER
  if (arguments.has("model")) options.model = PM_TRY(open_model(std::string(arguments.value("model"))));
#endif
  return {};
}

std::string rendered(const Article& article, std::string_view format) {
  if (format == "text") return render::text(article);
  if (format == "json") return to_json(article);
  if (format == "html") return render::html(article);
  return render::markdown(article);
}

}  // namespace pressmark::cli
